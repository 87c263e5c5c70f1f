namespace SohoSolo.Core.Entitlements;

/// <summary>What a grant gives each month: units with a cap at one site, or, where somebody pays for them, days. Grants of other kinds have none.</summary>
/// <param name="Payer">Who is paid for; null for occasional free use.</param>
/// <param name="Amount">Units a month, or days a month for a payer.</param>
/// <param name="PerSiteCap">At most so many of them at one site; null for no cap.</param>
public sealed record MonthlyTerms(string? Payer, int Amount, int? PerSiteCap)
{
    public static MonthlyTerms? Of(Entitlement grant) => grant switch
    {
        Entitlement.OccasionalFree free => new MonthlyTerms(null, free.UnitsAMonth, free.PerSiteCap),
        Entitlement.Funded funded => new MonthlyTerms(funded.Payer, funded.DaysAMonth, null),
        _ => null,
    };

    /// <summary>
    /// The grant with these terms, from now on and for the running month, too; null where it has them, or is of another kind. What was booked stays booked and counts, so after a cut
    /// nothing may be left (<c>rulings</c> 2).
    /// </summary>
    public Entitlement? On(Entitlement grant) => Of(grant) == this ? null : grant switch
    {
        Entitlement.OccasionalFree free when Payer is null => free with { Version = free.Version + 1, UnitsAMonth = Amount, PerSiteCap = PerSiteCap },
        Entitlement.Funded funded when Payer == funded.Payer => funded with { Version = funded.Version + 1, DaysAMonth = Amount },
        _ => null,
    };
}
