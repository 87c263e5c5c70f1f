using System.Text;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Gateway.Wire;
using EventId = SohoSolo.Core.Devices.EventId;

namespace SohoSolo.Hub.Ingest;

/// <summary>From an event as a gateway reports it to the row that is kept. Whatever a device has sent, it can be stored.</summary>
internal static class EventRows
{
    private const int LongestText = 300;

    public static SiteEvent Of(GatewayEvent happened, ReadBatch read)
    {
        var batch = read.Batch;
        var credential = read.CredentialOf(happened);
        return new SiteEvent
        {
            Id = new EventId(batch.Gateway, batch.Epoch, happened.Seq),
            Site = batch.Site,
            At = happened.At,
            ReceivedAt = happened.ReceivedAt,
            Kind = Text(happened.Kind)!,
            Device = Text(happened.Device),
            Door = Text(happened.Door),
            Reader = Text(happened.Reader),
            Decision = Text(happened.Decision),
            Reason = Text(happened.Reason),
            Credential = credential?.Id ?? Text(happened.Ref),
            Member = credential?.Member ?? read.Bookings.FirstOrDefault(booking => booking.Id.Value == happened.Booking)?.Member,
            Booking = Text(happened.Booking) is { } booking ? new BookingId(booking) : null,
            Command = Text(happened.Command),
            Value = Text(happened.Value),
            Detail = Detail(happened, read.Strangers.GetValueOrDefault(happened.Seq)?.Lookup),
        };
    }

    /// <summary>PostgreSQL keeps no NUL, and nobody wants control characters in a log.</summary>
    public static string? Text(string? text)
    {
        if (text is null)
            return null;

        var cut = text.Length > LongestText ? text[..LongestText] : text;
        return cut.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter)) ? string.Concat(cut.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '\uFFFD' : letter)) : cut;
    }

    private static string Detail(GatewayEvent happened, string? lookup)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("clock", Text(happened.Quality));
            Write(json, "boot", happened.Boot);
            if (happened.DeviceSeq is { } number)
                json.WriteNumber("seq", number);

            Write(json, "ask", happened.Ask);
            Write(json, "lookup", lookup);
            Write(json, "says", happened.Message);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (Text(value) is { } text)
            json.WriteString(name, text);
    }
}
