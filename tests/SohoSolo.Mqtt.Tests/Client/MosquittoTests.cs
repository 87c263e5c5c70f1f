using System.Security.Cryptography.X509Certificates;
using SohoSolo.Mqtt.Client;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>What only a server with passwords, rights, certificates and a disk can show.</summary>
public sealed class MosquittoTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-client-");

    public static TheoryData<MqttVersion> Versions => RoundTripTests.Versions;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Over_TLS_each_side_shows_its_certificate(MqttVersion version)
    {
        using var certificates = new Certificates();
        await using var broker = await MosquittoBroker.Start(Secured(certificates, "pattern readwrite from/%u/#"), Stop);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(certificates.Authority);
        using var own = Certificate(certificates.Client("gw-nogaro"));
        await using var client = await Some.Started(Some.Options(broker.Port, version) with { Host = "localhost", Tls = new MqttTls { Authorities = [authority], ClientCertificate = own } });

        var mailbox = await client.Subscribe("from/gw-nogaro/#");
        await client.Publish("from/gw-nogaro/evt", "hello");

        Assert.Equal("hello", await mailbox.NextText());
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_trusted_is_refused_at_once()
    {
        using var certificates = new Certificates();
        using var others = new Certificates("Another authority");
        await using var broker = await MosquittoBroker.Start(BrokerOptions.Open with { Certificate = certificates.Server() }, Stop);
        using var wrong = X509CertificateLoader.LoadCertificateFromFile(others.Authority);
        await using var client = new MqttClient(Some.Options(broker.Port) with { Host = "localhost", Tls = new MqttTls { Authorities = [wrong] } });

        var refused = await Assert.ThrowsAsync<MqttConnectException>(() => client.Starts());

        Assert.True(refused.IsPermanent);
        Assert.Contains("TLS", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task A_wrong_password_ends_the_start_with_the_reason(MqttVersion version)
    {
        await using var broker = await MosquittoBroker.Start(await WithUsers(), Stop);
        await using var client = new MqttClient(Some.Options(broker.Port, version) with { UserName = "anne", Password = "wrong" });

        var refused = await Assert.ThrowsAsync<MqttConnectException>(() => client.Starts());

        Assert.Equal(ReasonCode.NotAuthorized, refused.Reason);
        Assert.True(refused.IsPermanent);
        Assert.Equal(MqttClientState.Stopped, client.Status.State);
    }

    [Fact]
    public async Task A_publish_that_is_not_allowed_says_so_and_harms_nothing()
    {
        await using var broker = await MosquittoBroker.Start(await WithUsers("user anne", "topic readwrite mine/#"), Stop);
        await using var client = await Some.Started(Some.Options(broker.Port) with { UserName = "anne", Password = "secret" });
        var mailbox = await client.Subscribe("mine/#");

        var refused = await client.Publish("yours/1", "x");
        var refusedTwice = await client.Publish("yours/1", "x", QualityOfService.ExactlyOnce);
        var taken = await client.Publish("mine/1", "y");

        Assert.Equal(ReasonCode.NotAuthorized, refused.Reason);
        Assert.Equal(ReasonCode.NotAuthorized, refusedTwice.Reason);
        Assert.True(taken.IsSuccess);
        Assert.Equal("y", await mailbox.NextText());
    }

    /// <summary>Mosquitto may forget what it acknowledged since it last wrote its file. What it had not acknowledged when it died, and what was published while it was dead, is ours to bring.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Publishes_outlive_a_broker_that_is_killed_and_started_again(MqttVersion version)
    {
        await using var broker = await MosquittoBroker.Start(BrokerOptions.Open with { Store = folder.FullName, Extra = ["autosave_on_changes true", "autosave_interval 1", "max_queued_messages 0"] }, Stop);
        await using var receiver = await Some.Started(Some.Options(broker.Port, version).Lasting());
        var mailbox = await receiver.Subscribe("log");
        await using var sender = await Some.Started(Some.Options(broker.Port, version).Lasting());

        var sent = new Dictionary<string, Task<PublishResult>>();
        var mustArrive = new HashSet<string>();
        for (var round = 0; round < 3; round++)
        {
            Send(round, 0..100);
            await sent[$"{round}-9"];
            broker.Kill9();
            await sender.Reaches(status => status.State != MqttClientState.Connected);
            Send(round, 100..120);
            mustArrive.UnionWith(sent.Where(message => !message.Value.IsCompleted).Select(message => message.Key));
            await broker.Start(Stop);
        }

        Assert.All(await Task.WhenAll(sent.Values), result => Assert.True(result.IsSuccess));
        await sender.Publish("log", "end");
        var seen = new HashSet<string>();
        while (!seen.Contains("end"))
            seen.Add(await mailbox.NextText());

        Assert.NotEmpty(mustArrive);
        Assert.Empty(mustArrive.Except(seen));

        void Send(int round, Range range)
        {
            for (var i = range.Start.Value; i < range.End.Value; i++)
                sent.Add($"{round}-{i}", sender.Sends(Some.Message("log", $"{round}-{i}")));
        }
    }

    private static X509Certificate2 Certificate(PemPair files) => X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);

    private BrokerOptions Secured(Certificates certificates, params string[] acl) => BrokerOptions.Open with
    {
        AllowAnonymous = false,
        Certificate = certificates.Server(),
        ClientAuthority = certificates.Authority,
        Acl = Write("acl", acl),
    };

    private async Task<BrokerOptions> WithUsers(params string[] acl)
    {
        var users = Path.Combine(folder.FullName, "users");
        await MosquittoClients.WriteUsers(users, ("anne", "secret"));
        return BrokerOptions.Open with { AllowAnonymous = false, Users = users, Acl = acl.Length > 0 ? Write("acl", acl) : null };
    }

    private string Write(string name, string[] lines)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllLines(file, lines);
        return file;
    }
}
