using System.Text.Json;
using System.Text.RegularExpressions;

namespace SohoSolo.Gateway.Drivers.Tasmota;

/// <summary><c>{"Time":"2021-01-23T13:10:50","RC522":{"UID":"BA839D07","Data":""},"Switch1":"ON"}</c>: readers, inputs, and much that is measured.</summary>
internal static partial class TasmotaReport
{
    private const string Answered = "StatusSNS";

    public static void Read(JsonElement report, Findings found)
    {
        foreach (var (name, value) in report.Fields())
        {
            if (name is "Time" or "Epoch")
                continue;
            if (name == Answered)
                Answer(value, found);
            else if (IsReader(name))
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

    /// <summary>What it says when it is asked.</summary>
    private static void Answer(JsonElement report, Findings found)
    {
        found.Time(report.Find("Time"));
        Read(report, found);
    }

    /// <summary>A Wiegand reader's number stands without quotation marks; one key of its pad is four bits, or eight.</summary>
    private static void Shown(string name, JsonElement value, Findings found)
    {
        var bits = value.Find("Size") is { } size ? VendorNumbers.Whole(size, 64) : null;
        var uid = value.Find("UID") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : value.Text("UID");
        if (uid is null)
            found.Fault($"{name} without a UID");
        else if (bits is 4 or 8)
            found.Left("a key of a keypad");
        else
            found.Card(TasmotaCards.Read(name.ToUpperInvariant(), uid, bits));
    }

    /// <summary>An input is a word, or an object whose <c>State</c> or <c>Action</c> is one.</summary>
    private static void Switched(string name, JsonElement value, Findings found)
    {
        var state = value.ValueKind == JsonValueKind.Object ? value.Find("State") ?? value.Find("Action") ?? value : value;
        if (value.Text("Action") is { } action && VendorWords.Occupancy(state) == Drivers.Answer.Nonsense)
            Done(name, action, found);
        else
            found.Answered(name, VendorWords.Occupancy(state), isOn => found.Input(name, isOn));
    }

    /// <summary>A button was pushed, however often and long: <c>SINGLE</c>, <c>HOLD</c>. Of any other input such a word says only that it changed.</summary>
    private static void Done(string name, string action, Findings found)
    {
        if (name.StartsWith("button", StringComparison.OrdinalIgnoreCase) && action != "CLEAR")
            found.Input(name, isOn: true, isPush: true);
        else
            found.Left(name);
    }

    [GeneratedRegex(@"^(switch|pir|motion|presence|occupancy|door|contact|button|tamper)[0-9]{0,2}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Input();
}
