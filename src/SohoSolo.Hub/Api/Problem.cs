using System.Buffers;
using System.Text;
using System.Text.Json;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Api;

/// <summary>What went wrong, for a program (RFC 9457): <paramref name="Reason"/> is a stable word, <paramref name="Detail"/> a sentence for people.</summary>
internal sealed record Problem(int Status, string Reason, string Detail)
{
    public const string MediaType = "application/problem+json";

    /// <summary>The name of the field or query parameter at fault, as a path: <c>guests[0].email</c>.</summary>
    public string? Field { get; init; }

    /// <summary>Further members of the problem's object, such as <c>alternatives</c>.</summary>
    public Action<Utf8JsonWriter>? More { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public Answer ToAnswer() => new(Status, null, Encoding.UTF8.GetString(ToJson()));

    public ReadOnlySpan<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, JsonRules.Writer))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:sohosolo:problem:{Reason}");
            json.WriteString("title", Words.Title(Reason));
            json.WriteNumber("status", Status);
            json.WriteString("detail", Detail);
            json.WriteString("reason", Reason);
            if (Field is not null)
            {
                json.WriteString("field", Field);
            }

            More?.Invoke(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
