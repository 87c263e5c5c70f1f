using System.Globalization;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Privacy;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Privacy;

/// <summary>Who may be erased. What these would miss: whether the desk asks with the facts of the same moment; that is the race in the hub's tests.</summary>
public sealed class ErasurePolicyTests
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void A_member_who_leases_nothing_may_go() => Assert.Null(Hindrance(Person(Role.Member)));

    [Theory]
    [InlineData(Role.Chamber, MemberStatus.Active, null)]
    [InlineData(Role.Chamber, MemberStatus.Suspended, ErasureHindrance.LastChamber)]
    [InlineData(Role.Chamber, MemberStatus.Left, ErasureHindrance.LastChamber)]
    [InlineData(Role.Chamber, MemberStatus.Erased, ErasureHindrance.LastChamber)]
    [InlineData(Role.Keeper, MemberStatus.Active, ErasureHindrance.LastChamber)]
    public void Another_account_of_the_chamber_must_be_able_to_look_after_the_network(Role role, MemberStatus status, ErasureHindrance? expected)
    {
        var (she, other) = (Person(Role.Chamber), Person(role) with { Id = Some.Paul, Status = status });

        Assert.Equal(expected, ErasurePolicy.HindranceOf(she, [she, other], [], _ => Today));
    }

    [Fact]
    public void Her_own_account_is_no_other_one() => Assert.Equal(ErasureHindrance.LastChamber, ErasurePolicy.HindranceOf(Person(Role.Chamber), [Person(Role.Chamber)], [], _ => Today));

    /// <summary>Who may do nothing any more is nobody's last hope.</summary>
    [Theory]
    [InlineData(MemberStatus.Suspended)]
    [InlineData(MemberStatus.Left)]
    public void An_account_of_the_chamber_that_sleeps_may_go(MemberStatus status) => Assert.Null(Hindrance(Person(Role.Chamber) with { Status = status }));

    [Theory]
    [InlineData("2026-11-01", "2026-11-22", null)]
    [InlineData("2026-11-01", "2026-11-23", ErasureHindrance.LeaseRuns)]
    [InlineData("2026-11-01", null, ErasureHindrance.LeaseRuns)]
    [InlineData("2026-12-01", "2026-12-31", ErasureHindrance.LeaseRuns)]
    public void A_lease_must_have_ended(string first, string? last, ErasureHindrance? expected) => Assert.Equal(
        expected, Hindrance(Person(Role.Member), Some.Lease(Some.Office, DateOnly.Parse(first, Invariant), last is null ? null : DateOnly.Parse(last, Invariant))));

    /// <summary>Half past midnight in the Gers is still yesterday in UTC, and three hours later on Réunion.</summary>
    [Theory]
    [InlineData("2026-11-24 00:30 +01:00", "Europe/Paris", null)]
    [InlineData("2026-11-23 23:59 +01:00", "Europe/Paris", ErasureHindrance.LeaseRuns)]
    [InlineData("2026-11-23 21:30 +01:00", "Indian/Reunion", null)]
    public void A_lease_ends_at_midnight_of_its_place(string now, string zone, ErasureHindrance? expected)
    {
        var calendar = new SiteCalendar(zone, OpeningHours.Every([DayOfWeek.Monday], new TimeOnly(8, 0), new TimeOnly(19, 0)));

        Assert.Equal(expected, ErasurePolicy.HindranceOf(Person(Role.Member), [], [Some.Lease(Some.Office, Today.AddDays(-30), Today)], _ => calendar.DayOf(Some.At(now))));
    }

    [Fact]
    public void What_else_she_may_use_hinders_nothing() => Assert.Null(Hindrance(Person(Role.Member), Some.Free, Some.Funded(3), Some.Tickets(10)));

    private static ErasureHindrance? Hindrance(Member member, params Entitlement[] grants) => ErasurePolicy.HindranceOf(member, [], grants, _ => Today);

    private static Member Person(Role role) => new() { Id = Some.Anne, Name = "Anne", Role = role, MadeAt = Some.Now };
}
