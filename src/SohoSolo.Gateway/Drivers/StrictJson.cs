using System.Text.Json;
using System.Text.Unicode;

namespace SohoSolo.Gateway.Drivers;

/// <summary>A device's JSON: one object, strict about what is read, tolerant about blanks, a trailing NUL and fields that nobody knows.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Null with the reason when it cannot be read.</summary>
    public static JsonDocument? Read(ReadOnlyMemory<byte> payload, int most, out string why)
    {
        why = "";
        if (payload.Length > most)
            return No($"longer than {most} bytes", out why);

        var text = payload.TrimEnd("\0\r\n \t"u8);
        if (!Utf8.IsValid(text.Span))
            return No("not UTF-8", out why);

        try
        {
            var document = JsonDocument.Parse(text, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;

            document.Dispose();
            return No("not a JSON object", out why);
        }
        catch (JsonException broken)
        {
            return No(broken.Message.Contains("uplicate", StringComparison.Ordinal) ? "a field comes twice" : "not JSON", out why);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a field's name: its syntax is JSON's, and it is no text.
            return No("a field whose name is no text", out why);
        }
    }

    private static JsonDocument? No(string reason, out string why)
    {
        why = reason;
        return null;
    }
}
