using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>Whose server stands between the sensor and the broker.</summary>
internal enum LorawanNetwork
{
    /// <summary>ChirpStack v4 with a decoder.</summary>
    ChirpStack,

    /// <summary>ChirpStack v4 without one: bytes alone.</summary>
    ChirpStackRaw,

    /// <summary>The Things Network v3.</summary>
    TheThings,
}

/// <summary>
/// A LoRaWAN sensor and the network server that speaks for it. A server leaves out what is zero; now and then it says an uplink twice, for two of its gateways heard it; what a counter measured while the server was
/// away comes later, with the time at which it was.
/// </summary>
/// <param name="Identity">Who it is at the broker.</param>
/// <param name="Model">What it measures.</param>
/// <param name="Network">Who speaks for it.</param>
/// <param name="DevEui">16 hexadecimal digits.</param>
internal sealed record LorawanSensor(DeviceIdentity Identity, MilesightModel Model, LorawanNetwork Network, string DevEui) : IDevice
{
    public const string Application = "17c82e96-be03-4f38-aef3-f83d48582d97";

    public static readonly TimeSpan Report = TimeSpan.FromMinutes(10);

    /// <summary>Every so many uplinks one comes twice.</summary>
    public const int Doubled = 11;

    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(3);

    public bool IsConnected { get; init; }

    public bool IsOccupied { get; init; }

    public bool IsDead { get; init; }

    public int BatteryPercent { get; init; } = 100;

    public int People { get; init; }

    public int TotalIn { get; init; }

    public int TotalOut { get; init; }

    /// <summary>Of the next uplink. The first one is number 0, which is left out.</summary>
    public int Counter { get; init; }

    public DateTimeOffset? OccupiedUntil { get; init; }

    public DateTimeOffset? ReportsAt { get; init; }

    public ImmutableList<(DateTimeOffset At, int In, int Out)> Kept { get; init; } = [];

    public IReadOnlyList<string> Filters => [];

    public DateTimeOffset? Due => IsDead ? null : OccupiedUntil < ReportsAt || ReportsAt is null ? OccupiedUntil : ReportsAt;

    /// <summary>The server's connection is not the sensor's.</summary>
    public DeviceMessage? Will => null;

    private bool IsCounter => Model == MilesightModel.Vs121;

    private string Topic => Network == LorawanNetwork.TheThings ? $"v3/{Identity.Site}@ttn/devices/eui-{DevEui.ToLowerInvariant()}/up" : $"application/{Application}/device/{DevEui.ToLowerInvariant()}/event/up";

    public DeviceStep Step(DeviceInput input, DateTimeOffset at)
    {
        var says = new Spoken(IsConnected || input is DeviceInput.Connected);
        if (IsDead && input is not DeviceInput.BatteryMeasured)
            return new DeviceStep(this, []);

        var sensor = Expire(at, says);
        sensor = input switch
        {
            DeviceInput.Connected => sensor.Joined(at, says),
            DeviceInput.Disconnected or DeviceInput.Rebooted => sensor with { IsConnected = false },
            DeviceInput.MotionSeen when !IsCounter => sensor.Seen(at, says),
            DeviceInput.GhostRead when Network == LorawanNetwork.TheThings => sensor.Simulated(at, says),
            DeviceInput.PeopleCounted(var people) when IsCounter => sensor.Counted(people, at, says),
            DeviceInput.BatteryMeasured(<= 0) => sensor with { IsDead = true, OccupiedUntil = null },
            DeviceInput.BatteryMeasured(var percent) => (sensor with { IsDead = false, BatteryPercent = percent }).Uplink(at, says),
            _ => sensor,
        };
        return new DeviceStep(sensor, says.Outputs);
    }

    private LorawanSensor Expire(DateTimeOffset at, Spoken says)
    {
        if (OccupiedUntil <= at)
            return (this with { OccupiedUntil = null, IsOccupied = false }).Uplink(at, says);

        return ReportsAt <= at ? Uplink(at, says) : this;
    }

    private LorawanSensor Joined(DateTimeOffset at, Spoken says)
    {
        var sensor = this with { IsConnected = true, Kept = [] };
        if (Kept.Count > 0)
            sensor = sensor.Uplink(MilesightFrame.History(Kept), at, says);

        return sensor.Uplink(at, says);
    }

    private LorawanSensor Seen(DateTimeOffset at, Spoken says)
    {
        var sensor = this with { IsOccupied = true, OccupiedUntil = at + Hold };
        return IsOccupied ? sensor : sensor.Uplink(at, says);
    }

