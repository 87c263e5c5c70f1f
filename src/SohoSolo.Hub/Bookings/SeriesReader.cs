using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Bookings;

/// <summary>A series as asked for: its dates, each with its range or the reason why it has none.</summary>
internal sealed record AskedSeries(IReadOnlyList<Occurrence> Dates, DayPart? Part, SeriesMode Mode)
{
    /// <summary>Null when no date of the series can be at all.</summary>
    public TimeRange? FirstRange => Dates.FirstOrDefault(date => date.During is not null)?.During;
}

/// <summary>Reads <c>series</c> of POST /bookings: an RRULE on the site's clock, from the first date on.</summary>
internal static class SeriesReader
{
    /// <summary>A year of working days; longer series are refused by name.</summary>
    public const int MostDates = 366;

    public static (AskedSeries? Series, Problem? Problem) Read(BookingPost post, SiteCalendar calendar)
    {
        var series = post.Series!;
        if (RecurrenceRule.Parse(series.Rrule) is not RecurrenceParse.Parsed(var rule))
        {
            var why = ((RecurrenceParse.Unreadable)RecurrenceRule.Parse(series.Rrule)).Why;
            return why == RecurrenceParse.WithoutEnd
                ? (null, new Problem(422, why, "A series needs an end: give COUNT or UNTIL.") { Field = "series.rrule" })
                : (null, new Problem(400, "invalid-rrule", why) { Field = "series.rrule" });
        }

        var (first, wrongTimes) = Times(post, calendar);
        var (mode, wrongMode) = Mode(series.Book ?? post.Book);
        var (except, wrongExcept) = Except(series.Exdate ?? []);
        if (first is null || wrongMode is not null || wrongExcept is not null)
        {
            return (null, wrongTimes ?? wrongMode ?? wrongExcept);
        }

        var dates = SeriesExpansion.Expand(new SeriesPlan(first, rule, except), calendar, MostDates + 1);
        return dates.Count switch
        {
            0 => (null, new Problem(422, "no-dates", "The series has no date at all.") { Field = "series.rrule" }),
            > MostDates => (null, new Problem(422, "too-many-dates", $"A series has at most {MostDates} dates.") { Field = "series.rrule" }),
            _ => (new AskedSeries(dates, (first as SeriesTimes.Part)?.Of, mode), null),
        };
    }

    private static (SeriesTimes? First, Problem? Problem) Times(BookingPost post, SiteCalendar calendar)
    {
        var (during, part, problem) = TimeReader.Range(post.Start, post.End, post.Day, post.Part, calendar, BookingRules.HardLongest);
        if (part is { } half && Api.Times.TryDay(post.Day, out var day))
        {
            // A first day that is closed is one date that cannot be, not a wrong series.
            return (new SeriesTimes.Part(day, half), null);
        }

        return during is null
            ? (null, problem)
            : (new SeriesTimes.Clock(calendar.ToLocal(during.Start).DateTime, calendar.ToLocal(during.End).DateTime), null);
    }

    private static (SeriesMode Mode, Problem? Problem) Mode(string? book) =>
        book is null || book == "preview" ? (SeriesMode.Preview, null)
        : Words.Read<SeriesMode>(book) is { } mode ? (mode, null)
        : (SeriesMode.Preview, Problems.InvalidValue("book", "is free-dates or all-or-none"));

    private static (IReadOnlySet<DateOnly> Days, Problem? Problem) Except(IReadOnlyList<string> written)
    {
        var days = new HashSet<DateOnly>();
        foreach (var text in written)
        {
            if (!Api.Times.TryDay(text, out var day))
            {
                return (days, Problems.InvalidValue("series.exdate", "names days such as 2026-12-24"));
            }

            days.Add(day);
        }

        return (days, null);
    }
}
