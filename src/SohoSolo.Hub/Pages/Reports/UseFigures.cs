using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Pages.Charts;
using SohoSolo.Hub.Reports;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>What is shown of a cell: every measure as a figure, or hidden all together.</summary>
public sealed record UseFigures
{
    public static readonly UseFigures None = All(Figure.None);

    /// <summary>Nobody was there.</summary>
    public static readonly UseFigures Zero = All(Figure.Of(0));

    public required Figure Offered { get; init; }

    /// <summary>Half-days of places that were leased: not offered to others.</summary>
    public Figure Leased { get; init; } = Figure.None;

    public required Figure Booked { get; init; }

    public required Figure Used { get; init; }

    public required Figure NoShows { get; init; }

    public required Figure WalkIns { get; init; }

    public required Figure Guests { get; init; }

    public required Figure Hours { get; init; }

    /// <summary>How many different ones.</summary>
    public required Figure Members { get; init; }

    /// <summary>How much of what was offered was used.</summary>
    public Figure Occupancy => Figure.Share(Used, Offered);

    /// <summary>How many of the bookings' half-days nobody came for.</summary>
    public Figure Missed => Figure.Share(NoShows, Booked);

    private static UseFigures All(Figure figure) =>
        new() { Offered = Figure.None, Booked = figure, Used = figure, NoShows = figure, WalkIns = figure, Guests = figure, Hours = figure, Members = figure };

    internal static UseFigures Of(ReportRow row, bool isProvisional = false)
    {
        var (use, without) = (row.Use, row.Use.HiddenMonths.Count);

        // Nothing in the months that are shown, and something in those that are not: a zero would be read as nobody.
        if (without > 0 && use.Figures?.All(figure => figure == 0) == true) return All(Figure.Hidden) with { Offered = row.Offered is { } open ? Figure.Of(open) : Figure.None, Leased = row.Leased is { } let ? Figure.Of(let) : Figure.None };

        return new UseFigures
        {
            Offered = row.Offered is { } offered ? Figure.Of(offered) : Figure.None,
            Leased = row.Leased is { } leased ? Figure.Of(leased) : Figure.None,
            Booked = At(0),
            Used = At(1),
            NoShows = At(2),
            WalkIns = At(3),
            Guests = At(4),
            Hours = At(5) is Figure.Known minutes ? minutes with { Value = Math.Round(minutes.Value / 60) } : At(5),
            Members = use.Persons is { } many ? new Figure.Known(many, use.IsRounded || isProvisional, without) : Figure.Hidden,
        };

        Figure At(int measure) => use.Figures is { } figures ? new Figure.Known(figures[measure], isProvisional, without) : Figure.Hidden;
    }
}

/// <summary>A row of a table: its key as it is published, what it is called, and its figures.</summary>
public sealed record UseRow(UsageCellKey Cell, string Name, UseFigures Figures);