    private LorawanSensor Counted(int people, DateTimeOffset at, Spoken says)
    {
        var (came, went) = (Math.Max(0, people - People), Math.Max(0, People - people));
        var sensor = this with { People = people, TotalIn = TotalIn + came, TotalOut = TotalOut + went };
        return IsConnected ? sensor.Uplink(at, says) : sensor with { Kept = Kept.Add((at, sensor.TotalIn, sensor.TotalOut)) };
    }

    /// <summary>Somebody at the console tries out what would happen: it was never in the air.</summary>
    private LorawanSensor Simulated(DateTimeOffset at, Spoken says)
    {
        says.Say(Topic, Things(MilesightFrame.Of(Model, isOccupied: true, BatteryPercent), at, isSimulated: true));
        return this;
    }

    private LorawanSensor Uplink(DateTimeOffset at, Spoken says) =>
        Uplink(IsCounter ? MilesightFrame.Totals(TotalIn, TotalOut) : MilesightFrame.Of(Model, IsOccupied, BatteryPercent), at, says);

    private LorawanSensor Uplink(MilesightFrame frame, DateTimeOffset at, Spoken says)
    {
        var payload = Network == LorawanNetwork.TheThings ? Things(frame, at) : ChirpStack(frame, at);
        for (var times = Counter % Doubled == Doubled - 1 ? 2 : 1; times > 0; times--)
            says.Say(Topic, payload);

        return this with { Counter = Counter + 1, ReportsAt = at + Report };
    }

    private byte[] ChirpStack(MilesightFrame frame, DateTimeOffset at) => Payloads.Write(json =>
    {
        json.WriteString("deduplicationId", $"3ac7e3c4-4401-4b8d-9386-{Counter:x12}");
        json.WriteString("time", JsonEncodedText.Encode(Nanoseconds(at) + "+00:00", System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
        json.WriteStartObject("deviceInfo");
        json.WriteString("tenantId", "52f14cd4-c6f1-4fbd-8f87-4025e1d49242");
        json.WriteString("applicationId", Application);
        json.WriteString("applicationName", Identity.Site);
        json.WriteString("deviceProfileName", $"Milesight {Model.ToString().ToUpperInvariant()}");
        json.WriteString("deviceName", Identity.Id);
        json.WriteString("devEui", DevEui.ToLowerInvariant());
        json.WriteEndObject();
        json.WriteString("devAddr", "00189440");
        json.WriteNumber("dr", 5);
        if (Counter > 0)
            json.WriteNumber("fCnt", Counter);

        json.WriteNumber("fPort", 85);
        json.WriteString("data", JsonEncodedText.Encode(Convert.ToBase64String(frame.Bytes.AsSpan()), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
        if (Network == LorawanNetwork.ChirpStack)
            Decoded(json, "object", frame);

        json.WriteStartArray("rxInfo");
        json.WriteStartObject();
        json.WriteString("gatewayId", "0016c001f153a14c");
        json.WriteNumber("rssi", -36);
        json.WriteNumber("snr", 10.5);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private byte[] Things(MilesightFrame frame, DateTimeOffset at, bool isSimulated = false) => Payloads.Write(json =>
    {
        json.WriteStartObject("end_device_ids");
        json.WriteString("device_id", $"eui-{DevEui.ToLowerInvariant()}");
        json.WriteStartObject("application_ids");
        json.WriteString("application_id", Identity.Site);
        json.WriteEndObject();
        json.WriteString("dev_eui", DevEui.ToUpperInvariant());
        json.WriteString("join_eui", "0000000000000000");
        json.WriteString("dev_addr", "260BC73B");
        json.WriteEndObject();
        json.WriteString("received_at", $"{Nanoseconds(at)}Z");
        json.WriteStartObject("uplink_message");
        json.WriteNumber("f_port", 85);
        if (Counter > 0)
            json.WriteNumber("f_cnt", Counter);

        json.WriteString("frm_payload", JsonEncodedText.Encode(Convert.ToBase64String(frame.Bytes.AsSpan()), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
        Decoded(json, "decoded_payload", frame);
        json.WriteEndObject();
        if (isSimulated)
            json.WriteBoolean("simulated", true);
    });

    private static void Decoded(Utf8JsonWriter json, string name, MilesightFrame frame)
    {
        json.WriteStartObject(name);
        frame.Decoded(json);
        json.WriteEndObject();
    }

    private static string Nanoseconds(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00'", CultureInfo.InvariantCulture);
}
