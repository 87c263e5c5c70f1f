using System.Globalization;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Pages.Charts;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>When people are there: hours of presence by hour of the week.</summary>
public sealed record HoursModel(ReportPeriod Period, Grid Hours);

internal sealed class HoursPage(UseBook book)
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public async Task<IResult> Show(Visit visit)
    {
        if (await book.Period(visit) is not { } period) return visit.Show<NothingYetView, NothingYetModel>(new NothingYetModel("hours"));

        var hours = (await book.Hours(period.Months, visit.Stop)).ToDictionary(hour => hour.At, hour => hour.Hours is { } many ? new Figure.Known(many, IsRounded: true) : Figure.Hidden);
        return visit.Show<HoursView, HoursModel>(new HoursModel(period, GridOf(hours)));
    }

    /// <summary>Only days and hours at which somebody ever was; those in between, too.</summary>
    private static Grid GridOf(Dictionary<WeekHour, Figure> hours)
    {
        if (hours.Count == 0) return new Grid([], [], []);

        var days = Week.Where(day => hours.Keys.Any(at => at.Day == day)).ToList();
        var (first, last) = (hours.Keys.Min(at => at.Hour), hours.Keys.Max(at => at.Hour));
        var format = CultureInfo.CurrentCulture.DateTimeFormat;
        return new Grid(
            [.. Enumerable.Range(first, last - first + 1).Select(HourOf)],
            [.. days.Select(format.GetDayName)],
            [.. Enumerable.Range(first, last - first + 1).Select(hour => (IReadOnlyList<Figure>)[.. days.Select(day => hours.GetValueOrDefault(new WeekHour(day, hour), Figure.Of(0)))])]);
    }

    private static string HourOf(int hour) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? $"{hour}\u00A0h" : $"{hour:00}:00";
}
