using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Entitlements;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Entitlements;

public sealed class OverdrawTests
{
    private static readonly DateOnly First = new(2026, 10, 28);

    [Fact]
    public void Days_of_one_month_are_one_charge_and_the_next_month_is_another() =>
        Assert.Equal(
            [new Charge(new("occasional"), new Period("2026-10"), 5, ChargeState.Held), new Charge(new("occasional"), new Period("2026-11"), 2, ChargeState.Held)],
            EntitlementPolicy.Overdraw(Desk, [(First, 2), (First.AddDays(1), 3), (First.AddDays(5), 2)], WalletOf(Occasional(0))));

    [Fact]
    public void It_asks_the_kinds_in_their_order_whatever_is_left_of_them() =>
        Assert.Equal("funded", Assert.Single(EntitlementPolicy.Overdraw(Desk, [(First, 2)], WalletOf(Tickets(9), Occasional(9), Funded(0), Lease(Desk2, First)))).Entitlement.Value);

    [Fact]
    public void No_two_charges_have_one_grant_and_period_and_nothing_that_a_grant_covers_is_lost()
    {
        var grant = Gen.OneOf<Entitlement>(
            from last in Gen.Choose(0, 9) select (Entitlement)(Tickets(1, First.AddDays(last), $"tickets-{last}")),
            from units in Gen.Choose(0, 2) select (Entitlement)Occasional(units),
            Gen.Constant<Entitlement>(Funded(0)),
            Gen.Constant<Entitlement>(Lease(Desk2, First)));
        var line = from day in Gen.Choose(0, 9) from units in Gen.Choose(0, 3) select (First.AddDays(day), units);
        var cases =
            from grants in Runs.Lists(grant, 4).Generator
            from cost in Runs.Lists(line, 8).Generator
            select (Grants: grants.DistinctBy(one => one.Id).ToArray(), Cost: cost.DistinctBy(one => one.Item1).OrderBy(one => one.Item1).ToList());
        Runs.Hold(Arb.From(cases), one =>
        {
            var charges = EntitlementPolicy.Overdraw(Desk, one.Cost, WalletOf(one.Grants));
            var payable = one.Cost.Where(due => one.Grants.Any(paying => paying is not Entitlement.Lease && (paying.LastDay is null || due.Item1 <= paying.LastDay))).Sum(due => due.units);
            return charges.Select(charge => (charge.Entitlement, charge.Period)).Distinct().Count() == charges.Count && charges.Sum(charge => charge.Units) == payable && charges.All(charge => charge.Units > 0);
        });
    }
}
