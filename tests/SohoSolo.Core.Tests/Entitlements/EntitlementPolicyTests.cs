using System.Globalization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Entitlements;

public sealed class EntitlementPolicyTests
{
    private static readonly DateOnly LastOfOctober = new(2026, 10, 31);
    private static readonly DateOnly FirstOfNovember = new(2026, 11, 1);
    private static readonly DateOnly TuesdayDay = new(2026, 11, 24);

    [Theory]
    [InlineData(SpaceKind.Desk, 9, 12, 1)]
    [InlineData(SpaceKind.Desk, 9, 13.5, 1)]
    [InlineData(SpaceKind.Desk, 13, 14, 2)]
    [InlineData(SpaceKind.Office, 9, 18, 2)]
    [InlineData(SpaceKind.MeetingRoom, 9, 11, 2)]
    [InlineData(SpaceKind.MeetingRoom, 9, 11.25, 3)]
    public void Half_days_touched_or_hours_begun_are_counted(SpaceKind kind, double from, double to, int units) =>
        Assert.Equal([(TuesdayDay, units * 3)], EntitlementPolicy.Cost(kind, 3, Tuesday(from, to), Weekdays));

    [Fact]
    public void A_unit_belongs_to_the_month_of_its_own_local_date()
    {
        // 23:30 in Paris is still 31 October there, and 22:30 UTC; half an hour later it is November, an hour before UTC says so.
        var lastEvening = Range("2026-10-31 23:30 +01:00", "2026-11-01 00:00 +01:00");
        var overMidnight = Range("2026-10-31 23:30 +01:00", "2026-11-01 00:30 +01:00");

        Assert.Equal([(LastOfOctober, 1)], EntitlementPolicy.Cost(SpaceKind.Desk, 1, lastEvening, AlwaysOpen));
        Assert.Equal([(FirstOfNovember, 1)], EntitlementPolicy.Cost(SpaceKind.Desk, 1, lastEvening.Shift(TimeSpan.FromMinutes(30)), AlwaysOpen));
        Assert.Equal([(LastOfOctober, 1), (FirstOfNovember, 1)], EntitlementPolicy.Cost(SpaceKind.Desk, 1, overMidnight, AlwaysOpen));
        Assert.Equal([("2026-10", 1), ("2026-11", 1)], Draw(WalletOf(Occasional(1)), overMidnight).Select(charge => (charge.Period.Value, charge.Units)));
    }

    [Fact]
    public void Each_month_of_a_span_must_have_enough_left()
    {
        var overMidnight = Range("2026-10-31 23:30 +01:00", "2026-11-01 00:30 +01:00");
        var octoberSpent = WalletOf(Occasional(1)) with { Balances = [new Balance(new("occasional"), new Period("2026-10"), Eauze, 0, 1)] };

        Assert.Equal(DeclineReason.QuotaExhausted, WhyNot(octoberSpent, overMidnight));
        Assert.Equal(1, Draw(octoberSpent, overMidnight.Shift(TimeSpan.FromMinutes(30))).Sum(charge => charge.Units));
    }

    [Fact]
    public void The_last_unit_is_given_and_not_one_more()
    {
        var oneLeft = WalletOf(Occasional(3)) with { Balances = [new Balance(new("occasional"), new Period("2026-11"), Eauze, 1, 1)] };

        Assert.Equal(1, Draw(oneLeft, Tuesday(9, 12)).Sum(charge => charge.Units));
        Assert.Equal(DeclineReason.QuotaExhausted, WhyNot(oneLeft, Tuesday(9, 18)));
    }

    [Fact]
    public void A_cap_counts_one_site_and_the_month_counts_all()
    {
        var atCap = WalletOf(Occasional(10, perSiteCap: 2)) with { Balances = [new Balance(new("occasional"), new Period("2026-11"), Nogaro, 2, 0)] };

        Assert.Equal(DeclineReason.QuotaExhausted, WhyNot(atCap, Tuesday(9, 12)));
        Assert.Equal(1, Draw(atCap, Tuesday(9, 12), Place("eauze-desk-1", SpaceKind.Desk)).Sum(charge => charge.Units));
        Assert.Equal(1, Draw(atCap, Tuesday(9 + (24 * 7), 12 + (24 * 7))).Sum(charge => charge.Units));
    }

