using System.Globalization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Month;

/// <summary>One month of hers, in weeks from Monday on.</summary>
public sealed record MonthModel(DateOnly First, DateOnly Today, IReadOnlyList<IReadOnlyList<MonthDay>> Weeks);

/// <summary>A day and what she has booked on it. Days of the months around are only there to fill the weeks.</summary>
public sealed record MonthDay(DateOnly Day, bool IsOfMonth, IReadOnlyList<MonthEntry> Entries);

/// <summary>A booking on one day: which part of the day it takes.</summary>
public sealed record MonthEntry(Booking Booking, Telecentre Site, DayPart Part)
{
    public string Place => Site.Find(Booking.Space)?.Name ?? Booking.Space.Value;
}

/// <summary>Her month as a table.</summary>
internal sealed class MonthPage(StoreQueries queries, NetworkCache network, NetworkDay networkDay)
{
    private static readonly BookingStatus[] Shown = [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn, BookingStatus.Completed, BookingStatus.NoShow];

    public async Task<IResult> Show(Visit visit)
    {
        var today = await networkDay.Today(visit.Stop);
        var first = First(visit.Asked("month")) ?? new DateOnly(today.Year, today.Month, 1);
        var monday = first.AddDays(-(((int)first.DayOfWeek + 6) % 7));
        var weeks = (first.AddMonths(1).DayNumber - monday.DayNumber + 6) / 7;

        // A day wider on both sides, for sites whose midnight is another one.
        var window = new TimeRange(Utc(first.AddDays(-1)), Utc(first.AddMonths(1).AddDays(1)));
        var bookings = await queries.Bookings(new BookingFilter { Member = visit.Caller.Member, Window = window, Statuses = Shown }, visit.Stop);
        var sites = (await network.Get(visit.Stop)).Sites;
        var entries =
            (from booking in bookings
             let site = sites[booking.Site]
             from day in site.Calendar.HalfDaysTouched(booking.During).GroupBy(half => half.Day)
             let part = day.Count() > 1 ? DayPart.Full : day.First().IsAfternoon ? DayPart.Afternoon : DayPart.Morning
             select (Day: day.Key, Entry: new MonthEntry(booking, site, part))).ToLookup(found => found.Day, found => found.Entry);
        return visit.Show<MonthView, MonthModel>(new MonthModel(first, today, [.. Enumerable.Range(0, weeks).Select(week => Week(monday.AddDays(7 * week), first, entries))]));
    }

    private static MonthDay[] Week(DateOnly monday, DateOnly first, ILookup<DateOnly, MonthEntry> entries) =>
    [
        .. from day in Enumerable.Range(0, 7).Select(monday.AddDays)
           let isOfMonth = (day.Year, day.Month) == (first.Year, first.Month)
           select new MonthDay(day, isOfMonth, isOfMonth ? [.. entries[day]] : []),
    ];

    /// <summary>Within the years that anything is known of.</summary>
    private static DateOnly? First(string? written) =>
        DateOnly.TryParseExact($"{written}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is > 2000 and < 2200 ? first : null;

    private static DateTimeOffset Utc(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}

internal static class MonthRoutes
{
    public static IServiceCollection AddMonth(this IServiceCollection services) => services.AddSingleton<MonthPage>();

    public static void MapMonth(this IEndpointRouteBuilder routes) => routes.Page("/calendar", Access.Member, routes.Feature<MonthPage>().Show);
}
