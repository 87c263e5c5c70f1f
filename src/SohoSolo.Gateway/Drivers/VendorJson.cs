using System.Text.Json;
using System.Text.Unicode;

namespace SohoSolo.Gateway.Drivers;

/// <summary>Other makers' payloads: any JSON, or plain text; tolerant about blanks, a byte order mark and what C programs leave behind, and strict about everything else.</summary>
internal static class VendorJson
{
    /// <summary>Bytes: what a bridge may say in one packet.</summary>
    public const int LongestMessage = 128 * 1024;

    private const int LongestText = 256;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>One JSON object; null with the reason when there is none.</summary>
    public static JsonDocument? Object(ReadOnlyMemory<byte> payload, out string why)
    {
        if (Any(payload, out why) is not { } document)
            return null;
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;

        document.Dispose();
        why = "not a JSON object";
        return null;
    }

    /// <summary>Any JSON; null with the reason when it is none.</summary>
    public static JsonDocument? Any(ReadOnlyMemory<byte> payload, out string why)
    {
        var text = Trimmed(payload);
        why = text.Length > LongestMessage ? $"longer than {LongestMessage} bytes" : Utf8.IsValid(text.Span) ? "" : "not UTF-8";
        if (why.Length > 0)
            return null;

        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException broken)
        {
            why = broken.Message.Contains("uplicate", StringComparison.Ordinal) ? "a field comes twice" : broken.Message.Contains("depth", StringComparison.Ordinal) ? "nested too deeply" : "not JSON";
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a field's name: its syntax is JSON's, and it is no text.
            why = "a field whose name is no text";
            return null;
        }
    }

    /// <summary>A short text without control characters, its quotation marks taken off; null with the reason when it is none.</summary>
    public static string? Text(ReadOnlyMemory<byte> payload, out string why)
    {
        var bytes = Trimmed(payload);
        why = bytes.Length > LongestText ? $"longer than {LongestText} bytes" : Utf8.IsValid(bytes.Span) ? "" : "not UTF-8";
        if (why.Length > 0)
            return null;

        var text = System.Text.Encoding.UTF8.GetString(bytes.Span).Trim();
        if (text.Length > 2 && text.StartsWith('"') && text.EndsWith('"'))
            text = text[1..^1].Trim();

        why = text.Any(char.IsControl) ? "a text with control characters" : "";
        return why.Length == 0 ? text : null;
    }

    /// <summary>Whether nothing is left of it: the topic was cleared.</summary>
    public static bool IsEmpty(ReadOnlyMemory<byte> payload) => Trimmed(payload).IsEmpty;

    public static bool IsObject(ReadOnlyMemory<byte> payload) => Trimmed(payload).Span is [(byte)'{', ..];

    public static JsonElement? Find(this JsonElement all, string name) => all.ValueKind == JsonValueKind.Object && all.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <summary>Null where it is no text.</summary>
    public static string? Text(this JsonElement all, string name) => all.Find(name) is { ValueKind: JsonValueKind.String } text && IsWhole(text) ? text.GetString() : null;

    /// <summary>Half of a surrogate pair, written with an escape, is JSON and no text.</summary>
    public static bool IsWhole(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The fields of an object whose names are text.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Fields(this JsonElement all)
    {
        if (all.ValueKind != JsonValueKind.Object)
            yield break;

        foreach (var field in all.EnumerateObject())
        {
            if (NameOf(field) is { } name)
                yield return (name, field.Value);
        }
    }

    private static string? NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> payload)
    {
        var start = payload.Span.StartsWith("\uFEFF"u8) ? payload[3..] : payload;
        return start.Trim("\0\r\n \t"u8);
    }
}
