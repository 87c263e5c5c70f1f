using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Access;

public sealed class AccessSnapshotBuilderTests
{
    private static readonly HeldCredential AnnesBadge = new("r1", "h1", CredentialKind.MifareUid, Anne, false);
    private static readonly HeldCredential AnnesPin = new("r2", "h2", CredentialKind.Pin, Anne, false);
    private static readonly DateOnly Monday = new(2026, 11, 23);

    private static readonly AccessSources Sources = new()
    {
        Site = Site,
        Credentials = [AnnesBadge],
        Doors = [new Door { Site = Nogaro, Id = "main", Name = "Main", HasContact = true }],
    };

    [Fact]
    public void Devices_are_told_with_how_they_notice_people_and_how_often_they_report()
    {
        var pir = new Device { Id = "p", Site = Sources.Site.Id, Driver = "zigbee2mqtt", Role = "presence", Sensor = SensorKind.Pir, ReportsEvery = TimeSpan.FromSeconds(90), PasswordHash = "x", MadeAt = Now };
        var told = Build(Sources with { Devices = [pir] }).Devices[0];
        Assert.Equal((SensorKind.Pir, 2), (told.Sensor, told.ReportMinutes));
    }

    [Fact]
    public void A_badge_without_a_booking_is_known_and_opens_nothing() =>
        Assert.Equivalent(new AccessEntry("h1", "r1", [], ["main"], EntryTraits.None), Assert.Single(Build(Sources).Entries), strict: true);

    [Fact]
    public void A_booking_opens_from_half_an_hour_before_to_half_an_hour_after() =>
        Assert.Equal([Tuesday(8.5, 12.5)], Windows(Sources with { Bookings = [new BookedTime(Anne, Tuesday(9, 12)), new BookedTime(Paul, Tuesday(14, 18))] }));

    [Fact]
    public void Bookings_that_meet_are_one_window() =>
        Assert.Equal([Tuesday(8.5, 14.5), Tuesday(15.5, 18.5)], Windows(Sources with { Bookings = [new(Anne, Tuesday(16, 18)), new(Anne, Tuesday(13, 14)), new(Anne, Tuesday(9, 12))] }));

    [Fact]
    public void A_booking_over_days_gives_no_right_to_the_nights_and_the_weekend_between() =>
        Assert.Equal(
            [Range("2026-11-26 13:30 +01:00", "2026-11-26 19:30 +01:00"), Range("2026-11-27 07:30 +01:00", "2026-11-27 19:30 +01:00"), Range("2026-11-30 07:30 +01:00", "2026-11-30 12:30 +01:00")],
            Windows(Sources with { Bookings = [new(Anne, Range("2026-11-26 14:00 +01:00", "2026-11-30 12:00 +01:00"))] }));

    [Fact]
    public void A_booking_over_the_change_of_the_clocks_follows_the_hours_of_the_sites_clock()
    {
        var daily = Site with { Calendar = new SiteCalendar("Europe/Paris", OpeningHours.Every(Enum.GetValues<DayOfWeek>(), new(8, 0), new(19, 0))) };
        var sources = Sources with { Site = daily, Bookings = [new(Anne, Range("2026-10-24 10:00 +02:00", "2026-10-26 12:00 +01:00"))] };

        Assert.Equal(
            [Range("2026-10-24 09:30 +02:00", "2026-10-24 19:30 +02:00"), Range("2026-10-25 07:30 +01:00", "2026-10-25 19:30 +01:00"), Range("2026-10-26 07:30 +01:00", "2026-10-26 12:30 +01:00")],
            Windows(sources, At("2026-10-24 06:00 +02:00")));
    }

    [Fact]
    public void A_booking_made_before_the_hours_were_cut_opens_all_the_same() =>
        Assert.Equal([Tuesday(19.5, 22.5)], Windows(Sources with { Bookings = [new(Anne, Tuesday(20, 22))] }));

    [Fact]
    public void A_closure_shuts_out_bookings_leases_and_the_schedule_but_not_the_keeper()
    {
        var shut = new Closure("c1", Nogaro, null, Tuesday(12, 24), "works");
        var block = new Closure("c2", Nogaro, Desk.Id, Tuesday(8, 19), "broken");
        var content = Build(Sources with
        {
            Site = Site with { Closures = [shut, block] },
            Credentials = [AnnesBadge, AnnesPin, new("r3", "h3", CredentialKind.MifareUid, Paul, false)],
            AlwaysAllowed = new HashSet<MemberId> { Paul },
            Bookings = [new(Anne, Tuesday(9, 12))],
            Leases = [Leased(Monday.AddDays(1), Monday.AddDays(1))],
            Doors = [Sources.Doors[0] with { Schedule = OpeningHours.Every([DayOfWeek.Tuesday], new(10, 0), new(14, 0)) }],
        });

        Assert.Equal([Tuesday(7.5, 12)], Of("h1", content)[0].Windows);
        Assert.Equal([Tuesday(0, 12)], Of("h1", content)[1].Windows);
        Assert.Contains(Tuesday(8, 12), content.Open);
        Assert.Equal(Tuesday(10, 12), content.Doors[0].Schedule[0]);
        Assert.True(Of("h3", content)[0].Windows[0].Contains(Tuesday(0, 24)));
    }

