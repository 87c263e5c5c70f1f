using System.Globalization;

namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>A board with Tasmota: a reader or a motion sensor. Its time is the place's and does not say so; its will is capitalised and retained; a cheap reader of 125 kHz cards reads cards that nobody shows.</summary>
/// <param name="Identity">Who it is.</param>
/// <param name="Topic">Its name in all its topics.</param>
/// <param name="Part">What is soldered to it: <c>RC522</c>, <c>PN532</c>, <c>RDM6300</c> or <c>Switch1</c>.</param>
/// <param name="Zone">Of the clock on its wall.</param>
internal sealed record TasmotaDevice(DeviceIdentity Identity, string Topic, string Part, TimeZoneInfo Zone) : IDevice
{
    public static readonly TimeSpan Telemetry = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    /// <summary>A reader of 125 kHz cards says nothing of the same for so long.</summary>
    private static readonly TimeSpan Block = TimeSpan.FromSeconds(2);

    public bool IsConnected { get; init; }

    public DateTimeOffset? OccupiedUntil { get; init; }

    public DateTimeOffset NextTelemetry { get; init; }

    public DateTimeOffset? BlockedUntil { get; init; }

    public IReadOnlyList<string> Filters => [$"cmnd/{Topic}/#"];

    public DateTimeOffset? Due => IsConnected && (OccupiedUntil is null || NextTelemetry < OccupiedUntil) ? NextTelemetry : OccupiedUntil;

    public DeviceMessage? Will => new($"tele/{Topic}/LWT", "Offline"u8.ToArray(), IsRetained: true);

    private bool IsSensor => Part == "Switch1";

    public DeviceStep Step(DeviceInput input, DateTimeOffset at)
    {
        var says = new Spoken(IsConnected || input is DeviceInput.Connected);
        var device = Expire(at, says);
        device = input switch
        {
            DeviceInput.Connected => device.Greet(at, says),
            DeviceInput.Disconnected => device with { IsConnected = false },
            DeviceInput.Rebooted => device with { IsConnected = false, OccupiedUntil = null },
            DeviceInput.MotionSeen when IsSensor => device.Seen(at, says),
            DeviceInput.Presented(var shown) when !IsSensor => device.Read(shown, at, says),
            DeviceInput.GhostRead(var shown) when !IsSensor => device.Read(shown, at, says),
            _ => device,
        };
        return new DeviceStep(device, says.Outputs);
    }

    private TasmotaDevice Expire(DateTimeOffset at, Spoken says)
    {
        var device = this;
        if (OccupiedUntil <= at)
        {
            says.Say($"tele/{Topic}/SENSOR", $$"""{"Time":"{{Local(at)}}","Switch1":"OFF"}""");
            device = device with { OccupiedUntil = null };
        }

        if (!IsConnected || NextTelemetry > at)
            return device;

        says.Say($"tele/{Topic}/STATE", $$$"""{"Time":"{{{Local(at)}}}","Uptime":"0T00:05:00","Heap":27,"Wifi":{"AP":1,"RSSI":72}}""");
        return device with { NextTelemetry = at + Telemetry };
    }

    private TasmotaDevice Greet(DateTimeOffset at, Spoken says)
    {
        says.Say($"tele/{Topic}/LWT", "Online", isRetained: true);
        return this with { IsConnected = true, NextTelemetry = at + Telemetry };
    }

    private TasmotaDevice Seen(DateTimeOffset at, Spoken says)
    {
        if (OccupiedUntil is null)
            says.Say($"tele/{Topic}/SENSOR", $$"""{"Time":"{{Local(at)}}","Switch1":"ON"}""");

        return this with { OccupiedUntil = at + Hold };
    }

    private TasmotaDevice Read(PresentedCredential shown, DateTimeOffset at, Spoken says)
    {
        if (BlockedUntil > at)
            return this;

        says.Say($"tele/{Topic}/SENSOR", $$"""{"Time":"{{Local(at)}}","{{Part}}":{{Card(shown)}}}""");
        return this with { BlockedUntil = at + Block };
    }

    private string Card(PresentedCredential shown) => Part switch
    {
        "RC522" => $$"""{"UID":"{{Uids.Plain(shown)}}","Data":"","Type":"MIFARE 1KB"}""",
        "PN532" => $$"""{"UID":"{{Uids.Plain(shown)}}", "DATA":""}""",
        _ => $$"""{"UID":"{{Uids.Number(shown):X8}}"}""",
    };

    private string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