    [Fact]
    public void Kinds_are_used_in_their_order_and_a_booking_is_never_split_over_two()
    {
        var all = WalletOf(Tickets(9), Occasional(9), Funded(9), Free, Lease(Desk, TuesdayDay));
        var twoShort = WalletOf(Occasional(1), Tickets(1));

        Assert.Equal("lease", Assert.Single(Draw(all, Tuesday(9, 18))).Entitlement.Value);
        Assert.Equal("free", Assert.Single(Draw(all, Tuesday(9, 18), Desk2)).Entitlement.Value);
        Assert.Equal("funded", Assert.Single(Draw(WalletOf(Tickets(9), Occasional(9), Funded(9)), Tuesday(9, 18))).Entitlement.Value);
        Assert.Equal("tickets", Assert.Single(Draw(WalletOf(Tickets(9), Occasional(1)), Tuesday(9, 18))).Entitlement.Value);
        Assert.Equal(DeclineReason.QuotaExhausted, WhyNot(twoShort, Tuesday(9, 18)));
    }

    [Fact]
    public void Of_one_kind_the_grant_that_expires_first_gives_first()
    {
        var wallet = WalletOf(Tickets(5, id: "endless"), Tickets(1, new DateOnly(2026, 12, 31), "december"), Tickets(9, TuesdayDay.AddDays(-1), "over"));

        Assert.Equal([("december", 1), ("endless", 1)], Draw(wallet, Tuesday(9, 18)).Select(charge => (charge.Entitlement.Value, charge.Units)));
        Assert.All(Draw(wallet, Tuesday(9, 18)), charge => Assert.Equal((Period.Whole, ChargeState.Held), (charge.Period, charge.State)));
    }

    [Fact]
    public void A_grant_is_good_up_to_its_last_day_and_not_the_day_after()
    {
        var ends = WalletOf(Tickets(9, TuesdayDay));

        Assert.Equal(2, Draw(ends, Tuesday(9, 18)).Sum(charge => charge.Units));
        Assert.Equal(DeclineReason.QuotaExhausted, WhyNot(ends, Tuesday(9, 33)));
        Assert.Equal(DeclineReason.WrongKind, WhyNot(ends, Tuesday(33, 36)));
    }

    [Fact]
    public void A_lease_covers_its_own_space_only()
    {
        var wallet = WalletOf(Lease(Desk, TuesdayDay));

        Assert.Equal(2, Draw(wallet, Tuesday(9, 18)).Sum(charge => charge.Units));
        Assert.Equal(DeclineReason.WrongKind, WhyNot(wallet, Tuesday(9, 18), Desk2));
        Assert.Equal(DeclineReason.WrongKind, WhyNot(WalletOf(), Tuesday(9, 18)));
    }

    [Fact]
    public void What_costs_nothing_draws_nothing_but_needs_a_grant_all_the_same()
    {
        var cost = EntitlementPolicy.Cost(SpaceKind.Desk, 0, Tuesday(9, 18), Weekdays);

        Assert.Empty(Assert.IsType<ChargeDecision.Covered>(EntitlementPolicy.Draw(Desk, cost, WalletOf(Occasional(0)))).Charges);
        Assert.IsType<ChargeDecision.NotCovered>(EntitlementPolicy.Draw(Desk, cost, WalletOf()));
    }

    [Fact]
    public void A_funded_day_is_two_units_a_month()
    {
        Assert.Equal(2, Draw(WalletOf(Funded(1)), Tuesday(9, 18)).Sum(charge => charge.Units));
        Assert.Equal(DeclineReason.QuotaExhausted, WhyNot(WalletOf(Funded(1)), Tuesday(9, 33)));
    }

