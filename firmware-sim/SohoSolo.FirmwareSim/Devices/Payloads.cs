using System.Buffers;
using System.Text.Json;

namespace SohoSolo.FirmwareSim.Devices;

/// <summary>The bytes that our firmware writes (contract §3). The golden files in <c>tests/contract</c> hold them.</summary>
internal static class Payloads
{
    public const string Firmware = "1.4";

    public static readonly byte[] Will = """{"s":"offline"}"""u8.ToArray();

    public static byte[] Online(string boot, TimeSpan up) => Write(json =>
    {
        json.WriteString("s", "online");
        json.WriteString("boot", boot);
        json.WriteString("fw", Firmware);
        json.WriteNumber("up", Seconds(up));
    });

    /// <param name="stored">What happened.</param>
    /// <param name="lowest">The lowest number of the same life that is still kept: those below will never come.</param>
    /// <param name="age">How long ago it was, for an event without a time of day; null when its time says it.</param>
    public static byte[] Event(StoredEvent stored, long lowest, TimeSpan? age) => Write(json =>
    {
        json.WriteString("boot", stored.Boot);
        json.WriteNumber("seq", stored.Seq);
        json.WriteNumber("t", Rounded(stored.Time));
        json.WriteString("clk", stored.IsSynced ? "synced" : "unset");
        json.WriteString("k", stored.What.Kind);
        stored.What.WriteTo(json);
        json.WriteNumber("lo", lowest);
        if (age is { } old)
            json.WriteNumber("age", Seconds(old));
    });

    public static byte[] Ack(string id, string? refused, double time) => Write(json =>
    {
        json.WriteString("id", id);
        json.WriteBoolean("ok", refused is null);
        json.WriteNumber("t", Rounded(time));
        if (refused is not null)
            json.WriteString("why", refused);
    });

    /// <summary>Whole milliseconds, so that a time reads as it was written.</summary>
    private static decimal Rounded(double seconds) => Math.Round((decimal)seconds, 3);

    private static decimal Seconds(TimeSpan span) => Rounded(span.TotalSeconds);

    /// <summary>One object without a space in it.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
