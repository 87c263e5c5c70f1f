using System.Globalization;
using System.Text.Json;

namespace SohoSolo.Gateway.Drivers;

/// <summary>Numbers as makers write them: as numbers, or in quotation marks.</summary>
internal static class VendorNumbers
{
    private const int LongestText = 40;

    /// <summary>Null for what is no finite number.</summary>
    public static double? Real(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

        return value.ValueKind == JsonValueKind.String && VendorJson.IsWhole(value) ? Real(value.GetString()!) : null;
    }

    public static double? Real(string text) =>
        text.Length <= LongestText && double.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A whole number from 0 to <paramref name="most"/>; null for every other.</summary>
    public static long? Whole(JsonElement value, long most) => Real(value) is { } real && real >= 0 && real <= most && real == Math.Floor(real) ? (long)real : null;

    /// <summary>Per cent of a battery; null for what is none.</summary>
    public static int? Percent(JsonElement value) => Percent(Real(value));

    public static int? Percent(double? real) => real is >= 0 and <= 100 ? (int)Math.Round(real.Value) : null;
}
