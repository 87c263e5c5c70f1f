using System.Text.Json;

namespace SohoSolo.Gateway.Drivers;

/// <summary>A sensor's report as an object of fields (Zigbee2MQTT, decoded LoRaWAN): which of them tell of people, doors and batteries. What else is measured is named and left.</summary>
internal static class SensorFields
{
    private const string PresenceState = "presence_state";

    /// <summary>Per cent below that are whole, or a half: what is less and has decimals is a voltage.</summary>
    private const double MostVolts = 5;

    private static readonly HashSet<string> Occupancies =
        new(["occupancy", "presence", "motion", "motion_detected", "pir", "pir_status", "pir_state", "occupied", "human_presence", "people_presence", "occupancy_status", "presence_status", "motion_status"], StringComparer.Ordinal);

    private static readonly HashSet<string> ClosedWhenTrue = new(["contact", "contact_state", "contact_status"], StringComparer.Ordinal);

    private static readonly HashSet<string> OpenWhenTrue =
        new(["door", "door_state", "door_status", "door_open", "magnet_status", "magnet", "opening", "window", "window_open", "is_open"], StringComparer.Ordinal);

    private static readonly HashSet<string> Tampers = new(["tamper", "tamper_status", "tamper_alarm"], StringComparer.Ordinal);

    private static readonly HashSet<string> Batteries = new(["battery", "battery_level", "battery_percent", "battery_percentage", "battery_status"], StringComparer.Ordinal);

    public static void Read(JsonElement report, Findings found)
    {
        States(report, found);
        CountFields.Read(report, found);
    }

    /// <summary>Everything but what is counted.</summary>
    public static void States(JsonElement report, Findings found)
    {
        foreach (var (name, value) in report.Fields().Where(field => field.Name != "history" && !CountFields.IsCount(field.Name)))
        {
            if (!IsRead(name, value, found))
                found.Left(name);
        }
    }

    /// <summary>Whether such a field tells anything.</summary>
    public static bool IsRead(string name, JsonElement value, Findings found)
    {
        if (name == PresenceState)
            found.Answered(name, VendorWords.PresenceState(value), found.Occupied);
        else if (Occupancies.Contains(name))
            found.Answered(name, VendorWords.Occupancy(value), found.Occupied);
        else if (ClosedWhenTrue.Contains(name))
            Contact(name, value, found);
        else if (OpenWhenTrue.Contains(name))
            found.Answered(name, VendorWords.Door(value, trueIsOpen: true), found.Door);
        else if (Tampers.Contains(name))
            found.Answered(name, VendorWords.Tamper(value), found.Tamper);
        else if (Batteries.Contains(name))
            Battery(name, value, found);
        else
            return false;

        return true;
    }

    /// <summary>Not closed is open; where the table says that the device watches a space, it is taken.</summary>
    private static void Contact(string name, JsonElement value, Findings found) =>
        found.Answered(name, VendorWords.Door(value, trueIsOpen: false), found.Role is "presence" or "counter" ? found.Occupied : found.Door);

    private static void Battery(string name, JsonElement value, Findings found)
    {
        if (VendorNumbers.Real(value) is { } real && !IsVolts(real) && VendorNumbers.Percent(real) is { } percent)
            found.Battery(percent);
        else
            found.Left(name);
    }

    private static bool IsVolts(double real) => real < MostVolts && real * 2 != Math.Floor(real * 2);
}
