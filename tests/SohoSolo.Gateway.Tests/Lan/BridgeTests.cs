using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Tests.Doors;
using SohoSolo.Mqtt;

namespace SohoSolo.Gateway.Tests.Lan;

/// <summary>A bridge speaks for the sensors behind it: for those of its site and family, once for each message, and not for what it only tells again.</summary>
public sealed class BridgeTests : IAsyncDisposable
{
    private const string Seat = "24e124535b316056";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-bridge-");
    private readonly SiteGateway gateway;

    public BridgeTests() =>
        gateway = SiteGateway.Start(new GatewaySettings(TestSite.Keys, folder.FullName, IsWithHub: true), new SpyLan(), TimeProvider.System, NullLoggerFactory.Instance);

    [Fact]
    public async Task A_servers_message_is_its_sensors_and_counts_once()
    {
        await Begin();
        await Say("chirpstack", $"application/a/device/{Seat}/event/up", Up("1", "occupied"));
        await Say("chirpstack", $"application/a/device/{Seat}/event/up", Up("1", "occupied"));
        await Say("chirpstack", $"application/a/device/{Seat.ToUpperInvariant()}/event/up", Up("2", "vacant"));

        Assert.Equal([$"occ {Seat} true", $"occ {Seat} false"], Events("occ"));
    }

    [Fact]
    public async Task A_sensor_that_the_table_lacks_is_set_aside_once_a_minute()
    {
        await Begin();
        foreach (var id in (string[])["1", "2", "3"])
            await Say("chirpstack", "application/a/device/0101010101010101/event/up", Up(id, "occupied"));

        Assert.Empty(Events("occ"));
        var noted = Assert.Single(gateway.Outbox.Read(1, 1024 * 1024).Events.Select(text => Encoding.UTF8.GetString(text)), text => text.Contains("quarantine", StringComparison.Ordinal));
        Assert.Contains("unknown-device", noted, StringComparison.Ordinal);
        Assert.Contains("0101010101010101", noted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_a_bridge_speaks_for_another()
    {
        await Begin();
        await Say("desk-1", "zigbee2mqtt/desk-2", """{"occupancy":true}""");
        await Say("zigbee", $"zigbee2mqtt/{Seat}", """{"occupancy":true}""");

        Assert.Empty(Events("occ"));
    }

    [Fact]
    public async Task What_Zigbee2MQTT_tells_again_at_its_start_is_no_event()
    {
        await Begin();
        await Say("zigbee", "zigbee2mqtt/bridge/state", """{"state":"online"}""");
        await Say("zigbee", "zigbee2mqtt/desk-1", """{"occupancy":true}""");
        Assert.Empty(Events("occ"));

        await Say("zigbee", "zigbee2mqtt/desk-1", """{"occupancy":false}""");
        Assert.Equal(["occ desk-1 false"], Events("occ"));
    }

    [Fact]
    public async Task A_message_at_somebody_elses_broker_finds_its_sensor_by_its_topic()
    {
        await Begin();
        await gateway.Take(Message($"application/a/device/{Seat}/event/up", Up("9", "occupied")));
        await gateway.Take(Message("zigbee2mqtt/desk-2", """{"occupancy":true}"""));
        await gateway.Take(Message("zigbee2mqtt/desk-2", """{"occupancy":false}""") with { Retain = true });

        Assert.Equal([$"occ {Seat} true", "occ desk-2 true"], Events("occ"));
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string Up(string id, string seat) => $$$"""{"deduplicationId":"{{{id}}}","deviceInfo":{},"fPort":85,"object":{"battery":100,"occupancy":"{{{seat}}}"}}""";

    private static MqttMessage Message(string topic, string payload) => new() { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), QualityOfService = QualityOfService.AtLeastOnce };

    private Task Begin()
    {
        var snapshot = LanSite.Snapshot();
        SnapshotDevice[] devices =
        [
            Device("chirpstack", "chirpstack", "bridge"), Device(Seat, "chirpstack", "presence"), Device("zigbee", "zigbee2mqtt", "bridge"), Device("desk-1", "zigbee2mqtt", "presence"), Device("desk-2", "zigbee2mqtt", "presence"),
        ];
        return gateway.Apply(snapshot with { Content = snapshot.Content with { Devices = devices } });
    }

    private static SnapshotDevice Device(string id, string driver, string role) => new(id, driver, role, null, null, "");

    private async Task Say(string device, string topic, string payload) => Assert.Equal(ReasonCode.Success, await gateway.Take(device, Message(topic, payload)));

    private IEnumerable<string> Events(string kind) => gateway.Outbox.Read(1, 1024 * 1024).Events
        .Select(text => System.Text.Json.JsonElement.Parse(text))
        .Where(happened => happened.GetProperty("k").GetString() == kind)
        .Select(happened => $"{kind} {happened.GetProperty("d").GetString()} {(happened.GetProperty("v").GetBoolean() ? "true" : "false")}");
}