    [Fact]
    public void A_refund_takes_from_the_last_charge_of_each_month()
    {
        Charge[] charges =
        [
            new(new("a"), new Period("2026-10"), 1, ChargeState.Held),
            new(new("b"), new Period("2026-10"), 2, ChargeState.Held),
            new(new("a"), new Period("2026-11"), 2, ChargeState.Held),
        ];

        Assert.Equal([charges[0], charges[1] with { Units = 1 }], EntitlementPolicy.Reduce(charges, [(LastOfOctober, 2)]));
        Assert.Equal(charges, EntitlementPolicy.Reduce(charges, [(LastOfOctober, 9), (FirstOfNovember, 9)]));
        Assert.Empty(EntitlementPolicy.Reduce(charges, []));
    }

    [Fact]
    public void A_statement_adds_up_when_a_policy_cut_left_her_overdrawn()
    {
        var wallet = WalletOf(Occasional(3)) with
        {
            Balances = [new Balance(new("occasional"), new Period("2026-11"), Nogaro, 2, 1), new Balance(new("occasional"), new Period("2026-11"), Eauze, 0, 2)],
        };
        var statement = EntitlementPolicy.State(wallet.Entitlements[0], wallet, TuesdayDay);

        Assert.Equal((3, 2, 3, 0, 2), (statement.Granted, statement.Held, statement.Used, statement.Left, statement.Overdrawn));
        Assert.Equal((new Period("2026-11"), new DateOnly(2026, 12, 1)), (statement.Period, statement.Renews));
    }

    [Fact]
    public void What_does_not_renew_says_so_and_what_is_unlimited_has_no_left()
    {
        var ending = Occasional(3) with { LastDay = new DateOnly(2026, 11, 30) };
        var unlimited = EntitlementPolicy.State(Free, WalletOf(Free), TuesdayDay);

        Assert.Null(EntitlementPolicy.State(ending, WalletOf(ending), TuesdayDay).Renews);
        Assert.Null(EntitlementPolicy.State(Tickets(5), WalletOf(Tickets(5)), TuesdayDay).Renews);
        Assert.Equal((Period.Whole, null, null, 0), (unlimited.Period, unlimited.Granted, unlimited.Left, unlimited.Overdrawn));
    }

    [Theory]
    [InlineData("2026-01-01", null, "2026-11-23", "2026-11-23")]
    [InlineData("2026-01-01", "2026-12-31", "2026-11-24", "2026-11-24")]
    [InlineData("2026-12-01", null, "2026-11-24", "2026-11-30")]
    [InlineData("2026-01-01", null, "2026-11-22", null)]
    [InlineData("2026-01-01", "2026-11-24", "2026-11-24", null)]
    [InlineData("2026-12-01", "2026-11-30", "2026-11-24", null)]
    public void A_grant_ends_yesterday_at_the_earliest_and_never_later_than_by_itself(string first, string? until, string last, string? ends)
    {
        var grant = Tickets(5) with { FirstDay = DateOnly.Parse(first, CultureInfo.InvariantCulture), LastDay = until is null ? null : DateOnly.Parse(until, CultureInfo.InvariantCulture) };
        var ended = EntitlementPolicy.End(grant, DateOnly.Parse(last, CultureInfo.InvariantCulture), TuesdayDay);

        Assert.Equal(ends, ended?.LastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(ends is null ? null : grant.Version + 1, ended?.Version);
    }

    private static IReadOnlyList<Charge> Draw(Wallet wallet, TimeRange during, Space? space = null) =>
        Assert.IsType<ChargeDecision.Covered>(Decide(wallet, during, space ?? Desk)).Charges;

    private static DeclineReason WhyNot(Wallet wallet, TimeRange during, Space? space = null) =>
        Assert.IsType<ChargeDecision.NotCovered>(Decide(wallet, during, space ?? Desk)).Reason;

    private static ChargeDecision Decide(Wallet wallet, TimeRange during, Space space) =>
        EntitlementPolicy.Draw(space, EntitlementPolicy.Cost(space.Kind, 1, during, AlwaysOpen), wallet);
}
