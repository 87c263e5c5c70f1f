using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;
using BrokerOptions = SohoSolo.Mqtt.Broker.BrokerOptions;

namespace SohoSolo.Mqtt.Tests.Broker;

public sealed class TlsTests : IDisposable
{
    private readonly Certificates certificates = new();

    [Fact]
    public async Task A_clients_certificate_says_who_it_is()
    {
        await using var broker = await Start(asksForCertificate: true);
        await using var peer = await RawPeer.Connect(broker.Port, new PeerConnect("x") { User = "somebody else" }, certificates.ForClient(certificates.Client("gw-nogaro")));
        Assert.Equal(0, peer.ConnAck!.Reason);
        Assert.Equal("gw-nogaro", (await broker.Notes.Next<BrokerClient>()).Identity);
        await peer.Subscribe("t");
        await peer.Publish(new PeerMessage("t", new byte[200_000]));
        Assert.Equal(200_000, (await peer.Expect(PeerPacketType.Publish)).Payload.Length);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_or_none_does_not_get_in()
    {
        await using var broker = await Start(asksForCertificate: true);
        using var others = new Certificates("Test authority");
        foreach (var shown in (PemPair?[])[others.Client("gw-nogaro"), certificates.Server(), null])
        {
            await Assert.ThrowsAnyAsync<Exception>(() => RawPeer.Connect(broker.Port, new PeerConnect("x"), certificates.ForClient(shown)));
            Assert.Equal((RefusalKind.Connection, ReasonCode.NotAuthorized), await broker.Notes.Next<Refusal>() is var told ? (told.What, told.Reason) : default);
        }
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_without_a_certificate_gets_in_where_none_is_asked_for(SslProtocols protocol)
    {
        await using var broker = await Start(asksForCertificate: false);
        var tls = certificates.ForClient();
        tls.EnabledSslProtocols = protocol;
        tls.ApplicationProtocols = [new("mqtt")];
        await using var peer = await RawPeer.Connect(broker.Port, new PeerConnect("x"), tls);
        Assert.Equal(0, peer.ConnAck!.Reason);
        Assert.Null((await broker.Notes.Next<BrokerClient>()).Identity);
    }

    [Fact]
    public async Task Who_does_not_speak_TLS_is_refused_and_the_next_one_served()
    {
        await using var broker = await Start(asksForCertificate: false);
        await using var plain = await RawPeer.Open(broker.Port);
        await plain.SendBytes(PeerWriter.Connect(new PeerConnect("plain")));
        Assert.Equal(ReasonCode.NotAuthorized, (await broker.Notes.Next<Refusal>()).Reason);
        await using var peer = await RawPeer.Connect(broker.Port, new PeerConnect("x"), certificates.ForClient());
        Assert.Equal(0, peer.ConnAck!.Reason);
    }

    public void Dispose() => certificates.Dispose();

    private Task<OwnBroker> Start(bool asksForCertificate)
    {
        var server = certificates.Server();
        var listener = new BrokerListener(
            new IPEndPoint(IPAddress.Loopback, 0),
            X509Certificate2.CreateFromPemFile(server.Certificate, server.Key),
            asksForCertificate ? [X509CertificateLoader.LoadCertificateFromFile(certificates.Authority)] : null);
        return OwnBroker.Start(new BrokerOptions { Listeners = [listener] });
    }
}
