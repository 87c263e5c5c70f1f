using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What may be done with a booking as it stands: the rules of <see cref="BookingChanges"/> themselves are asked, so that no button is shown that would be declined.</summary>
public sealed record BookingOptions
{
    /// <summary>Given back before it has begun.</summary>
    public bool Cancel { get; init; }

    /// <summary>Given back while it runs.</summary>
    public bool Release { get; init; }

    public bool CheckIn { get; init; }

    /// <summary>Other times or another place.</summary>
    public bool Change { get; init; }

    /// <summary>How many of its units come back when it is given back now.</summary>
    public int Refund { get; init; }

    /// <summary>The times it would have to the end of its half-day, or of the next one where it fills its own; null where the day is over then. Whether the place is free is not looked at.</summary>
    public TimeRange? Longer { get; init; }

    public static BookingOptions Of(Booking booking, Telecentre site, DateTimeOffset now)
    {
        var hasBegun = booking.During.Start <= now;
        var given = BookingChanges.Cancel(booking, site.Rules, site.Calendar, EndReasons.Released, now) as BookingDecision.Accepted;
        var here = new Evidence(now, "manual", null, "");
        var stands = given is not null && booking.Status != BookingStatus.Offered;
        return new BookingOptions
        {
            Cancel = stands && (!hasBegun || booking.Status == BookingStatus.Requested),
            Release = hasBegun && BookingChanges.Release(booking, site.Calendar, now) is BookingDecision.Accepted,
            CheckIn = booking.Status == BookingStatus.Confirmed && BookingChanges.CheckIn(booking, site.Rules, here, now) is BookingDecision.Accepted,
            Change = stands,
            Refund = given is null ? 0 : booking.Units - given.Booking.Units,
            Longer = stands ? LongerOf(booking, site.Calendar) : null,
        };
    }

    private static TimeRange? LongerOf(Booking booking, SiteCalendar calendar)
    {
        var day = calendar.DayOf(booking.During.End.AddTicks(-1));
        return ((DayPart[])[DayPart.Morning, DayPart.Full])
            .Select(part => calendar.Span(day, part))
            .Where(span => span is not null && span.End > booking.During.End && span.Start <= booking.During.End)
            .Select(span => new TimeRange(booking.During.Start, span!.End))
            .FirstOrDefault();
    }
}
