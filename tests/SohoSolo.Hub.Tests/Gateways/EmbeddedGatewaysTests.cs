using System.Globalization;
using System.Text;
using System.Threading.Channels;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Gateways;

/// <summary>Sites' gateways inside the hub: its broker is their network.</summary>
public sealed class EmbeddedGatewaysTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_badge_at_the_hubs_own_broker_opens_the_door_and_checks_in()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite, "embedded");
        var booking = await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");
        await hub.Get<EmbeddedGateways>().Look(Stop);
        await using var reader = await ReaderPeer.Connect(hub.Port, "nogaro-reader-main");

        await reader.Presents(hub, LinkedHub.BadgeOf("anne"), 1);

        Assert.Contains("\"op\":\"unlock\"", await reader.Commands.ReadAsync(Stop), StringComparison.Ordinal);
        await Patience.Until(
            async () => (await hub.Now(booking)).Status == BookingStatus.CheckedIn, TimeSpan.FromSeconds(30), () => "She was not checked in.", Stop);

        await reader.Presents(hub, "04AABBCCDDEE11", 2);
        Assert.Contains("\"deny\":\"unknown-credential\"", await reader.Commands.ReadAsync(Stop), StringComparison.Ordinal);
        await hub.Get<EmbeddedGateways>().StopAsync(Stop);
        await hub.MustVerify();
    }

    [Fact]
    public async Task Every_site_has_one_and_a_revoked_one_is_not_made_anew()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite, "embedded");
        await hub.Get<GatewayEnrolment>().Revoke(LinkedHub.Nogaro, "test", Stop);
        await hub.Follow();
        var gateways = hub.Get<EmbeddedGateways>();
        await gateways.Look(Stop);

        Assert.Equal(["auch", "eauze", "port"], hub.Get<GatewayRing>().Sites.Select(site => site.Value).Order());
        await gateways.StopAsync(Stop);
    }

    /// <summary>Our own firmware's reader, as far as one badge goes.</summary>
    private sealed class ReaderPeer(MqttClient client, string id) : IAsyncDisposable
    {
        private readonly Channel<string> commands = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Commands => commands.Reader;

        public static async Task<ReaderPeer> Connect(int port, string id)
        {
            var client = new MqttClient(new MqttClientOptions { Port = port, ClientId = id, UserName = id, Password = "demo" });
            var peer = new ReaderPeer(client, id);
            await client.StartAsync(Stop);
            await client.SubscribeAsync("sohosolo/1/nogaro/door/main/cmd", peer.Hear, stop: Stop);
            return peer;
        }

        /// <summary>Until it is taken: a reader keeps what nobody has taken.</summary>
        public async Task Presents(LinkedHub hub, string uid, int number)
        {
            var seconds = (hub.Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);
            var payload = $$"""{"boot":"b1","seq":{{number}},"t":{{seconds}},"clk":"synced","k":"tag","reader":"in","cred":{"kind":"mifare-uid","v":"{{uid}}" } }""";
            var message = new MqttMessage { Topic = $"sohosolo/1/nogaro/dev/{id}/evt", Payload = Encoding.UTF8.GetBytes(payload), QualityOfService = QualityOfService.AtLeastOnce };
            await Patience.Until(async () => (await client.PublishAsync(message, Stop)).IsSuccess, TimeSpan.FromSeconds(30), () => "Nobody took the badge.", Stop);
        }

        public ValueTask DisposeAsync() => client.DisposeAsync();

        private ValueTask Hear(MqttMessage message, CancellationToken stop)
        {
            commands.Writer.TryWrite(Encoding.UTF8.GetString(message.Payload.Span));
            return ValueTask.CompletedTask;
        }
    }
}
