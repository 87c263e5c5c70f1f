using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>How Zigbee2MQTT was told to say when it last heard of a device.</summary>
internal enum LastSeen
{
    Disable,
    Iso8601,
    Iso8601Local,
    Epoch,
}

/// <summary>
/// Zigbee2MQTT and the motion sensors behind it: one connection speaks for all. It ends a sensor's presence itself after a time; when it starts it says again what it remembers of every sensor, not retained, as if it
/// were news; what it has not heard yet is null.
/// </summary>
/// <param name="Identity">Who it is at the broker.</param>
/// <param name="Sensors">By friendly name.</param>
/// <param name="LastSeen">Its setting.</param>
internal sealed record ZigbeeBridge(DeviceIdentity Identity, ImmutableSortedDictionary<string, ZigbeePir> Sensors, LastSeen LastSeen = LastSeen.Disable) : IDevice
{
    public const string Base = "zigbee2mqtt";

    /// <summary>The sensor's own interval and two seconds.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(62);

    /// <summary>A sensor says how its battery stands when nothing else happens.</summary>
    public static readonly TimeSpan Report = TimeSpan.FromMinutes(50);

    public bool IsConnected { get; init; }

    /// <summary>Of the machine it runs on.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public IReadOnlyList<string> Filters => [];

    public DateTimeOffset? Due => Sensors.Values.Select(sensor => sensor.Due).Min();

    public DeviceMessage? Will => new($"{Base}/bridge/state", """{"state":"offline"}"""u8.ToArray(), IsRetained: true);

    public static ZigbeeBridge New(string site, IEnumerable<string> sensors, DateTimeOffset at, LastSeen lastSeen = LastSeen.Disable) => new(
        new DeviceIdentity(site, Base),
        sensors.Select((name, index) => KeyValuePair.Create(name, new ZigbeePir(100, at + Report + TimeSpan.FromSeconds(7 * index)))).ToImmutableSortedDictionary(StringComparer.Ordinal),
        lastSeen);

    public DeviceStep Step(DeviceInput input, DateTimeOffset at)
    {
        var says = new Spoken(IsConnected || input is DeviceInput.Connected);
        var bridge = Expire(at, says);
        bridge = input switch
        {
            DeviceInput.Connected => bridge.Greet(at, says),
            DeviceInput.Disconnected or DeviceInput.Rebooted => bridge with { IsConnected = false },
            DeviceInput.Of(var name, var what) when bridge.Sensors.TryGetValue(name, out var sensor) => bridge.Take(name, sensor, what, at, says),
            _ => bridge,
        };
        return new DeviceStep(bridge, says.Outputs);
    }

    private ZigbeeBridge Expire(DateTimeOffset at, Spoken says)
    {
        var bridge = this;
        foreach (var (name, sensor) in Sensors.Where(its => its.Value.Due <= at))
            bridge = sensor.OccupiedUntil <= at
                ? bridge.Put(name, sensor with { OccupiedUntil = null, Occupancy = false }, at, says, isHeard: false)
                : bridge.Put(name, sensor with { ReportsAt = at + Report }, at, says);

        return bridge;
    }

    private ZigbeeBridge Take(string name, ZigbeePir sensor, DeviceInput what, DateTimeOffset at, Spoken says) => what switch
    {
        _ when sensor.IsDead => this,
        DeviceInput.MotionSeen => Put(name, sensor with { OccupiedUntil = at + Hold, Occupancy = true, Illuminance = 25, ReportsAt = at + Report }, at, says),
        DeviceInput.BatteryMeasured(<= 0) => this with { Sensors = Sensors.SetItem(name, sensor with { IsDead = true, ReportsAt = null }) },
        DeviceInput.BatteryMeasured(var percent) => Put(name, sensor with { BatteryPercent = percent, IsDead = false, ReportsAt = at + Report }, at, says),
        _ => this,
    };

    private ZigbeeBridge Put(string name, ZigbeePir sensor, DateTimeOffset at, Spoken says, bool isHeard = true)
    {
        var after = isHeard ? sensor with { HeardAt = at } : sensor;
        Say(name, after, says);
        return this with { Sensors = Sensors.SetItem(name, after) };
    }

    private ZigbeeBridge Greet(DateTimeOffset at, Spoken says)
    {
        says.Say($"{Base}/bridge/state", """{"state":"online"}""", isRetained: true);
        foreach (var (name, sensor) in Sensors)
        {
            says.Say($"{Base}/{name}/availability", """{"state":"online"}""", isRetained: true);
            Say(name, sensor, says);
        }

        return this with { IsConnected = true };
    }

    private void Say(string name, ZigbeePir sensor, Spoken says) => says.Say($"{Base}/{name}", Payloads.Write(json =>
    {
        json.WriteNumber("battery", sensor.BatteryPercent);
        if (sensor.Illuminance is { } light)
            json.WriteNumber("illuminance", light);
        else
            json.WriteNull("illuminance");

        if (sensor.HeardAt is { } heard && LastSeen == LastSeen.Epoch)
            json.WriteNumber("last_seen", heard.ToUnixTimeMilliseconds());
        else if (sensor.HeardAt is { } heardAt && LastSeen != LastSeen.Disable)
            json.WriteString("last_seen", JsonEncodedText.Encode(Written(heardAt), JavaScriptEncoder.UnsafeRelaxedJsonEscaping));

        json.WriteNumber("linkquality", 120);
        if (sensor.Occupancy is { } isOccupied)
            json.WriteBoolean("occupancy", isOccupied);
        else
            json.WriteNull("occupancy");
    }));

    private string Written(DateTimeOffset at) => LastSeen == LastSeen.Iso8601
        ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>What the bridge remembers of a sensor. Null is what it has not heard of yet.</summary>
internal sealed record ZigbeePir(int BatteryPercent, DateTimeOffset? ReportsAt)
{
    public bool? Occupancy { get; init; }

    public int? Illuminance { get; init; }

    public DateTimeOffset? OccupiedUntil { get; init; }

    public DateTimeOffset? HeardAt { get; init; }

    public bool IsDead { get; init; }

    public DateTimeOffset? Due => OccupiedUntil < ReportsAt || ReportsAt is null ? OccupiedUntil : ReportsAt;
}
