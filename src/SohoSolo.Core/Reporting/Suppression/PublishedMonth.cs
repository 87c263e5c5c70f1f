namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>Which cells of one month are shown. Why another one is hidden is not said: that it is small, or that a small one could be calculated from it, is a disclosure itself.</summary>
public sealed class PublishedMonth
{
    private readonly HashSet<UsageCellKey> shown;
    private readonly HashSet<UsageCellKey> hidden;
    private readonly HashSet<UsageTable> blank;

    public PublishedMonth(IEnumerable<UsageCellKey> shown, IEnumerable<UsageCellKey> hidden)
    {
        this.shown = [.. shown];
        this.hidden = [.. hidden];
        blank = [.. this.hidden.Select(cell => cell.Table).Except(this.shown.Select(cell => cell.Table))];
    }

    /// <summary>In order of the tables, then of the keys.</summary>
    public IEnumerable<UsageCellKey> Shown => shown.Order();

    public IEnumerable<UsageCellKey> Hidden => hidden.Order();

    /// <summary>Nothing of the table is shown: which of its cells somebody was in is not told either.</summary>
    public bool HidesAll(UsageTable table) => blank.Contains(table);

    /// <summary>Where nobody was, nothing is hidden: it is a zero, in a table that shows anything.</summary>
    public bool IsHidden(UsageCellKey cell) => blank.Contains(cell.Table) || hidden.Contains(cell);

    public bool HidesAny(UsageTable table) => hidden.Any(cell => cell.Table == table);

    /// <summary>Some table shows nothing: then numbers of persons of the others are rounded.</summary>
    public bool IsPartial => blank.Count > 0;
}
