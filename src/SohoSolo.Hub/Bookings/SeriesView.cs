using System.Text.Json.Serialization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Bookings;

/// <summary>A series on the wire: every date, bookable or not and why; after booking, the booking of each date that was booked.</summary>
internal sealed record SeriesView(string? Series, int Booked, IReadOnlyList<SeriesDateView> Dates);

internal sealed record SeriesDateView(
    string Day,
    bool Bookable,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason,
    string? Space = null,
    string? Start = null,
    string? End = null,
    string? LocalStart = null,
    string? LocalEnd = null,
    string? Booking = null)
{
    public static SeriesDateView Of(DateOnly day, TimeRange? during, DeclineReason? reason, Booking? booking, bool booked, Telecentre site)
    {
        var range = booking?.During ?? during;
        return new SeriesDateView(
            Times.Day(day),
            booking is not null,
            reason is { } why ? Words.Of(why) : null,
            booking?.Space.Value,
            range is null ? null : Times.Utc(range.Start),
            range is null ? null : Times.Utc(range.End),
            range is null ? null : Times.Local(range.Start, site.Calendar),
            range is null ? null : Times.Local(range.End, site.Calendar),
            booked ? booking?.Id.Value : null);
    }
}
