using System.Text.Json;

namespace SohoSolo.Gateway.Drivers.Lorawan;

/// <summary>What a LoRaWAN sensor sent, whichever network server passed it on: the object that the server's codec made of it, or else its bytes.</summary>
internal static class Uplink
{
    private const int MostBytes = 255;

    /// <param name="decoded">By the server's codec; absent where it has none.</param>
    /// <param name="data">In base64; absent where nothing was sent.</param>
    /// <param name="model">As far as it is named.</param>
    /// <param name="found">Where it is told.</param>
    public static void Read(JsonElement? decoded, JsonElement? data, SensorModel model, Findings found)
    {
        if (decoded is { ValueKind: JsonValueKind.Object } report && report.EnumerateObject().Any())
        {
            SensorFields.Read(report, found);
            History.Read(report.Find("history"), found);
        }
        else if (data is { } text)
            Bytes(text, model, found);
        else if (decoded is { ValueKind: not JsonValueKind.Object })
            found.Fault("the decoded object is not what it should be");
        else
            found.Left("no data");
    }

    private static void Bytes(JsonElement text, SensorModel model, Findings found)
    {
        var buffer = new byte[MostBytes];
        if (text.ValueKind == JsonValueKind.String && VendorJson.IsWhole(text) && Convert.TryFromBase64String(text.GetString()!, buffer, out var length))
            MilesightBytes.Read(buffer.AsSpan(0, length), model, found);
        else
            found.Fault("the data is not base64 of at most 255 bytes");
    }
}
