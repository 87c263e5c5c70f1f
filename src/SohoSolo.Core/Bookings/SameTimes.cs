using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>"As usual, on another day."</summary>
public static class SameTimes
{
    /// <summary>
    /// The local times of a booking on another day; a booking that ran to the end of a part of its day becomes the same part, also where
    /// it was made after the part had begun. Null where the day is closed or the clocks skip the time.
    /// </summary>
    public static TimeRange? On(Booking like, DateOnly day, SiteCalendar calendar)
    {
        if (PartOf(like, calendar) is { } part)
        {
            return calendar.Span(day, part);
        }

        var first = calendar.DayOf(like.During.Start);
        var shift = TimeSpan.FromDays(day.DayNumber - first.DayNumber);
        return (calendar.Resolve(calendar.ToLocal(like.During.Start).DateTime + shift), calendar.Resolve(calendar.ToLocal(like.During.End).DateTime + shift)) is
            (LocalMoment.Instant start, LocalMoment.Instant end) && start.At < end.At
            ? new TimeRange(start.At, end.At)
            : null;
    }

    /// <summary>The part of its day that a booking fills to the end; null when it runs by the clock.</summary>
    public static DayPart? PartOf(Booking like, SiteCalendar calendar)
    {
        var (during, day) = (like.During, calendar.DayOf(like.During.Start));
        foreach (var part in (DayPart[])[DayPart.Morning, DayPart.Afternoon, DayPart.Full])
        {
            if (calendar.Span(day, part) is { } span && span.End == during.End && IsStart(part, span, during, calendar))
            {
                return part;
            }
        }

        return null;
    }

    /// <summary>A whole day starts in its morning; a half starts anywhere within itself.</summary>
    private static bool IsStart(DayPart part, TimeRange span, TimeRange during, SiteCalendar calendar) =>
        span.Contains(during.Start) && (part != DayPart.Full || !calendar.HalfDayOf(during.Start).IsAfternoon);
}
