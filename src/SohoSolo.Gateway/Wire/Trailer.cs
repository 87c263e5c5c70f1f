using System.Buffers.Text;
using System.Text.Json;

namespace SohoSolo.Gateway.Wire;

/// <summary>The last member of a signed object: what it says of the bytes before it can be checked without parsing any of them.</summary>
internal static class Trailer
{
    /// <summary>Writes an object, and as its last member what <paramref name="prove"/> makes of the bytes before the comma.</summary>
    public static byte[] Write(string name, Action<Utf8JsonWriter> body, Func<ReadOnlySpan<byte>, byte[]> prove)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        body(writer);
        writer.Flush();
        writer.WriteString(name, Base64Url.EncodeToString(prove(buffer.WrittenSpan)));
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The bytes before the last member, and its value; false when the message does not end in one of exactly that form. One value has one spelling.</summary>
    public static bool Split(ReadOnlySpan<byte> message, ReadOnlySpan<byte> opening, Span<byte> value, out ReadOnlySpan<byte> body)
    {
        body = default;
        var letters = Base64Url.GetEncodedLength(value.Length);
        var start = message.Length - opening.Length - letters - 2;
        if (start < 0 || !message[start..].StartsWith(opening) || !message.EndsWith("\"}"u8)) return false;

        var text = message.Slice(start + opening.Length, letters);
        if (!Base64Url.IsValid(text, out var length) || length != value.Length || Base64Url.DecodeFromUtf8(text, value) != length) return false;

        Span<byte> again = stackalloc byte[letters];
        Base64Url.EncodeToUtf8(value, again);
        body = message[..start];
        return text.SequenceEqual(again);
    }
}
