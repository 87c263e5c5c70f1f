using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>
/// esp-rfid at a door: it decides by a list of its own and tells afterwards. One swipe of an unknown card is two messages, numbers come as numbers and truth as text, and a card's number has lost its zeros.
/// </summary>
/// <param name="Identity">Who it is.</param>
/// <param name="Topic">As its owner typed it: <c>/rfid</c>, with the leading slash.</param>
/// <param name="BootedAt">Since when it runs.</param>
internal sealed record EspRfid(DeviceIdentity Identity, string Topic, DateTimeOffset BootedAt) : IDevice
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(180);

    private const string Ip = "192.168.1.50";

    /// <summary>Whom it knows, by the number as it reads it.</summary>
    public ImmutableDictionary<string, string> Users { get; init; } = ImmutableDictionary<string, string>.Empty;

    public bool IsConnected { get; init; }

    public bool IsOpen { get; init; }

    public DateTimeOffset NextHeartbeat { get; init; }

    public IReadOnlyList<string> Filters => [$"{Topic}/cmd"];

    public DateTimeOffset? Due => IsConnected ? NextHeartbeat : null;

    public DeviceMessage? Will => null;

    private string Host => Identity.Id;

    public DeviceStep Step(DeviceInput input, DateTimeOffset at)
    {
        var device = input switch
        {
            DeviceInput.Connected => this with { IsConnected = true, NextHeartbeat = at + Heartbeat },
            DeviceInput.Disconnected => this with { IsConnected = false },
            DeviceInput.Rebooted => this with { IsConnected = false, BootedAt = at, IsOpen = false },
            DeviceInput.DoorMoved(var isOpen) => this with { IsOpen = isOpen },
            _ => at >= NextHeartbeat && IsConnected ? this with { NextHeartbeat = at + Heartbeat } : this,
        };
        var says = new Spoken(device.IsConnected);
        device.Tell(input, at, says, isBeating: IsConnected && at >= NextHeartbeat, wasOpen: IsOpen);
        return new DeviceStep(device, says.Outputs);
    }

    private void Tell(DeviceInput input, DateTimeOffset at, Spoken says, bool isBeating, bool wasOpen)
    {
        switch (input)
        {
            case DeviceInput.Connected:
                says.Say($"{Topic}/send", Alive("boot", at));
                break;
            case DeviceInput.Presented(var shown):
                Shown(Uids.Unpadded(shown), at, says);
                break;
            case DeviceInput.DoorMoved(var isOpen) when isOpen != wasOpen:
                says.Say($"{Topic}/send", Event("INFO", "door", isOpen ? "Door Open" : "Door Closed", at));
                break;
            case DeviceInput.CaseMoved(true):
                says.Say($"{Topic}/send", Event("WARN", "tamper", "Door was tampered!", at));
                break;
            default:
                break;
        }

        if (isBeating)
            says.Say($"{Topic}/send", Alive("heartbeat", at));
    }

    private void Shown(string uid, DateTimeOffset at, Spoken says)
    {
        var user = Users.GetValueOrDefault(uid);
        says.Say($"{Topic}/send", Access(uid, user, at));
        if (user is null)
            says.Say($"{Topic}/send", Event("WARN", "rfid", "Unknown rfid tag is scanned", at));
    }

    private byte[] Alive(string type, DateTimeOffset at) => Payloads.Write(json =>
    {
        json.WriteString("type", type);
        json.WriteNumber("time", at.ToUnixTimeSeconds());
        json.WriteNumber("uptime", (long)(at - BootedAt).TotalSeconds);
        json.WriteString("ip", Ip);
        json.WriteString("hostname", Host);
    });

    private byte[] Access(string uid, string? user, DateTimeOffset at) => Payloads.Write(json =>
    {
        json.WriteString("type", "access");
        json.WriteNumber("time", at.ToUnixTimeSeconds());
        json.WriteString("isKnown", user is null ? "false" : "true");
        json.WriteString("access", user is null ? "Denied" : "Always");
        json.WriteString("username", user ?? "Unknown");
        json.WriteString("uid", uid);
        json.WriteString("hostname", Host);
        json.WriteString("doorName", Identity.Door ?? "door");
    });

    /// <summary>Written by hand there, and so here: its exclamation marks and apostrophes are as they are.</summary>
    private byte[] Event(string type, string source, string says, DateTimeOffset at) => Encoding.UTF8.GetBytes(
        FormattableString.Invariant($$"""{"type":"{{type}}","src":"{{source}}","desc":"{{says}}","data":"","time":{{at.ToUnixTimeSeconds()}},"cmd":"event","hostname":"{{JsonEncodedText.Encode(Host)}}"}"""));
}
