using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Access;

public sealed class AccessPolicyTests
{
    private static readonly TimeRange Nine = Tuesday(8.5, 12.5);

    [Theory]
    [InlineData(ClockQuality.Synced, 60)]
    [InlineData(ClockQuality.Holdover, 300)]
    public void A_booking_opens_within_its_window_and_as_far_beside_it_as_the_clock_may_be_wrong(ClockQuality clock, int slack)
    {
        var facts = Knows(Entry(Nine)) with { Clock = clock };

        Assert.Equal(DenyReason.TooEarly, Why(facts, Nine.Start.AddSeconds(-slack).AddTicks(-1)));
        Assert.Equal(GrantReason.Booking, Granted(facts, Nine.Start.AddSeconds(-slack)));
        Assert.Equal(GrantReason.Booking, Granted(facts, Nine.End.AddSeconds(slack).AddTicks(-1)));
        Assert.Equal(DenyReason.TooLate, Why(facts, Nine.End.AddSeconds(slack)));
    }

    [Fact]
    public void Without_a_clock_only_standing_rights_open()
    {
        Assert.Equal(DenyReason.Closed, Why(Knows(Entry(Nine)) with { Clock = ClockQuality.Unset }, TuesdayAt(9)));
        Assert.Equal(DenyReason.Closed, Why(Presents(Pass()) with { Clock = ClockQuality.Unset }, TuesdayAt(9)));
        Assert.Equal(GrantReason.Standing, Granted(Knows(Entry(Nine, EntryTraits.Standing)) with { Clock = ClockQuality.Unset }, TuesdayAt(20)));
    }

    [Fact]
    public void A_door_that_the_entry_does_not_name_stays_shut() =>
        Assert.Equal(DenyReason.NoBooking, Why(Knows(Entry(Nine) with { Doors = ["side"] }), TuesdayAt(9)));

    [Fact]
    public void Outside_hours_the_reason_is_that_the_site_is_closed() =>
        Assert.Equal(DenyReason.Closed, Why(Knows(Entry(Nine)), TuesdayAt(7)));

    [Fact]
    public void A_booking_twelve_hours_away_is_still_the_reason_and_one_further_is_none()
    {
        var facts = Knows(Entry(Nine)) with { Open = [Range("2026-11-23 00:00 +01:00", "2026-11-26 00:00 +01:00")] };

        Assert.Equal(DenyReason.TooEarly, Why(facts, Nine.Start.AddHours(-12)));
        Assert.Equal(DenyReason.NoBooking, Why(facts, Nine.Start.AddHours(-12).AddTicks(-1)));
        Assert.Equal(DenyReason.TooLate, Why(facts, Nine.End.AddHours(12)));
        Assert.Equal(DenyReason.NoBooking, Why(facts, Nine.End.AddHours(12).AddTicks(1)));
    }

    [Fact]
    public void Between_two_bookings_the_nearer_one_is_the_reason_and_the_next_one_when_both_are_as_near()
    {
        var facts = Knows(Entry(Tuesday(8, 10)) with { Windows = [Tuesday(8, 10), Tuesday(16, 18)] });

        Assert.Equal(DenyReason.TooLate, Why(facts, TuesdayAt(12.9)));
        Assert.Equal(DenyReason.TooEarly, Why(facts, TuesdayAt(13)));
    }

    [Fact]
    public void The_nights_of_a_lease_are_neither_too_early_nor_too_late()
    {
        var night = Entry(Range("2026-11-23 00:00 +01:00", "2026-11-24 00:00 +01:00"), EntryTraits.PinNeeded);

        Assert.Equal(DenyReason.NoBooking, Why(Knows(Entry(), night), TuesdayAt(9)));
        Assert.IsType<AccessDecision.WalkIn>(Decide(Knows(Entry(null, EntryTraits.WalkIn), night), TuesdayAt(9)));
    }

    [Fact]
    public void Out_of_hours_a_badge_needs_the_pin_besides_and_a_pin_alone_proves_nothing()
    {
        var facts = Knows(Entry(), Entry(Tuesday(0, 24), EntryTraits.PinNeeded));

        Assert.Equal(new AccessDecision.PinNeeded("r1"), Decide(facts, TuesdayAt(22)));
        Assert.Equal(new AccessDecision.Granted(GrantReason.Booking, "r1"), AccessPolicy.Decide(Badge with { WithPin = true }, facts, TuesdayAt(22)));
        Assert.Equal(new AccessDecision.Denied(DenyReason.Closed, "r1"), AccessPolicy.Decide(new AccessRequest("main", CredentialKind.Pin), facts, TuesdayAt(22)));
        Assert.Equal(new AccessDecision.Denied(DenyReason.Closed, "r1"), AccessPolicy.Decide(new AccessRequest("main", CredentialKind.Pin, WithPin: true), facts, TuesdayAt(22)));
    }

    [Fact]
    public void A_locked_reader_takes_no_pin_and_every_badge()
    {
        var facts = Knows(Entry(Nine)) with { PinLocked = true };

        Assert.Equal(new AccessDecision.Denied(DenyReason.PinLocked, "r1"), AccessPolicy.Decide(new AccessRequest("main", CredentialKind.Pin), facts, TuesdayAt(9)));
        Assert.Equal(GrantReason.Booking, Granted(facts, TuesdayAt(9)));
    }

