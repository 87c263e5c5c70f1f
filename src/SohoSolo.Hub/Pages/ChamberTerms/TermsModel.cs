using SohoSolo.Core.Entitlements;

namespace SohoSolo.Hub.Pages.ChamberTerms;

/// <summary>What members get each month, and what a change of it would touch.</summary>
public sealed record TermsModel
{
    public required IReadOnlyList<(MonthlyTerms Terms, int Members)> Held { get; init; }

    /// <summary>The terms that are to be changed; null before any are chosen.</summary>
    public MonthlyTerms? Chosen { get; init; }

    /// <summary>As filled in.</summary>
    public string Amount { get; init; } = "";

    public string Cap { get; init; } = "";

    /// <summary>What would hold instead; set while it is looked at before it is saved.</summary>
    public MonthlyTerms? Asked { get; init; }

    public int Members { get; init; }

    public int Bookings { get; init; }

    public bool More { get; init; }

    /// <summary>How many grants have just been changed.</summary>
    public int? Changed { get; init; }

    public string? Reason { get; init; }
}
