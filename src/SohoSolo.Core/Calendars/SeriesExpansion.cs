using System.Diagnostics;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>One day of a series: when it is, or why it cannot be.</summary>
public sealed record Occurrence(DateOnly Day, TimeRange? During, DeclineReason? Reason);

/// <summary>The one place where a series becomes time ranges; the rules of booking see only those.</summary>
public static class SeriesExpansion
{
    /// <summary>Every date of the series, at most <paramref name="most"/>. Clock times stay what they are when the clocks change.</summary>
    public static IReadOnlyList<Occurrence> Expand(SeriesPlan plan, SiteCalendar calendar, int most)
    {
        var recurrence = new Recurrence(StartOf(plan.First, calendar), plan.Rule, plan.Except);
        return [.. recurrence.Dates(calendar, most).Select(day => On(day, plan.First, calendar))];
    }

    /// <summary>What an UNTIL with a time of day is compared with. A part of the day starts where its half does, whatever that weekday's hours.</summary>
    private static DateTime StartOf(SeriesTimes first, SiteCalendar calendar) => first switch
    {
        SeriesTimes.Clock clock => clock.Start,
        SeriesTimes.Part(var day, DayPart.Afternoon) => day.ToDateTime(calendar.HalfDayBoundary),
        SeriesTimes.Part(var day, _) => day.ToDateTime(TimeOnly.MinValue),
        _ => throw new UnreachableException($"{first}"),
    };

    private static Occurrence On(DateOnly day, SeriesTimes first, SiteCalendar calendar) => first switch
    {
        SeriesTimes.Clock clock => OnClock(day, clock, calendar),
        SeriesTimes.Part(_, var part) => calendar.Span(day, part) is { } hours ? new(day, hours, null) : new(day, null, DeclineReason.Closed),
        _ => throw new UnreachableException($"{first}"),
    };

    private static Occurrence OnClock(DateOnly day, SeriesTimes.Clock clock, SiteCalendar calendar)
    {
        // The difference of two clock times, not of instants: nine to five stays nine to five on the day of 23 hours.
        var onClock = clock.End - clock.Start;
        var start = day.ToDateTime(TimeOnly.FromDateTime(clock.Start));
        var end = onClock <= DateTime.MaxValue - start ? calendar.Resolve(start + onClock) : new LocalMoment.Nonexistent(DateTime.MaxValue);
        return (calendar.Resolve(start), end) switch
        {
            (LocalMoment.Instant from, LocalMoment.Instant to) => new(day, new TimeRange(from.At, to.At), null),
            _ => new(day, null, DeclineReason.NonexistentTime),
        };
    }
}
