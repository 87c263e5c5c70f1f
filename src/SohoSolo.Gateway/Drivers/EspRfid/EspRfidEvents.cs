using System.Text.Json;

namespace SohoSolo.Gateway.Drivers.EspRfid;

/// <summary><c>{"type":"INFO","src":"door","desc":"Door Open"}</c>: what esp-rfid writes down of itself. Its <c>data</c> may hold a card's number and is not looked at.</summary>
internal static class EspRfidEvents
{
    public static void Read(JsonElement said, Findings found)
    {
        var (source, text) = (said.Text("src")?.ToLowerInvariant(), said.Text("desc")?.ToLowerInvariant() ?? "");
        switch (source)
        {
            case "door" when text.StartsWith("door open", StringComparison.Ordinal):
                found.Door(isOpen: true);
                break;
            case "door" when text.StartsWith("door close", StringComparison.Ordinal):
                found.Door(isOpen: false);
                break;
            case "tamper" when text.Contains("was tampered", StringComparison.Ordinal):
                found.Tamper(hasBegun: true);
                break;
            case "tamper":
                found.Left("a door that stands open: the gateway watches it itself");
                break;
            case "rfid":
                found.Left("a card that another message tells");
                break;
            case null:
                found.Fault("no src");
                break;
            default:
                found.Left($"a note of {source}");
                break;
        }
    }
}
