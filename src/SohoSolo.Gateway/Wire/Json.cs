using System.Text.Json;
using SohoSolo.Core.Time;

namespace SohoSolo.Gateway.Wire;

/// <summary>How instants, spans and ranges look on the wire, and the one place where a body that cannot be read becomes null.</summary>
internal static class Json
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>What <paramref name="read"/> makes of a JSON object; null when the bytes are none, or when something that it needs is missing or of another kind.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> bytes, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.Read(read);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same of an object within another.</summary>
    public static T? Read<T>(this JsonElement element, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object ? read(element) : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or ArgumentException)
        {
            // The readers of fields throw these for text that is none and for numbers that do not fit: the body is not what it should be.
            return null;
        }
    }

    public static void WriteInstant(this Utf8JsonWriter writer, string name, DateTimeOffset at)
    {
        writer.WritePropertyName(name);
        writer.WriteInstant(at);
    }

    /// <summary>Epoch seconds, with a fraction of milliseconds where there is one.</summary>
    public static void WriteInstant(this Utf8JsonWriter writer, DateTimeOffset at) => writer.WriteMilliseconds(at.ToUnixTimeMilliseconds());

    public static void WriteSpan(this Utf8JsonWriter writer, string name, TimeSpan span)
    {
        writer.WritePropertyName(name);
        writer.WriteMilliseconds(span.Ticks / TimeSpan.TicksPerMillisecond);
    }

    public static void WriteRanges(this Utf8JsonWriter writer, string name, IReadOnlyList<TimeRange> ranges)
    {
        writer.WriteStartArray(name);
        foreach (var range in ranges)
        {
            writer.WriteStartArray();
            writer.WriteInstant(range.Start);
            writer.WriteInstant(range.End);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);

        writer.WriteEndArray();
    }

    /// <summary>Nothing at all for null.</summary>
    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    public static string? OptionalText(this JsonElement element, string name) => element.Optional(name)?.GetString();

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    public static bool Truth(this JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    public static DateTimeOffset Instant(this JsonElement element, string name) => element.GetProperty(name).Instant();

    public static DateTimeOffset Instant(this JsonElement element) => DateTimeOffset.FromUnixTimeMilliseconds(element.Milliseconds());

    public static TimeSpan Span(this JsonElement element, string name) => TimeSpan.FromMilliseconds(element.GetProperty(name).Milliseconds());

    public static IReadOnlyList<TimeRange> Ranges(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(range => range.GetArrayLength() == 2 ? new TimeRange(range[0].Instant(), range[1].Instant()) : throw new FormatException($"{name} holds no range."))];

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? throw new FormatException($"{name} holds a null."))];

    /// <summary>Null when it is not there, or is null.</summary>
    public static JsonElement? Optional(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static void WriteMilliseconds(this Utf8JsonWriter writer, long milliseconds)
    {
        if (milliseconds % 1000 == 0)
            writer.WriteNumberValue(milliseconds / 1000);
        else
            writer.WriteNumberValue(milliseconds / 1000m);
    }

    private static long Milliseconds(this JsonElement element) => element.TryGetInt64(out var seconds) ? seconds * 1000 : (long)decimal.Round(element.GetDecimal() * 1000);
}
