using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Interop;

/// <summary>TLS as Mosquitto's clients (OpenSSL) speak it.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly Certificates certificates = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        certificates.Dispose();
        folder.Dispose();
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task Messages_go_through_TLS(string broker, string version)
    {
        await using var own = await Brokers.Start(broker, new BrokerOptions { Certificate = certificates.Server() });
        var clients = new MosquittoClients(own.Port, version, "--cafile", certificates.Authority);
        await using var subscriber = await clients.Subscribe("-t", "a", "-q", "2");

        await clients.Publish("-t", "a", "-q", "2", "-m", "under seal");

        Assert.Equal("a|2|0|under seal", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task A_client_that_trusts_another_authority_does_not_connect(string broker)
    {
        using var others = new Certificates("Another authority");
        await using var own = await Brokers.Start(broker, new BrokerOptions { Certificate = certificates.Server() });

        var result = await new MosquittoClients(own.Port, "5", "--cafile", others.Authority).Publish("-t", "a", "-m", "-", "-q", "1");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("TLS error", result.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Brokers.Both), MemberType = typeof(Brokers))]
    public async Task A_certificate_says_who_the_client_is(string broker, string version)
    {
        await using var own = await WithClientCertificates(broker);
        var (door, desk) = (Clients(own, version, certificates.Client("door-1")), Clients(own, version, certificates.Client("desk-2")));
        await using var subscriber = await door.Subscribe("-t", "dev/door-1/#", "-q", "1");

        await desk.Publish("-t", "dev/door-1/evt", "-q", "1", "-m", "forged");
        await door.Publish("-t", "dev/door-1/evt", "-q", "1", "-m", "mine");

        Assert.Equal("dev/door-1/evt|1|0|mine", await subscriber.Message());
    }

    [Theory, MemberData(nameof(Brokers.Five), MemberType = typeof(Brokers))]
    public async Task Without_a_certificate_of_the_authority_there_is_no_connection(string broker)
    {
        using var others = new Certificates("Another authority");
        await using var own = await WithClientCertificates(broker);
        var stranger = others.Client("door-1");

        string[] message = ["-t", "dev/door-1/evt", "-m", "-", "-q", "1"];
        var without = await new MosquittoClients(own.Port, "5", "--cafile", certificates.Authority).Publish(message);
        var forged = await Clients(own, "5", stranger).Publish(message);

        Assert.All([without, forged], result => Assert.NotEqual(0, result.ExitCode));
    }

    private MosquittoClients Clients(TestBroker broker, string version, PemPair pair) =>
        new(broker.Port, version, "--cafile", certificates.Authority, "--cert", pair.Certificate, "--key", pair.Key);

    private async Task<TestBroker> WithClientCertificates(string kind)
    {
        await File.WriteAllTextAsync(folder.File("acl"), "pattern readwrite dev/%u/#\n");
        return await Brokers.Start(kind, new BrokerOptions
        {
            AllowAnonymous = false,
            Certificate = certificates.Server(),
            ClientAuthority = certificates.Authority,
            Acl = folder.File("acl"),
        });
    }
}
