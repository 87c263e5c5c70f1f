using System.Text.Json;

namespace SohoSolo.Gateway.Drivers.Shelly;

/// <summary>One component of a Shelly and what changed of it: inputs, presence, batteries. Of an input that is on, a contact is open.</summary>
internal static class ShellyComponents
{
    /// <param name="component">Such as <c>input:0</c>.</param>
    /// <param name="status">What it says of itself; what it does not say has not changed.</param>
    /// <param name="found">Where it is told.</param>
    public static void Read(string component, JsonElement status, Findings found)
    {
        switch (component.Split(':')[0])
        {
            case "input":
                Input(component, status, found);
                break;
            case "presence" or "presencezone" or "motion" or "occupancy":
                Said(component, status.Find("value") ?? status.Find("presence") ?? status.Find("motion") ?? status.Find("state"), found);
                break;
            case "devicepower":
                Battery(status, found);
                break;
            case "switch":
                found.Left("a relay");
                break;
            default:
                found.Left(component);
                break;
        }
    }

    private static void Input(string component, JsonElement status, Findings found)
    {
        if (status.ValueKind != JsonValueKind.Object)
            found.Fault($"{component} is not what it should be");
        else if (status.Find("state") is { } state)
            found.Answered(component, VendorWords.Occupancy(state), isOn => found.Input(component, isOn, isPush: true));
        else
            found.Left(component);
    }

    private static void Said(string component, JsonElement? value, Findings found)
    {
        if (value is { } said)
            found.Answered(component, VendorWords.Occupancy(said), found.Occupied);
        else
            found.Left(component);
    }

    private static void Battery(JsonElement status, Findings found)
    {
        if (status.Find("battery") is { } battery && battery.Find("percent") is { } level && VendorNumbers.Percent(level) is { } percent)
            found.Battery(percent);
        else
            found.Left("devicepower");
    }
}
