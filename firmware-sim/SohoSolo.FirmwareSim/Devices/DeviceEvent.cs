using System.Diagnostics;
using System.Text.Json;

namespace SohoSolo.FirmwareSim.Devices;

/// <summary>What a device noticed (contract §3): everything of an event but when, and in which life of the device.</summary>
internal abstract record DeviceEvent
{
    private DeviceEvent()
    {
    }

    /// <summary>The word in <c>k</c>.</summary>
    public string Kind => this switch
    {
        Presented { Credential: var credential } => credential.EventKind,
        Door => "door",
        Rex => "rex",
        Tamper => "tamper",
        Occupancy => "occ",
        Count => "count",
        Battery => "batt",
        _ => throw new UnreachableException($"{this}"),
    };

    public void WriteTo(Utf8JsonWriter json)
    {
        switch (this)
        {
            case Presented(var reader, var credential):
                json.WriteString("reader", reader);
                json.WriteStartObject("cred");
                json.WriteString("kind", credential.Kind);
                json.WriteString("v", credential.Value);
                json.WriteEndObject();
                break;
            case Door(var isOpen):
                json.WriteString("contact", isOpen ? "open" : "closed");
                break;
            case Tamper(var isOpened):
                json.WriteBoolean("v", isOpened);
                break;
            case Occupancy(var isOccupied):
                json.WriteBoolean("v", isOccupied);
                break;
            case Count(var people):
                json.WriteNumber("v", people);
                break;
            case Battery(var percent):
                json.WriteNumber("v", percent);
                break;
            default:
                break;
        }
    }

    internal sealed record Presented(string Reader, PresentedCredential Credential) : DeviceEvent;

    internal sealed record Door(bool IsOpen) : DeviceEvent;

    internal sealed record Rex : DeviceEvent;

    internal sealed record Tamper(bool IsOpened) : DeviceEvent;

    internal sealed record Occupancy(bool IsOccupied) : DeviceEvent;

    internal sealed record Count(int People) : DeviceEvent;

    internal sealed record Battery(int Percent) : DeviceEvent;
}
