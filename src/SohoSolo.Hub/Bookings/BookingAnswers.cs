using System.Text.Json;
using System.Text.Json.Serialization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Waiting;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>What is said about bookings, as it is stored and said again: decisions to HTTP.</summary>
internal static class BookingAnswers
{
    public static Answer Created(Booking booking, Telecentre site) =>
        Answers.Of(201, BookingView.Of(booking, site), BookingJson.Shared.BookingView, Address(booking));

    public static Answer Ok(Booking booking, Telecentre site) => Answers.Of(200, BookingView.Of(booking, site), BookingJson.Shared.BookingView);

    public static Answer Waiting(WaitingEntry entry, Telecentre site) =>
        Answers.Of(202, WaitingView.Of(entry, site, null, null), WaitingJson.Shared.WaitingView, $"/api/v1/waiting/{entry.Id}");

    /// <summary>A decline is a problem (RFC 9457) with up to three ways out.</summary>
    public static Answer Declined(DeclineReason reason, IReadOnlyList<AlternativeView> alternatives) => Problem(reason, alternatives).ToAnswer();

    public static Problem Problem(DeclineReason reason, IReadOnlyList<AlternativeView>? alternatives = null) =>
        new(DeclineWords.Status(reason), Words.Of(reason), DeclineWords.For(reason))
        {
            More = json =>
            {
                json.WritePropertyName("alternatives");
                JsonSerializer.Serialize(json, alternatives ?? [], BookingJson.Shared.IReadOnlyListAlternativeView);
            },
        };

    public static string Address(Booking booking) => $"/api/v1/bookings/{booking.Id}";
}

[JsonSerializable(typeof(BookingView))]
[JsonSerializable(typeof(IReadOnlyList<BookingView>))]
[JsonSerializable(typeof(IReadOnlyList<AlternativeView>))]
[JsonSerializable(typeof(SeriesView))]
[JsonSerializable(typeof(IReadOnlyList<SeriesDateView>))]
[JsonSerializable(typeof(AbsenceView))]
[JsonSerializable(typeof(BookingPost))]
[JsonSerializable(typeof(BookingPatch))]
[JsonSerializable(typeof(AgainPost))]
[JsonSerializable(typeof(AbsencePost))]
internal sealed partial class BookingJson : JsonSerializerContext
{
    public static readonly BookingJson Shared = new(JsonRules.Options());
}
