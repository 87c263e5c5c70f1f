using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Entitlements;

public sealed class LeasePolicyTests
{
    private static readonly DateOnly First = new(2026, 11, 24);
    private static readonly DateOnly Last = new(2026, 11, 26);
    private static readonly Telecentre Coworking = Site with { Leases = true };
    private static readonly SpaceLease Hers = new(new EntitlementId("lease"), Desk.Id, Anne, First, Last, new HashSet<DateOnly>());

    [Fact]
    public void A_free_space_of_a_site_that_leases_is_hers()
    {
        Assert.Equal(Hers.Space, Accepted(Decide(Lease(Desk, First, Last))).Space);
        Assert.Equal(DeclineReason.WrongKind, Reason(LeasePolicy.Decide(Lease(Desk, First), [], [], Site)));
        Assert.Equal(DeclineReason.NoSuchSpace, Reason(Decide(Lease(Place("eauze-desk-1", SpaceKind.Desk), First))));
    }

    [Fact]
    public void Two_leases_of_a_space_never_share_a_day()
    {
        var pauls = Hers with { Entitlement = new EntitlementId("pauls"), Member = Paul };

        Assert.Equal(DeclineReason.Leased, Reason(Decide(Lease(Desk, Last), [pauls])));
        Assert.Equal(DeclineReason.Leased, Reason(Decide(Lease(Desk, new DateOnly(2026, 1, 1), First), [pauls])));
        Assert.Equal(DeclineReason.Leased, Reason(Decide(Lease(Desk, new DateOnly(2027, 1, 1)), [pauls with { LastDay = null }])));
        Accepted(Decide(Lease(Desk, Last.AddDays(1)), [pauls]));
        Accepted(Decide(Lease(Desk2, First, Last), [pauls]));
    }

    [Fact]
    public void What_others_have_booked_in_it_comes_first()
    {
        Assert.Equal(DeclineReason.Conflict, Reason(Decide(Lease(Desk, First, Last), [], Hold(Desk, Tuesday(9, 12)))));
        Accepted(Decide(Lease(Desk, First, Last), [], Hold(Desk, Tuesday(9, 12), Anne), Hold(Desk2, Tuesday(9, 12))));
        Accepted(Decide(Lease(Desk, First.AddDays(1), Last), [], Hold(Desk, Tuesday(9, 12))));
    }

    [Fact]
    public void She_lends_a_day_of_her_lease_that_is_not_over_and_twice_changes_nothing()
    {
        var lent = Accepted(LeasePolicy.Lend(Hers, First, today: First));

        Assert.Equal([First], lent.LentDays);
        Assert.Equal([First], Accepted(LeasePolicy.Lend(lent, First, First)).LentDays);
        Assert.Equal(DeclineReason.InThePast, Reason(LeasePolicy.Lend(Hers, First, today: First.AddDays(1))));
        Assert.Equal(DeclineReason.WrongState, Reason(LeasePolicy.Lend(Hers, Last.AddDays(1), First)));
        Assert.False(lent.Bars(Paul, First));
        Assert.True(lent.Bars(Paul, Last));
        Assert.False(lent.Bars(Anne, Last));
    }

    [Fact]
    public void She_takes_a_lent_day_back_unless_somebody_has_booked_it()
    {
        var lent = Hers with { LentDays = new HashSet<DateOnly> { First, Last } };

        Assert.Equal([Last], Accepted(LeasePolicy.Unlend(lent, First, [Hold(Desk, Tuesday(33, 36))], Weekdays, First)).LentDays);
        Assert.Equal(DeclineReason.Conflict, Reason(LeasePolicy.Unlend(lent, First, [Hold(Desk, Tuesday(9, 12))], Weekdays, First)));
        Assert.Equal(DeclineReason.InThePast, Reason(LeasePolicy.Unlend(lent, First, [], Weekdays, Last)));
        Assert.Equal(DeclineReason.WrongState, Reason(LeasePolicy.Unlend(lent, Last.AddDays(1), [], Weekdays, First)));
    }

    private static LeaseDecision Decide(Entitlement.Lease lease, SpaceLease[]? leases = null, params Hold[] holds) =>
        LeasePolicy.Decide(lease, leases ?? [], holds, Coworking);

    private static SpaceLease Accepted(LeaseDecision decision) => Assert.IsType<LeaseDecision.Accepted>(decision).Lease;

    private static DeclineReason Reason(LeaseDecision decision) => Assert.IsType<LeaseDecision.Declined>(decision).Reason;
}
