using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Core.Tests.Reporting;

/// <summary>The tables as anybody reads them, written once more.</summary>
internal static class Tables
{
    public static bool IsIn(UsePlace place, UsageCellKey cell) => cell.Table switch
    {
        UsageTable.Total => true,
        UsageTable.Community => place.Community == cell.Key,
        UsageTable.Home => place.Home == cell.Key,
        UsageTable.Site => place.Site == cell.Key,
        UsageTable.Kind => place.Kind == cell.Key,
        UsageTable.Funder => place.Funder == cell.Key,
        UsageTable.OriginDestination => place.Community == cell.Key && place.Home == cell.Home,
        _ => throw new ArgumentOutOfRangeException(nameof(cell)),
    };

    /// <summary>Every cell that somebody is in.</summary>
    public static IReadOnlyList<UsageCellKey> Cells(IReadOnlyList<PersonUse> uses) =>
        [.. uses.SelectMany(use => UsageCellKey.Of(use.Place)).Distinct().Order()];

    public static int Persons(IReadOnlyList<PersonUse> uses, UsageCellKey cell) => uses.Where(use => IsIn(use.Place, cell)).Select(use => use.Person).Distinct().Count();

    /// <summary>Naive suppression: small cells, and nothing besides.</summary>
    public static IReadOnlyList<UsageCellKey> LargeOnly(IReadOnlyList<PersonUse> uses, int least) => [.. Cells(uses).Where(cell => Persons(uses, cell) >= least)];

    public static PublishedMonth Naive(IReadOnlyList<PersonUse> uses, int least) => new(LargeOnly(uses, least), Cells(uses).Except(LargeOnly(uses, least)));

    public static MonthOfUse Month(DateOnly month, IReadOnlyList<PersonUse> uses, PublishedMonth published) => new(
        month,
        published,
        Cells(uses).ToDictionary(cell => cell, cell => (IReadOnlyList<long>)[uses.Where(use => IsIn(use.Place, cell)).Sum(use => use.Figures[0])]));

    /// <summary>Everything that is published of some months, over each of the sets of them.</summary>
    public static Attacker Attacked(IReadOnlyList<(DateOnly Month, IReadOnlyList<PersonUse> Uses, PublishedMonth Published)> months, IEnumerable<IReadOnlyList<int>> sets, SmallCellRule rule)
    {
        var attacker = new Attacker();
        foreach (var set in sets)
        {
            foreach (var table in Enum.GetValues<UsageTable>())
            {
                foreach (var cell in UsageRange.Of(table, [.. set.Select(at => Month(months[at].Month, months[at].Uses, months[at].Published))], (_, _) => rule.Least, rule).Where(cell => !cell.IsHidden))
                    attacker.Reads(cell.Cell, set.Where(at => !cell.HiddenMonths.Contains(months[at].Month)).Select(at => (months[at].Month, months[at].Uses)), cell.Figures is [var first, ..] ? first : 0);
            }
        }

        return attacker;
    }
}
