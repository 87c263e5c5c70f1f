using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Gateway.Lan;
using SohoSolo.Gateway.Tests.Doors;
using SohoSolo.Mqtt.Client;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Gateway.Tests.Lan;

/// <summary>The gateway at somebody else's broker: a real Mosquitto.</summary>
public sealed class ClientLanTests
{
    private const string Events = "sohosolo/1/nogaro/dev/nogaro-reader-main/evt";

    [Fact]
    public async Task A_badge_at_somebody_elses_broker_opens_the_door_and_a_kept_one_does_not()
    {
        await using var broker = await MosquittoBroker.Start(BrokerOptions.Open, TestContext.Current.CancellationToken);
        var device = new MosquittoClients(broker.Port);
        await device.Publish("-q", "1", "-r", "-t", Events, "-m", LanSite.Badge(7));
        var folder = Directory.CreateTempSubdirectory("sohosolo-lan-");
        SiteGateway? gateway = null;
        await using (var lan = new ClientLan(new MqttClientOptions { Port = broker.Port, ClientId = "gateway" }, message => gateway!.Take(message), TimeProvider.System, NullLoggerFactory.Instance))
        {
            gateway = SiteGateway.Start(new GatewaySettings(TestSite.Keys, folder.FullName, IsWithHub: true), lan, TimeProvider.System, NullLoggerFactory.Instance);
            lan.Start();
            await using var door = await device.Subscribe("-t", "sohosolo/1/nogaro/door/main/cmd", "-q", "1", "-t", "sohosolo/1/nogaro/dev/nogaro-reader-main/rcv");
            await gateway.Apply(LanSite.Snapshot());
            await Patience.Until(() => Task.FromResult(lan.IsConnected), TimeSpan.FromSeconds(20), () => "no connection", TestContext.Current.CancellationToken);
            var seq = 7;
            await Patience.Until(
                async () =>
                {
                    await device.Publish("-q", "1", "-t", Events, "-m", LanSite.Badge(++seq));
                    return gateway.Outbox.UpTo(LanSite.Reader, "b") is not null;
                },
                TimeSpan.FromSeconds(20),
                () => "nothing was kept",
                TestContext.Current.CancellationToken);
            Assert.Contains("\"op\":\"unlock\"", await door.Message(), StringComparison.Ordinal);
            Assert.Contains("\"upto\"", await door.Message(), StringComparison.Ordinal);
            Assert.False(gateway.Outbox.Knows(LanSite.Reader, "b", 7));
        }

        await gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