    [Fact]
    public void Whoever_leases_comes_in_during_hours_by_her_badge_and_at_any_time_with_her_pin_besides()
    {
        var content = Build(Sources with { Credentials = [AnnesBadge, AnnesPin], Leases = [Leased(Monday.AddDays(1), Monday.AddDays(3), Monday.AddDays(2))] });
        var thursday = Tuesday(48, 72);

        Assert.Equal([Tuesday(7.5, 19.5), Tuesday(55.5, 67.5)], Of("h1", content)[0].Windows);
        Assert.Equal([Tuesday(0, 24), thursday], Of("h1", content)[1].Windows);
        Assert.Equal((EntryTraits.None, EntryTraits.PinNeeded), (Of("h1", content)[0].Traits, Of("h1", content)[1].Traits));
        Assert.Equal(["r1", "r1"], content.Entries.Where(entry => entry.Has(EntryTraits.PinNeeded)).Select(entry => entry.Holder));
    }

    [Fact]
    public void Without_a_pin_a_lease_opens_during_hours_only() =>
        Assert.Equal([Tuesday(7.5, 19.5)], Assert.Single(Build(Sources with { Leases = [Leased(Monday.AddDays(1), Monday.AddDays(1))] }).Entries).Windows);

    [Fact]
    public void A_keepers_right_is_standing_and_needs_no_booking()
    {
        var entry = Assert.Single(Build(Sources with { AlwaysAllowed = new HashSet<MemberId> { Anne }, Leases = [Leased(Monday, Monday)], Covered = new HashSet<MemberId> { Anne } }).Entries);

        Assert.Equal(EntryTraits.Standing, entry.Traits);
    }

    [Theory]
    [InlineData(true, true, EntryTraits.WalkIn)]
    [InlineData(true, false, EntryTraits.None)]
    [InlineData(false, true, EntryTraits.None)]
    public void A_walk_in_needs_a_site_that_takes_them_and_a_grant_that_may_cover_a_desk(bool walkIns, bool covered, EntryTraits traits)
    {
        var sources = Sources with { Site = Site with { Access = new AccessRules { WalkIns = walkIns } }, Covered = covered ? new HashSet<MemberId> { Anne } : [] };

        Assert.Equal(traits, Assert.Single(Build(sources).Entries).Traits);
    }

    [Fact]
    public void Who_is_suspended_or_lost_her_badge_is_revoked_and_has_no_entry()
    {
        var content = Build(Sources with { Credentials = [AnnesBadge with { IsRevoked = true }], Bookings = [new(Anne, Tuesday(9, 12))], RevokedPasses = ["n1"] });

        Assert.Equal((0, "h1,pass:n1"), (content.Entries.Count, string.Join(',', content.Revoked)));
    }

    [Fact]
    public void A_badge_that_was_lost_and_is_held_again_is_not_revoked()
    {
        var content = Build(Sources with { Credentials = [AnnesBadge with { Ref = "old", IsRevoked = true, Member = Paul }, AnnesBadge] });

        Assert.Equal((1, 0), (content.Entries.Count, content.Revoked.Count));
    }

    [Fact]
    public void It_reaches_from_yesterday_to_beyond_its_own_life()
    {
        var bookings = Enumerable.Range(-40, 80).Select(day => new BookedTime(Anne, Range("2026-11-23 09:00 +01:00", "2026-11-23 10:00 +01:00").Shift(TimeSpan.FromDays(day))));
        var windows = Windows(Sources with { Bookings = [.. bookings] }, At("2026-11-23 23:59 +01:00"));

        Assert.Equal(At("2026-11-22 08:30 +01:00"), windows[0].Start);
        Assert.Equal(At("2026-12-01 10:30 +01:00"), windows[^1].End);
        Assert.True(windows[^1].End > At("2026-11-23 23:59 +01:00") + AccessSnapshotBuilder.Life);
    }

    [Fact]
    public void A_device_that_was_taken_away_is_not_told_of()
    {
        var device = new Device { Id = "nogaro-reader-main", Site = Nogaro, Driver = "sohosolo", Role = "door-controller", PasswordHash = "p", MadeAt = Now };

        Assert.Equal(["nogaro-reader-main"], Build(Sources with { Devices = [device, device with { Id = "old", RemovedAt = Now }] }).Devices.Select(told => told.Id));
    }

    private static SpaceLease Leased(DateOnly first, DateOnly last, params DateOnly[] lent) => new(new("l1"), Office.Id, Anne, first, last, lent.ToHashSet());

    private static AccessContent Build(AccessSources sources, DateTimeOffset? now = null) => AccessSnapshotBuilder.Build(sources, now ?? Now);

    private static IReadOnlyList<TimeRange> Windows(AccessSources sources, DateTimeOffset? now = null) => Assert.Single(Build(sources, now).Entries).Windows;

    private static List<AccessEntry> Of(string hash, AccessContent content) => [.. content.Entries.Where(entry => entry.Hash == hash)];
}
