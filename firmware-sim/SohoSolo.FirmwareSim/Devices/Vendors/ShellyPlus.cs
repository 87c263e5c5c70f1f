namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>A Shelly of the second generation: its relay holds a strike, its input hears the contact of the door or the button beside it. It says only what has changed.</summary>
/// <param name="Identity">Who it is; its id is <c>shellyplus1-…</c> and begins its topics.</param>
/// <param name="IsContact">The input is a door's contact, and tells how it stands; else it is a button, and tells that it was pushed.</param>
internal sealed record ShellyPlus(DeviceIdentity Identity, bool IsContact) : IDevice
{
    public bool IsConnected { get; init; }

    public bool IsOpen { get; init; }

    public IReadOnlyList<string> Filters => [$"{Identity.Id}/rpc", $"{Identity.Id}/command/switch:0"];

    public DateTimeOffset? Due => null;

    public DeviceMessage? Will => new($"{Identity.Id}/online", "false"u8.ToArray(), IsRetained: true);

    private string Source => Identity.Id;

    public DeviceStep Step(DeviceInput input, DateTimeOffset at)
    {
        var says = new Spoken(IsConnected || input is DeviceInput.Connected);
        var device = input switch
        {
            DeviceInput.Connected => this with { IsConnected = true },
            DeviceInput.Disconnected or DeviceInput.Rebooted => this with { IsConnected = false },
            DeviceInput.DoorMoved(var isOpen) => this with { IsOpen = isOpen },
            _ => this,
        };
        switch (input)
        {
            case DeviceInput.Connected:
                says.Say($"{Source}/online", "true", isRetained: true);
                break;
            case DeviceInput.DoorMoved(var isOpen) when IsContact && isOpen != IsOpen:
                Changed($$"""{"id":0,"state":{{(isOpen ? "true" : "false")}}}""", "input:0", at, says);
                break;
            case DeviceInput.ExitRequested when !IsContact:
                Pushed(at, says);
                break;
            default:
                break;
        }

        return new DeviceStep(device, says.Outputs);
    }

    private void Pushed(DateTimeOffset at, Spoken says) => says.Say(
        $"{Source}/events/rpc",
        $$$"""{"src":"{{{Source}}}","dst":"{{{Source}}}/events","method":"NotifyEvent","params":{"ts":{{{Seconds(at)}}},"events":[{"component":"input:0","id":0,"event":"single_push","ts":{{{Seconds(at)}}}}]}}""");

    private void Changed(string what, string part, DateTimeOffset at, Spoken says) => says.Say(
        $"{Source}/events/rpc",
        $$$"""{"src":"{{{Source}}}","dst":"{{{Source}}}/events","method":"NotifyStatus","params":{"ts":{{{Seconds(at)}}},"{{{part}}}":{{{what}}}}}""");

    private static string Seconds(DateTimeOffset at) => FormattableString.Invariant($"{Math.Round((decimal)Board.Epoch(at), 2):0.00}");
}
