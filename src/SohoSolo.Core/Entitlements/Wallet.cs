namespace SohoSolo.Core.Entitlements;

/// <summary>A member's grants and what has been drawn from them so far.</summary>
public sealed record Wallet(IReadOnlyList<Entitlement> Entitlements, IReadOnlyList<Balance> Balances)
{
    /// <summary>The wallet after one booking's charges changed from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public Wallet With(SiteId site, IReadOnlyList<Charge> before, IReadOnlyList<Charge> after)
    {
        var balances = Balances.ToDictionary(b => (b.Entitlement, b.Period, b.Site));
        foreach (var movement in Ledger.Movements(site, before, after))
        {
            var key = (movement.Entitlement, movement.Period, movement.Site);
            var old = balances.GetValueOrDefault(key) ?? new Balance(movement.Entitlement, movement.Period, movement.Site, 0, 0);
            balances[key] = old with { Held = old.Held + movement.Held, Used = old.Used + movement.Used };
        }

        return this with { Balances = [.. balances.Values] };
    }
}

/// <summary>How charges move balances. Storage applies these movements; nothing else changes a balance.</summary>
public static class Ledger
{
    /// <summary>The differences that turn one booking's old charges into its new ones; a movement of nothing is left out.</summary>
    public static IReadOnlyList<Balance> Movements(SiteId site, IReadOnlyList<Charge> before, IReadOnlyList<Charge> after) =>
        [.. before.Select(charge => (charge, sign: -1))
            .Concat(after.Select(charge => (charge, sign: 1)))
            .GroupBy(x => (x.charge.Entitlement, x.charge.Period))
            .Select(group => new Balance(
                group.Key.Entitlement,
                group.Key.Period,
                site,
                group.Sum(x => x.charge.State == ChargeState.Held ? x.sign * x.charge.Units : 0),
                group.Sum(x => x.charge.State == ChargeState.Used ? x.sign * x.charge.Units : 0)))
            .Where(movement => movement.Held != 0 || movement.Used != 0)
            .OrderBy(movement => movement.Entitlement)
            .ThenBy(movement => movement.Period.Value, StringComparer.Ordinal)];
}
