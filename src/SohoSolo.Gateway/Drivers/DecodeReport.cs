using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Drivers;

/// <summary>What <c>gateway decode</c> prints: one line of JSON for each signal, or why there is none (contract §5).</summary>
public static class DecodeReport
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Lines(DriverReading reading) => reading switch
    {
        DriverReading.Ignored ignored => [Line(json => json.WriteString("ignored", ignored.Why))],
        DriverReading.Unreadable unreadable => [Line(json => json.WriteString("unreadable", unreadable.Why))],
        DriverReading.Signals(var all, _) => [.. all.Select(signal => signal.Kind == SignalKind.Ack ? Line(json => json.WriteString("ignored", "an answer to a command")) : Line(signal))],
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
        else if (signal.Count is { } count)
            WriteCount(json, count);
        else if (signal.Number is { } number)
            json.WriteNumber("v", number);
        else if (signal.Flag is { } flag)
            json.WriteBoolean("v", flag);
    }

    private static void WriteCount(Utf8JsonWriter json, CountReading count)
    {
        switch (count)
        {
            case CountReading.People(var there):
                json.WriteNumber("v", there);
                break;
            case CountReading.Flow(var came, var went):
                json.WriteNumber("in", came);
                json.WriteNumber("out", went);
                break;
            case CountReading.Totals totals:
                json.WriteNumber("v", There(totals));
                json.WriteNumber("in", totals.In);
                json.WriteNumber("out", totals.Out);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{count}");
        }
    }

    /// <summary>A register that is full begins again at 0; whoever left uncounted makes it no fewer than nobody.</summary>
    private static long There(CountReading.Totals totals)
    {
        var registers = 1L << totals.Bits;
        var there = ((totals.In - totals.Out) % registers + registers) % registers;
        return there < registers / 2 ? there : 0;
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
