namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>Where one person's use belongs: the finest cell of the month's tables. Homes and funders are communities (SIREN), a country outside, or nothing.</summary>
/// <param name="Community">The community of the site.</param>
/// <param name="Kind">The kind of the space, in the words of the API.</param>
public sealed record UsePlace(string Site, string Community, string Home, string Funder, string Kind);

/// <summary>What one person used in one month at one place.</summary>
/// <param name="Person">The key of the person in statistics; never a member's.</param>
/// <param name="Payer">The employer who paid, where one did.</param>
/// <param name="Figures">The additive measures, always in the same order; the first one weighs (half-days booked).</param>
public sealed record PersonUse(string Person, UsePlace Place, string Payer, IReadOnlyList<long> Figures);

/// <summary>The tables that are published of each month, and of any set of whole months as their sums. There are no others: another one, or a filter, would be another set of sums.</summary>
public enum UsageTable
{
    Total,
    Community,
    Home,
    Site,
    Kind,
    Funder,
    OriginDestination,
}

/// <summary>A cell of a published table.</summary>
/// <param name="Key">Nothing in the total; in origin-destination the community of the site.</param>
/// <param name="Home">In origin-destination where people come from.</param>
public sealed record UsageCellKey(UsageTable Table, string Key = "", string Home = "") : IComparable<UsageCellKey>
{
    /// <summary>Every cell that a use is counted in.</summary>
    public static IReadOnlyList<UsageCellKey> Of(UsePlace place) =>
    [
        new(UsageTable.Total),
        new(UsageTable.Community, place.Community),
        new(UsageTable.Home, place.Home),
        new(UsageTable.Site, place.Site),
        new(UsageTable.Kind, place.Kind),
        new(UsageTable.Funder, place.Funder),
        new(UsageTable.OriginDestination, place.Community, place.Home),
    ];

    /// <summary>The cells of coarser tables that this one is a part of: where one of them is hidden, the part is too.</summary>
    public IEnumerable<UsageCellKey> Within() => Table switch
    {
        UsageTable.Total => [],
        UsageTable.OriginDestination => [new(UsageTable.Total), new(UsageTable.Community, Key), new(UsageTable.Home, Home)],
        _ => [new(UsageTable.Total)],
    };

    public int CompareTo(UsageCellKey? other)
    {
        if (other is null)
            return 1;

        var byTable = Table.CompareTo(other.Table);
        var byKey = byTable != 0 ? byTable : string.CompareOrdinal(Key, other.Key);
        return byKey != 0 ? byKey : string.CompareOrdinal(Home, other.Home);
    }
}

/// <summary>For whom figures are: how many persons a cell must have at least.</summary>
/// <param name="Least">Cells of fewer persons stay hidden.</param>
/// <param name="Rounding">To what numbers of persons are rounded where exact ones could be subtracted from each other.</param>
/// <param name="Dominance">Percent of a cell's half-days that no one person, and in the table by funder no one employer, may exceed.</param>
public sealed record SmallCellRule(int Least, int Rounding = 5, int Dominance = 85)
{
    /// <summary>The chamber and those it reports to.</summary>
    public static readonly SmallCellRule Internal = new(5);

    /// <summary>Anybody.</summary>
    public static readonly SmallCellRule Public = new(11);

    /// <summary>The nearest multiple; halves go up.</summary>
    public long Round(long value) => (value + (Rounding / 2)) / Rounding * Rounding;
}
