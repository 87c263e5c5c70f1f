using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers;

/// <summary>What <c>gateway decode</c> prints: one line of JSON for each signal, or why there is none (contract §5).</summary>
public static class DecodeReport
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Lines(DriverReading reading) => reading switch
    {
        DriverReading.Ignored(var why) => [Line(json => json.WriteString("ignored", why))],
        DriverReading.Unreadable unreadable => [Line(json => json.WriteString("unreadable", unreadable.Why))],
        DriverReading.Signals(var all) => [.. all.Select(signal => signal.Kind == SignalKind.Ack ? Line(json => json.WriteString("ignored", "an answer to a command")) : Line(signal))],
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };

    private static string Line(Signal signal) => Line(json =>
    {
        json.WriteString("at", signal.At.UtcDateTime.ToString(Instant, System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("device", signal.Device);
        json.WriteString("k", SignalWords.Of(signal.Kind));
        WriteValue(json, signal);
        if (signal.Credential is { } credential)
        {
            json.WriteStartObject("cred");
            json.WriteString("kind", PresentedCredential.Word(credential.Kind));
            json.WriteString("v", credential.Value);
            json.WriteEndObject();
        }

        if (signal.IsHistory)
            json.WriteBoolean("history", true);
    });

    private static void WriteValue(Utf8JsonWriter json, Signal signal)
    {
        if (signal.Kind == SignalKind.Door)
            json.WriteString("v", signal.Says);
        else if (signal.Number is { } number)
            json.WriteNumber("v", number);
        else if (signal.Flag is { } flag)
            json.WriteBoolean("v", flag);
    }

    private static string Line(Action<Utf8JsonWriter> body)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Plain))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }
}
