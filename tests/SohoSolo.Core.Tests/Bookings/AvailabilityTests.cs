using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class AvailabilityTests
{
    private static readonly DateOnly TuesdayDay = new(2026, 11, 24);
    private static readonly Wish Morning = new() { Member = Anne, During = Tuesday(9, 12), Kind = SpaceKind.Desk };

    [Fact]
    public void Only_what_serves_the_wish_is_listed()
    {
        Assert.Equal([Desk, Desk2], Of(Morning).Select(found => found.Space));
        Assert.Equal([Room], Of(Morning with { Kind = null, Seats = 2, Equipment = ["screen"] }).Select(found => found.Space));
        Assert.Equal([Desk2], Of(Morning with { Space = Desk2.Id }).Select(found => found.Space));
    }

    [Fact]
    public void A_booked_desk_is_free_again_when_the_last_booking_in_the_way_ends()
    {
        var diary = new Diary([Hold(Desk, Tuesday(11, 13)), Hold(Desk, Tuesday(15, 15.5))], []);

        Assert.Equal(Busy(BusyReason.Booked, Tuesday(15.5, 18.5)), Of(Morning, diary)[0].State);
        Assert.IsType<SpaceState.Free>(Of(Morning, diary)[1].State);
        Assert.IsType<SpaceState.Free>(Of(Morning with { During = Tuesday(9, 11) }, diary)[0].State);
    }

    [Fact]
    public void When_the_rest_of_the_day_is_too_short_it_is_free_tomorrow() =>
        Assert.Equal(Busy(BusyReason.Booked, Tuesday(32, 35)), Of(Morning, new Diary([Hold(Desk, Tuesday(8, 17))], []))[0].State);

    [Fact]
    public void A_part_of_a_day_is_free_again_on_another_day()
    {
        var wish = Morning with { During = Tuesday(8, 13.5), Part = DayPart.Morning };
        var diary = new Diary([Hold(Desk, Tuesday(10, 11)), Hold(Desk, Tuesday(34, 35))], []);

        Assert.Equal(Busy(BusyReason.Booked, Tuesday(56, 61.5)), Of(wish, diary)[0].State);
    }

    [Fact]
    public void Over_the_weekend_the_site_is_closed_and_opens_on_monday()
    {
        var saturday = Morning with { During = Tuesday(9 + 96, 12 + 96) };

        Assert.Equal(Busy(BusyReason.Closed, Tuesday(8 + 144, 11 + 144)), Of(saturday)[0].State);
        Assert.Equal(Busy(BusyReason.OutsideHours, Tuesday(8, 11)), Of(Morning with { During = Tuesday(6, 9) })[0].State);
    }

    [Fact]
    public void A_block_and_a_closure_tell_themselves_apart_and_end()
    {
        var site = Site with
        {
            Closures = [new Closure("b", Nogaro, Desk.Id, Tuesday(8, 14), "broken chair"), new Closure("c", Nogaro, null, Tuesday(11, 13), "works")],
        };

        Assert.Equal([Busy(BusyReason.Blocked, Tuesday(14, 15)), new SpaceState.Free()], StatesAt(site, Tuesday(10, 11)));
        Assert.Equal([Busy(BusyReason.Closed, Tuesday(14, 15)), Busy(BusyReason.Closed, Tuesday(13, 14))], StatesAt(site, Tuesday(12, 13)));
    }

    [Fact]
    public void A_leased_desk_is_busy_for_others_until_a_day_is_lent()
    {
        var lease = new SpaceLease(new EntitlementId("l"), Desk.Id, Paul, TuesdayDay, null, new HashSet<DateOnly> { TuesdayDay.AddDays(2) });
        var diary = new Diary([], [lease]);

        Assert.Equal(Busy(BusyReason.Leased, Tuesday(56, 59)), Of(Morning, diary)[0].State);
        Assert.IsType<SpaceState.Free>(Of(Morning with { Member = Paul }, diary)[0].State);
        Assert.IsType<SpaceState.Busy>(Of(Morning with { Member = null }, diary)[0].State);
    }

    [Fact]
    public void A_free_place_that_she_cannot_pay_for_is_busy_by_quota()
    {
        var found = Availability.Of(Site, Morning, new Diary([], []), Now, WalletOf(Occasional(0), Lease(Desk2, TuesdayDay)));

        Assert.Equal([Busy(BusyReason.Quota, null), new SpaceState.Free()], found.Select(space => space.State));
    }

    [Fact]
    public void A_time_gone_by_is_looked_for_from_the_next_quarter_of_an_hour()
    {
        var past = Availability.Of(Site, Morning with { During = Tuesday(6, 7) }, new Diary([], []), TuesdayAt(9).AddMinutes(1))[0].State;

        Assert.Equal(Busy(BusyReason.OutsideHours, Tuesday(9.25, 10.25)), past);
    }

    [Fact]
    public void What_is_not_free_within_a_fortnight_has_no_next_time() =>
        Assert.Equal(Busy(BusyReason.Booked, null), Of(Morning, new Diary([Hold(Desk, Tuesday(0, 24 * 16))], []))[0].State);

    private static SpaceState.Busy Busy(BusyReason reason, TimeRange? nextFree) => new(reason, nextFree);

    private static IEnumerable<SpaceState> StatesAt(Telecentre site, TimeRange during) =>
        Availability.Of(site, Morning with { During = during }, new Diary([], []), Now).Select(found => found.State);

    private static IReadOnlyList<SpaceAvailability> Of(Wish wish, Diary? diary = null) =>
        Availability.Of(Site, wish, diary ?? new Diary([], []), Now);
}
