using System.Text.Json;
using System.Text.RegularExpressions;

namespace SohoSolo.Gateway.Drivers.Tasmota;

/// <summary><c>{"Time":"2021-01-23T13:10:50","RC522":{"UID":"BA839D07","Data":""},"Switch1":"ON"}</c>: readers, inputs, and much that is measured.</summary>
internal static partial class TasmotaReport
{
    public static void Read(JsonElement report, Findings found)
    {
        foreach (var (name, value) in report.Fields())
        {
            if (name is "Time" or "Epoch")
                continue;
            if (IsReader(name))
                Shown(name, value, found);
            else if (name == "SSerialReceived")
                found.Card(TasmotaCards.OfFrame(value.ValueKind == JsonValueKind.String && VendorJson.IsWhole(value) ? value.GetString()! : ""));
            else if (IsInput(name))
                Switched(name, value, found);
            else if (name is "Battery" or "BatteryPercentage" && VendorNumbers.Percent(value) is { } percent)
                found.Battery(percent);
            else
                found.Left(name);
        }
    }

    /// <summary>Whether that is an input, or what a rule made of one.</summary>
    public static bool IsInput(string name) => Input().IsMatch(name);

    private static bool IsReader(string name) => name.ToUpperInvariant() is "RC522" or "MFRC522" or "PN532" or "RDM6300" or "WIEGAND" or "RFID";

    private static void Shown(string name, JsonElement value, Findings found)
    {
        if (value.Text("UID") is { } uid)
            found.Card(TasmotaCards.Read(name.ToUpperInvariant(), uid, value.Find("Size") is { } size ? VendorNumbers.Whole(size, 64) : null));
        else
            found.Fault($"{name} without a UID");
    }

    /// <summary>An input is a word, or an object whose <c>State</c> or <c>Action</c> is one.</summary>
    private static void Switched(string name, JsonElement value, Findings found)
    {
        var state = value.ValueKind == JsonValueKind.Object ? value.Find("State") ?? value.Find("Action") ?? value : value;
        found.Answered(name, VendorWords.Occupancy(state), isOn => found.Input(name, isOn));
    }

    [GeneratedRegex(@"^(switch|pir|motion|presence|occupancy|door|contact|button|tamper)[0-9]{0,2}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Input();
}
