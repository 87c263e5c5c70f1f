using System.Globalization;
using Microsoft.Extensions.Localization;
using SohoSolo.Core;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>What the keys of the tables are called on a page.</summary>
internal sealed class ReportNames(IStringLocalizer<ReportsText> words, IStringLocalizer<CountryText> countries)
{
    private const string Abroad = "country:";

    public string Of(Network network, UsageCellKey cell) => cell.Table switch
    {
        UsageTable.Total => words["network"],
        UsageTable.Site => network.Sites.TryGetValue(new SiteId(cell.Key), out var site) ? site.Name : cell.Key,
        UsageTable.Kind => words[$"kind.{cell.Key}"],
        UsageTable.Home => Home(network, cell.Key),
        UsageTable.Funder when cell.Key.Length == 0 => words["funder.none"],
        _ => Community(network, cell.Key),
    };

    /// <summary>A community, a country outside, or nothing that anybody said.</summary>
    public string Home(Network network, string home) => home switch
    {
        "" => words["home.none"],
        "country:FR" => words["home.france"],
        _ when home.StartsWith(Abroad, StringComparison.Ordinal) => countries[home[Abroad.Length..]],
        _ => Community(network, home),
    };

    public static string Community(Network network, string siren) => PlaceNames.Of(network.Communities.TryGetValue(siren, out var known) ? known.Name : siren);

    /// <summary>"octobre 2026".</summary>
    public static string Month(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>"novembre 2025 – octobre 2026"; one month alone is said once.</summary>
    public static string Span(DateOnly from, DateOnly to) => from == to ? Month(to) : $"{Month(from)} – {Month(to)}";

    /// <summary>For an axis: the year stands under its first month.</summary>
    public static IReadOnlyList<string> Axis(IReadOnlyList<DateOnly> months) =>
        [.. months.Select((month, place) => month.ToString("MMM", CultureInfo.CurrentCulture) + (place == 0 || month.Month == 1 ? $"\n{month.Year}" : ""))];
}
