using System.Text;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Drivers.EspRfid;
using SohoSolo.Gateway.Drivers.Zigbee2Mqtt;

namespace SohoSolo.Gateway.Tests.Drivers;

/// <summary>What holds for all families: words, times, roles, copies, rights.</summary>
public sealed class RuleTests
{
    private static readonly DateTimeOffset Received = DateTimeOffset.FromUnixTimeMilliseconds(1_763_799_303_000);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"ON\"", true)]
    [InlineData("\"Off\"", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("1.0", true)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("\"occupied\"", true)]
    [InlineData("\"VACANT\"", false)]
    [InlineData("\"trigger\"", true)]
    [InlineData("\"normal\"", false)]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"unavailable\"", null)]
    [InlineData("2", true)]
    [InlineData("-1", null)]
    [InlineData("0.4", null)]
    [InlineData("\"perhaps\"", null)]
    [InlineData("[true]", null)]
    public void Words_for_there_and_not_there(string value, bool? isThere) =>
        Assert.Equal(isThere, Signals("zigbee2mqtt", "zigbee2mqtt/x", $$"""{"occupancy":{{value}}}""").SingleOrDefault()?.Flag);

    [Theory]
    [InlineData("true", "false", true)]
    [InlineData("false", "true", true)]
    [InlineData("false", "false", false)]
    public void Somebody_by_one_of_two_fields_is_there(string presence, string motion, bool isThere) =>
        Assert.Equal(isThere, Signals("zigbee2mqtt", "zigbee2mqtt/x", $$"""{"presence":{{presence}},"motion":{{motion}}}""").Single().Flag);

    [Theory]
    [InlineData("1763799302", 1_763_799_302_000)]
    [InlineData("1763799302.12", 1_763_799_302_120)]
    [InlineData("1763799302120", 1_763_799_302_120)]
    [InlineData("\"1763799302\"", 1_763_799_302_000)]
    [InlineData("\"2025-11-22T08:15:02Z\"", 1_763_799_302_000)]
    [InlineData("\"2025-11-22T09:15:02.120999999+01:00\"", 1_763_799_302_120)]
    [InlineData("\"2025-11-22T09:15:02\"", 1_763_799_302_000)]
    [InlineData("\"2025-11-22 13:45:02\"", 1_763_799_302_000)]
    [InlineData("\"2025-11-21T20:15:02\"", 1_763_799_302_000)]
    [InlineData("\"2025.11.22 09:15:02\"", 1_763_799_302_000)]
    [InlineData("\"2025-11-22T08:13:02Z\"", 1_763_799_303_000)]
    [InlineData("\"2025-11-22T09:19:02\"", 1_763_799_303_000)]
    [InlineData("\"2025-11-20T09:15:02\"", 1_763_799_303_000)]
    [InlineData("\"1970-01-01T00:00:12\"", 1_763_799_303_000)]
    [InlineData("12", 1_763_799_303_000)]
    [InlineData("null", 1_763_799_303_000)]
    [InlineData("-1e300", 1_763_799_303_000)]
    [InlineData("\"2025-13-45T08:15:02Z\"", 1_763_799_303_000)]
    public void A_devices_time_counts_within_two_minutes(string time, long at) =>
        Assert.Equal(at, Signals("zigbee2mqtt", "zigbee2mqtt/x", $$"""{"occupancy":true,"last_seen":{{time}}}""").Single().At.ToUnixTimeMilliseconds());

    [Theory]
    [InlineData("presence", SignalKind.Occ)]
    [InlineData("contact", SignalKind.Door)]
    [InlineData("door-controller", SignalKind.Rex)]
    public void What_an_input_is_the_devices_role_says(string role, SignalKind kind)
    {
        foreach (var (driver, topic, payload) in ((string, string, string)[])[("esphome", "x/binary_sensor/thing/state", "ON"), ("tasmota", "tele/x/SENSOR", """{"Switch1":"ON"}"""), ("shelly", "x/status/input:0", """{"state":true}""")])
            Assert.Equal(kind, Signals(driver, topic, payload, role).Single().Kind);
    }

    [Fact]
    public void One_badge_is_one_credential_whatever_reader_reads_it()
    {
        Assert.Equal("mifare-uid:74103794", Shown("esphome", "x/tag", "74-10-37-94"));
        Assert.Equal("mifare-uid:74103794", Shown("tasmota", "tele/x/SENSOR", """{"RC522":{"UID":"74103794"}}"""));
        Assert.Equal("mifare-uid:74A0379F", Shown("esp-rfid", "/x/send", """{"type":"access","uid":"74a0379f"}"""));
        Assert.Equal("em4100:0074380D", Shown("esphome", "x/rdm6300/tag", "7616525"));
        Assert.Equal("em4100:0074380D", Shown("tasmota", "tele/x/SENSOR", """{"RDM6300":{"UID":"0074380D"}}"""));
        Assert.Empty(Signals("esphome", "x/tag", "00-00-00-00"));
    }

    [Fact]
    public void A_card_without_its_zeros_is_also_what_else_it_could_be()
    {
        var read = EspRfidCards.Read("4d0000a11e")!;
        Assert.Contains("mifare-uid:04D0000000A11E", read.Others.Select(card => card.Canonical));
        Assert.Equal("em4100:4D0000A11E", read.Card.Canonical);
        Assert.Equal("wiegand-26:74380D", EspRfidCards.Read("7616525")!.Card.Canonical);
        Assert.DoesNotContain("74380D", $"{read}", StringComparison.Ordinal);
        Assert.Null(EspRfidCards.Read("123"));
        Assert.Null(EspRfidCards.Read(new string('0', 8)));
    }

    [Fact]
    public void What_Zigbee2MQTT_tells_again_when_it_starts_is_from_before()
    {
        var replay = new CacheReplay();
        var online = new DriverReading.Signals([Signals("zigbee2mqtt", "zigbee2mqtt/bridge/state", "online").Single()]);
        var said = new DriverReading.Ignored("x");
        Assert.False(replay.Has("zigbee2mqtt/a", said, Received, isKept: false));
        Assert.False(replay.Has("zigbee2mqtt/bridge/state", online, Received, isKept: true));
        Assert.False(replay.Has("zigbee2mqtt/a", said, Received, isKept: false));
        Assert.False(replay.Has("zigbee2mqtt/bridge/state", online, Received, isKept: false));
        Assert.True(replay.Has("zigbee2mqtt/a", said, Received.AddSeconds(1), isKept: false));
        Assert.False(replay.Has("zigbee2mqtt/a", said, Received.AddSeconds(2), isKept: false));
        Assert.True(replay.Has("zigbee2mqtt/b", said, Received.AddSeconds(9), isKept: false));
        Assert.False(replay.Has("zigbee2mqtt/c", said, Received.AddSeconds(11), isKept: false));
    }

    [Fact]
    public void A_large_list_of_a_bridge_is_no_error() =>
        Assert.IsType<DriverReading.Ignored>(Read("zigbee2mqtt", "zigbee2mqtt/bridge/devices", "[" + new string(' ', 65_536) + "]", null));

    [Fact]
    public void A_reader_leaves_nothing_behind_that_was_presented_to_it()
    {
        foreach (var (driver, topic) in ((string, string)[])[("sohosolo", "sohosolo/1/nogaro/dev/x/evt"), ("esp-rfid", "/x/send"), ("esp-rfid", "/x/tag"), ("esphome", "x/tag"), ("esphome", "x/text_sensor/tag/state"), ("tasmota", "tele/x/SENSOR"), ("tasmota", "tele/x/RESULT")])
        {
            var topics = DriverCatalog.TopicsOf(driver, new DeviceAddress(new SiteId("nogaro"), "x", "reader", "main"));
            Assert.True(topics.MayPublish(topic), topic);
            Assert.False(topics.MayPublish(topic, retain: true), topic);
        }
    }

    [Theory]
    [InlineData("chirpstack", "application/a/device/0101010101010101/event/up", true)]
    [InlineData("chirpstack", "application/a/device/0101010101010101/command/down", false)]
    [InlineData("chirpstack", "sohosolo/1/nogaro/door/main/cmd", false)]
    [InlineData("ttn", "v3/a@ttn/devices/x/up", true)]
    [InlineData("ttn", "application/a", false)]
    [InlineData("zigbee2mqtt", "zigbee2mqtt/lock/set", false)]
    [InlineData("zigbee2mqtt", "zigbee2mqtt/bridge/state", true)]
    [InlineData("zigbee2mqtt", "nogaro-zigbee/porte", true)]
    [InlineData("zigbee2mqtt", "tele/porte/SENSOR", false)]
    [InlineData("unheard-of", "sohosolo/1/nogaro/dev/x/evt", false)]
    public void A_bridge_says_what_its_sensors_say_and_commands_nobody(string driver, string topic, bool may) =>
        Assert.Equal(may, DriverCatalog.TopicsOf(driver, new DeviceAddress(new SiteId("nogaro"), "nogaro-zigbee", "bridge", null)).MayPublish(topic));

    private static string Shown(string driver, string topic, string payload) => Signals(driver, topic, payload).Single().Credential!.Canonical;

    private static IReadOnlyList<Signal> Signals(string driver, string topic, string payload, string? role = null) => (Read(driver, topic, payload, role) as DriverReading.Signals)?.All ?? [];

    private static DriverReading Read(string driver, string topic, string payload, string? role) => DriverCatalog.Find(driver)!.Read(
        new DriverMessage(topic, Encoding.UTF8.GetBytes(payload), false, Received),
        new DeviceTable(new SiteId("nogaro"), role is null ? [] : [new SnapshotDevice("x", driver, role, null, null, "")]));
}
