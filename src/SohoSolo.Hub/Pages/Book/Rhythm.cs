using System.Globalization;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Book;

/// <summary>How something is repeated: on which days of the week, each week or each other, until when.</summary>
public sealed record Rhythm(IReadOnlyList<DayOfWeek> Days, int EveryWeeks, DateOnly Until)
{
    private const int UsualWeeks = 4;
    private const int MostWeeksApart = 8;

    public static readonly IReadOnlyList<DayOfWeek> Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private static readonly string[] Short = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    internal static Rhythm Of(Visit visit, DateOnly day)
    {
        var days = visit.Fields("on").Select(Words.Read<DayOfWeek>).OfType<DayOfWeek>().Distinct().ToList();
        var weeks = int.TryParse(visit.Field("every"), NumberStyles.None, CultureInfo.InvariantCulture, out var every) ? Math.Clamp(every, 1, MostWeeksApart) : 1;
        return new Rhythm(days.Count > 0 ? days : [day.DayOfWeek], weeks, Times.TryDay(visit.Field("until"), out var until) ? until : day.AddDays(7 * UsualWeeks));
    }

    /// <summary>The first of its days from this day on.</summary>
    public DateOnly First(DateOnly from) => Enumerable.Range(0, 7).Select(days => Math.Min(from.DayNumber + days, DateOnly.MaxValue.DayNumber)).Select(DateOnly.FromDayNumber).First(day => Days.Contains(day.DayOfWeek) || day == DateOnly.MaxValue);

    /// <summary>RFC 5545; a series that would end before it begins has its first date only.</summary>
    public string Rule(DateOnly first) => string.Create(
        CultureInfo.InvariantCulture,
        $"FREQ=WEEKLY;INTERVAL={EveryWeeks};BYDAY={string.Join(',', Days.Select(day => Short[(int)day]))};UNTIL={(Until < first ? first : Until):yyyyMMdd}");
}
