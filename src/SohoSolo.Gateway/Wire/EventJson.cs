using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace SohoSolo.Gateway.Wire;

/// <summary>
/// An event as JSON: <c>{"s":seq,"k":kind,"t":at,"r":received,"q":quality,"d"?,"n"?:[boot,seq],"door"?,"rd"?,"dec"?,"why"?,"ref"?,"b"?,"h"?,"x"?,"ask"?,"cmd"?,"v"?,"msg"?}</c>, in a batch and in the outbox.
/// </summary>
internal static class EventJson
{
    private const int LongestMessage = 256;

    /// <summary>Everything but the number, which is not known yet: an object to be completed by <see cref="WithSeq"/>.</summary>
    public static byte[] Body(GatewayEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, happened);

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The whole event, from its body and its number.</summary>
    public static byte[] WithSeq(ReadOnlySpan<byte> body, long seq)
    {
        Span<byte> opening = stackalloc byte[32];
        "{\"s\":"u8.CopyTo(opening);
        System.Buffers.Text.Utf8Formatter.TryFormat(seq, opening[5..], out var digits);
        opening[5 + digits] = (byte)',';
        return [.. opening[..(6 + digits)], .. body[1..]];
    }

    public static GatewayEvent Read(JsonElement element) => new()
    {
        Seq = element.Number("s"),
        Kind = element.Text("k"),
        At = element.Instant("t"),
        ReceivedAt = element.Instant("r"),
        Quality = element.Text("q"),
        Device = element.OptionalText("d"),
        Boot = element.Optional("n")?[0].GetString(),
        DeviceSeq = element.Optional("n")?[1].GetInt64(),
        Door = element.OptionalText("door"),
        Reader = element.OptionalText("rd"),
        Decision = element.OptionalText("dec"),
        Reason = element.OptionalText("why"),
        Ref = element.OptionalText("ref"),
        Booking = element.OptionalText("b"),
        Hash = element.OptionalText("h"),
        Sealed = element.OptionalText("x"),
        Ask = element.OptionalText("ask"),
        Command = element.OptionalText("cmd"),
        Value = Value(element.Optional("v")),
        Message = element.OptionalText("msg"),
    };

    private static void Write(Utf8JsonWriter writer, GatewayEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("k", happened.Kind);
        writer.WriteInstant("t", happened.At);
        writer.WriteInstant("r", happened.ReceivedAt);
        writer.WriteString("q", happened.Quality);
        writer.WriteOptional("d", happened.Device);
        if (happened is { Boot: { } boot, DeviceSeq: { } seq })
        {
            writer.WriteStartArray("n");
            writer.WriteStringValue(boot);
            writer.WriteNumberValue(seq);
            writer.WriteEndArray();
        }

        writer.WriteOptional("door", happened.Door);
        writer.WriteOptional("rd", happened.Reader);
        writer.WriteOptional("dec", happened.Decision);
        writer.WriteOptional("why", happened.Reason);
        writer.WriteOptional("ref", happened.Ref);
        writer.WriteOptional("b", happened.Booking);
        writer.WriteOptional("h", happened.Hash);
        writer.WriteOptional("x", happened.Sealed);
        writer.WriteOptional("ask", happened.Ask);
        writer.WriteOptional("cmd", happened.Command);
        WriteValue(writer, happened.Value);
        writer.WriteOptional("msg", happened.Message is { Length: > LongestMessage } message ? message[..LongestMessage] : happened.Message);
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, string? value)
    {
        if (value is "true" or "false")
            writer.WriteBoolean("v", value == "true");
        else if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == value)
            writer.WriteNumber("v", number);
        else
            writer.WriteOptional("v", value);
    }

    private static string? Value(JsonElement? value) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => throw new FormatException("A value is neither text nor truth nor number."),
    };
}
