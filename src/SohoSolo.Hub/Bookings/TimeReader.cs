using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Bookings;

/// <summary>Reads when somebody wants a place: two times, or a day and a part of it, on a site's clock.</summary>
internal static class TimeReader
{
    private const int FirstYear = 2000;
    private const int LastYear = 2200;

    /// <summary>A range, and the part of a day when it was asked as one; or what is wrong with it. One longer than <paramref name="longest"/> is declined before anything is looked up.</summary>
    public static (TimeRange? During, DayPart? Part, Problem? Problem) Range(
        string? start, string? end, string? day, string? part, SiteCalendar calendar, TimeSpan? longest = null)
    {
        if (day is not null || part is not null)
        {
            return start is null && end is null
                ? DayPartOf(day, part, calendar)
                : (null, null, Problems.InvalidValue("day", "does not go with 'start' and 'end': give one or the other"));
        }

        if (start is null || end is null)
        {
            return (null, null, Problems.MissingField(start is null ? "start" : "end"));
        }

        var (from, wrongStart) = Moment("start", start, calendar);
        var (to, wrongEnd) = Moment("end", end, calendar);
        if (from is not { } first || to is not { } last)
        {
            return (null, null, wrongStart ?? wrongEnd);
        }

        if (first >= last)
        {
            return (null, null, Problems.InvalidValue("end", "must be after 'start'"));
        }

        return last - first > longest
            ? (null, null, BookingAnswers.Problem(DeclineReason.TooLong))
            : (new TimeRange(first, last), null, null);
    }

    /// <summary>The same for somebody who only looks: on a closed day she looks at the day itself, and finds everything closed.</summary>
    public static (TimeRange? During, DayPart? Part, Problem? Problem) ToLookAt(string? start, string? end, string? day, string? part, SiteCalendar calendar)
    {
        var (during, asPart, problem) = Range(start, end, day, part, calendar);
        if (during?.Duration > BookingRules.HardLongest) return (null, null, BookingAnswers.Problem(DeclineReason.TooLong));

        // Only a closed day has a part without a range.
        return during is null && asPart is not null && Times.TryDay(day, out var closed) ? (calendar.WholeDay(closed), asPart, null) : (during, asPart, problem);
    }

    /// <summary>The times of a booking on another day, or why that day does not have them.</summary>
    public static (TimeRange? During, Problem? Problem) SameTimes(Booking like, DateOnly day, SiteCalendar calendar) =>
        Core.Bookings.SameTimes.On(like, day, calendar) is { } during
            ? (during, null)
            : (null, BookingAnswers.Problem(calendar.IsOpenOn(day) ? DeclineReason.NonexistentTime : DeclineReason.Closed));

    /// <summary>An instant, or a time on the site's clock; a time that the clocks skip is a decline of its own.</summary>
    public static (DateTimeOffset? At, Problem? Problem) Moment(string field, string text, SiteCalendar calendar)
    {
        switch (Times.Read(text))
        {
            case WrittenTime.Instant(var at):
                return Within(at.Year) is { } far ? (null, far) : (at, null);
            case WrittenTime.Local(var local) when Within(local.Year) is { } beyond:
                return (null, beyond);
            case WrittenTime.Local(var local):
                return calendar.Resolve(local) is LocalMoment.Instant(var resolved, _)
                    ? (resolved, null)
                    : (null, BookingAnswers.Problem(DeclineReason.NonexistentTime));
            default:
                return (null, Problems.InvalidValue(field, "is a time such as 2026-11-30T09:00 or 2026-11-30T08:00:00Z"));
        }
    }

    public static (DateOnly? Day, Problem? Problem) Day(string field, string? text)
    {
        if (text is null)
        {
            return (null, Problems.MissingField(field));
        }

        if (!Times.TryDay(text, out var day))
        {
            return (null, Problems.InvalidValue(field, "is a day such as 2026-11-30"));
        }

        return Within(day.Year) is { } far ? (null, far) : (day, null);
    }

    private static (TimeRange?, DayPart?, Problem?) DayPartOf(string? dayText, string? partText, SiteCalendar calendar)
    {
        var (read, problem) = Day("day", dayText);
        if (read is not { } day)
        {
            return (null, null, problem);
        }

        if (Words.Read<DayPart>(partText ?? "full") is not { } part)
        {
            return (null, null, Problems.InvalidValue("part", $"is one of {Words.All<DayPart>()}"));
        }

        return calendar.Span(day, part) is { } span ? (span, part, null) : (null, part, BookingAnswers.Problem(DeclineReason.Closed));
    }

    /// <summary>Years that no calendar of ours speaks about are declined before any arithmetic.</summary>
    private static Problem? Within(int year) => year switch
    {
        < FirstYear => BookingAnswers.Problem(DeclineReason.InThePast),
        > LastYear => BookingAnswers.Problem(DeclineReason.TooFarAhead),
        _ => null,
    };
}