    [Fact]
    public void Lockdown_refuses_everybody_and_evacuation_lets_everybody_in()
    {
        var keeper = Knows(Entry(Nine, EntryTraits.Standing));

        Assert.Equal(DenyReason.Lockdown, Why(keeper with { Mode = DoorMode.Lockdown }, TuesdayAt(9)));
        Assert.Equal(DenyReason.Lockdown, Why(Presents(new Standing.Unknown()) with { Mode = DoorMode.Lockdown, IsExpired = true }, TuesdayAt(9)));
        Assert.Equal(GrantReason.Mode, Granted(Presents(new Standing.Unknown()) with { Mode = DoorMode.Evacuation, IsExpired = true }, TuesdayAt(9)));
    }

    [Theory]
    [InlineData(DoorMode.HeldUnlocked)]
    [InlineData(DoorMode.ScheduledOpen)]
    public void A_door_held_open_lets_known_people_in_and_still_says_whose_booking_it_is(DoorMode mode)
    {
        var facts = Knows(Entry(Nine)) with { Mode = mode };

        Assert.Equal(GrantReason.Booking, Granted(facts, TuesdayAt(9)));
        Assert.Equal(GrantReason.Mode, Granted(facts, TuesdayAt(22)));
        Assert.Equal(DenyReason.UnknownCredential, Why(facts with { Credential = new Standing.Unknown() }, TuesdayAt(9)));
        Assert.Equal(DenyReason.Revoked, Why(facts with { Credential = new Standing.Revoked() }, TuesdayAt(9)));
    }

    [Fact]
    public void A_snapshot_that_has_run_out_opens_nothing_not_even_for_a_keeper_or_a_guest()
    {
        Assert.Equal(DenyReason.Closed, Why(Knows(Entry(Nine, EntryTraits.Standing)) with { IsExpired = true }, TuesdayAt(9)));
        Assert.Equal(DenyReason.Closed, Why(Presents(Pass()) with { IsExpired = true }, TuesdayAt(9)));
    }

    [Fact]
    public void A_walk_in_asks_the_hub_and_is_let_in_where_it_cannot_be_asked()
    {
        var decision = Assert.IsType<AccessDecision.WalkIn>(Decide(Knows(Entry(null, EntryTraits.WalkIn)), TuesdayAt(9)));

        Assert.Equal(new AccessDecision.Granted(GrantReason.WalkIn, "r1"), decision.Offline);
        Assert.Equal(DenyReason.Closed, Why(Knows(Entry(null, EntryTraits.WalkIn)), TuesdayAt(19)));
        Assert.Equal(DenyReason.NoBooking, Why(Knows(Entry()), TuesdayAt(9)));
    }

    [Fact]
    public void Whose_booking_is_over_may_walk_in_and_who_comes_too_early_for_one_may_not()
    {
        var facts = Knows(Entry(Nine, EntryTraits.WalkIn));

        Assert.IsType<AccessDecision.WalkIn>(Decide(facts, Nine.End.AddHours(1)));
        Assert.Equal(DenyReason.TooEarly, Why(facts, Nine.Start.AddMinutes(-30)));
    }

    [Fact]
    public void A_pass_opens_its_door_for_its_time_and_names_its_booking()
    {
        var facts = Presents(Pass());

        Assert.Equal(new AccessDecision.Granted(GrantReason.Pass, null, "b1"), Decide(facts, Nine.Start.AddSeconds(-60)));
        Assert.Equal(DenyReason.TooEarly, Why(facts, Nine.Start.AddSeconds(-60).AddTicks(-1)));
        Assert.Equal(GrantReason.Pass, Granted(facts, Nine.End.AddSeconds(60).AddTicks(-1)));
        Assert.Equal(DenyReason.ExpiredPass, Why(facts, Nine.End.AddSeconds(60)));
    }

    [Fact]
    public void A_pass_is_refused_for_another_site_door_or_when_it_was_cancelled_or_used()
    {
        Assert.Equal(DenyReason.WrongSite, Why(Presents(Pass(site: Eauze, isRevoked: true)), TuesdayAt(9)));
        Assert.Equal(DenyReason.Revoked, Why(Presents(Pass(door: "side", isRevoked: true)), TuesdayAt(9)));
        Assert.Equal(DenyReason.NoBooking, Why(Presents(Pass(door: "side")), TuesdayAt(9)));
        Assert.Equal(DenyReason.PassUsed, Why(Presents(Pass(uses: 1, isUsed: true)), TuesdayAt(9)));
        Assert.Equal(GrantReason.Pass, Granted(Presents(Pass(uses: 1)), TuesdayAt(9)));
        Assert.Equal(GrantReason.Pass, Granted(Presents(Pass(isUsed: true)), TuesdayAt(9)));
    }

    private static readonly AccessRequest Badge = new("main", CredentialKind.MifareUid);

    private static AccessEntry Entry(TimeRange? window = null, EntryTraits traits = EntryTraits.None) => new("h1", "r1", window is null ? [] : [window], ["main"], traits);

    private static AccessFacts Knows(params AccessEntry[] entries) => Presents(new Standing.Known(entries));

    private static AccessFacts Presents(Standing credential) => new() { Site = Nogaro, Credential = credential, Open = [Tuesday(8, 19)] };

    private static Standing.Pass Pass(SiteId? site = null, string door = "main", int uses = 0, bool isRevoked = false, bool isUsed = false) =>
        new(new PassClaims("b1", site ?? Nogaro, [door], Nine, uses, "n1"), isRevoked, isUsed);

    private static AccessDecision Decide(AccessFacts facts, DateTimeOffset now) => AccessPolicy.Decide(Badge, facts, now);

    private static GrantReason Granted(AccessFacts facts, DateTimeOffset now) => Assert.IsType<AccessDecision.Granted>(Decide(facts, now)).Reason;

    private static DenyReason Why(AccessFacts facts, DateTimeOffset now) => Assert.IsType<AccessDecision.Denied>(Decide(facts, now)).Reason;
}
