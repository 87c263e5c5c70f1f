using System.Buffers;
using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>What the gateway says on the site's network (contract §3).</summary>
internal static class DeviceMessages
{
    public static byte[] Unlock(string id, TimeSpan span, DateTimeOffset notAfter, string why) => Write(json =>
    {
        json.WriteString("id", id);
        json.WriteString("op", "unlock");
        json.WriteNumber("ms", (long)span.TotalMilliseconds);
        WriteSeconds(json, "naf", notAfter);
        json.WriteString("why", why);
    });

    public static byte[] Beep(string id, DateTimeOffset notAfter, string reason) => Write(json =>
    {
        json.WriteString("id", id);
        json.WriteString("op", "beep");
        json.WriteString("deny", reason);
        WriteSeconds(json, "naf", notAfter);
    });

    public static byte[] Received(string boot, long upTo) => Write(json =>
    {
        json.WriteString("boot", boot);
        json.WriteNumber("upto", upTo);
    });

    public static byte[] Mode(long revision, EffectiveMode mode) => Write(json =>
    {
        json.WriteNumber("rev", revision);
        json.WriteString("mode", LinkMessages.WordOf(mode.Mode));
        if (mode.Until is { } until)
            WriteSeconds(json, "until", until);
        else
            json.WriteNull("until");
    });

    public static byte[] Occupancy(Occupancy believed) => Write(json =>
    {
        json.WriteString("occ", WordOf(believed.Level));
        if (believed.Since is { } since)
            WriteSeconds(json, "since", since);
        else
            json.WriteNull("since");

        json.WriteTexts("src", believed.Sources);
        json.WriteBoolean("stale", believed.IsStale);
    });

    private static string WordOf(OccupancyLevel level) => level switch
    {
        OccupancyLevel.Vacant => "vacant",
        OccupancyLevel.Maybe => "maybe",
        OccupancyLevel.Occupied => "occupied",
        _ => "unknown",
    };

    private static void WriteSeconds(Utf8JsonWriter json, string name, DateTimeOffset at) => json.WriteNumber(name, at.ToUnixTimeMilliseconds() / 1000m);

    private static byte[] Write(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
