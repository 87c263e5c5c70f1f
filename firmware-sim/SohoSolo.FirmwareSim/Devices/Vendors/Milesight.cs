using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>The LoRaWAN sensors that are played.</summary>
internal enum MilesightModel
{
    /// <summary>Under a desk's edge: it feels warmth, and says occupied or vacant.</summary>
    Vs341,

    /// <summary>In a small room: it measures a distance.</summary>
    Vs330,

    /// <summary>On the ceiling: a motion sensor that says trigger and normal.</summary>
    Ws202,

    /// <summary>Above the door or the table: it counts people.</summary>
    Vs121,
}

/// <summary>What a sensor measured: the bytes that go through the air, and what a network's decoder makes of them.</summary>
/// <param name="Bytes">Of the frame.</param>
/// <param name="Decoded">The members of the decoded object.</param>
internal sealed record MilesightFrame(ImmutableArray<byte> Bytes, Action<Utf8JsonWriter> Decoded)
{
    public static MilesightFrame Of(MilesightModel model, bool isOccupied, int batteryPercent) => model switch
    {
        MilesightModel.Vs330 => new([0x01, 0x75, (byte)batteryPercent, 0x02, 0x82, 0x0F, 0x00, 0x03, 0x8E, Bit(isOccupied), 0x04, 0x8E, 0x01], json =>
        {
            json.WriteNumber("battery", batteryPercent);
            json.WriteNumber("distance", 15);
            json.WriteString("occupancy", isOccupied ? "occupied" : "vacant");
            json.WriteString("calibration_status", "success");
        }),
        MilesightModel.Ws202 => new([0x01, 0x75, (byte)batteryPercent, 0x03, 0x00, Bit(isOccupied), 0x04, 0x00, 0x01], json =>
        {
            json.WriteNumber("battery", batteryPercent);
            json.WriteString("pir", isOccupied ? "trigger" : "normal");
            json.WriteString("daylight", "bright");
        }),
        _ => new([0x01, 0x75, (byte)batteryPercent, 0x03, 0x00, Bit(isOccupied)], json =>
        {
            json.WriteNumber("battery", batteryPercent);
            json.WriteString("occupancy", isOccupied ? "occupied" : "vacant");
        }),
    };

    public static MilesightFrame Count(int people) => new([0x04, 0xC9, (byte)people, 0x01, 0x00, people > 0 ? (byte)1 : (byte)0], json =>
    {
        json.WriteNumber("people_count_all", people);
        json.WriteNumber("region_count", 1);
        json.WriteNumber("region_1", people > 0 ? 1 : 0);
    });

    /// <summary>16 bits each: after 65,535 comes 0.</summary>
    public static MilesightFrame Totals(int totalIn, int totalOut) => new([0x0D, 0xCC, .. Two(totalIn), .. Two(totalOut)], json =>
    {
        json.WriteNumber("people_total_in", totalIn & 0xFFFF);
        json.WriteNumber("people_total_out", totalOut & 0xFFFF);
    });

    /// <summary>Kept while the network was away, and sent when it is back.</summary>
    public static MilesightFrame History(IReadOnlyList<(DateTimeOffset At, int In, int Out)> kept) => new([.. kept.SelectMany(row => Past(row.At, row.In, row.Out))], json =>
    {
        json.WriteStartArray("history");
        foreach (var (at, totalIn, totalOut) in kept)
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp", at.ToUnixTimeSeconds());
            json.WriteNumber("people_total_in", totalIn & 0xFFFF);
            json.WriteNumber("people_total_out", totalOut & 0xFFFF);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static byte Bit(bool isSet) => isSet ? (byte)1 : (byte)0;

    private static byte[] Two(int number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(number & 0xFFFF));
        return bytes;
    }

    private static byte[] Past(DateTimeOffset at, int totalIn, int totalOut)
    {
        var time = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(time, (uint)at.ToUnixTimeSeconds());
        return [0x20, 0xCE, .. time, 0x01, .. Two(totalIn), .. Two(totalOut)];
    }
}
