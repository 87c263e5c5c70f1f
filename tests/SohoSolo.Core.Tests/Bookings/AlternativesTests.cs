using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class AlternativesTests
{
    private static readonly Telecentre Near = Elsewhere("eauze", 43.86, 0.10);
    private static readonly Telecentre Far = Elsewhere("auch", 43.65, 0.58);
    private static readonly Wish Wish = new() { Member = Anne, During = Tuesday(9, 12), Space = Desk.Id, Kind = SpaceKind.Desk };

    [Fact]
    public void Another_desk_the_nearest_site_and_the_next_time_are_proposed_in_that_order()
    {
        var found = Find(Wish, Given(Hold(Desk, Tuesday(9, 10))));

        Assert.Equal(3, found.Count);
        Assert.Equal(new Alternative.AnotherSpace(Desk2, Wish.During), found[0]);
        Assert.Equal((Near.Id, Wish.During), found[1] is Alternative.AnotherSite(var site, _, var during, _) ? (site.Id, during) : default);
        Assert.Equal(new Alternative.LaterTime(Desk, Tuesday(10, 13)), found[2]);
    }

    [Fact]
    public void The_distance_is_told_and_a_closed_or_full_site_is_passed_over()
    {
        var closed = Near with { Closures = [new Closure("c", Near.Id, null, Tuesday(8, 19), "works")] };
        var passedClosed = Elsewhere(Find(Wish, Given(Hold(Desk, Tuesday(9, 10))) with { Network = [Site, closed, Far] }));
        var passedFull = Elsewhere(Find(Wish, Given(Hold(Desk, Tuesday(9, 10)), Hold(Near.Spaces[0], Tuesday(11, 12)))));

        Assert.Equal(Far.Id, passedClosed.Site.Id);
        Assert.Equal(Far.Id, passedFull.Site.Id);
        Assert.InRange(passedFull.DistanceKm, 49, 53);
    }

    [Fact]
    public void A_part_of_a_day_has_the_other_sites_hours_and_comes_again_another_day()
    {
        var late = Near with { Calendar = new SiteCalendar("Europe/Paris", OpeningHours.Every([DayOfWeek.Tuesday], new TimeOnly(10, 0), new TimeOnly(17, 0))) };
        var wish = Wish with { During = Tuesday(8, 13.5), Part = DayPart.Morning };
        var found = Find(wish, Given(Hold(Desk, Tuesday(9, 10))) with { Network = [late] });

        Assert.Equal(Tuesday(10, 13.5), Elsewhere(found).During);
        Assert.Equal(Tuesday(32, 37.5), Assert.Single(found.OfType<Alternative.LaterTime>()).During);
    }

    [Fact]
    public void Where_she_is_herself_elsewhere_only_another_time_helps()
    {
        var hers = Hold(Near.Spaces[0], Tuesday(9, 12), Anne);
        var found = Find(Wish, Given(hers) with { MemberHolds = [hers] });

        Assert.Equal(new Alternative.LaterTime(Desk, Tuesday(12, 15)), Assert.Single(found));
    }

    [Fact]
    public void A_cap_at_this_site_is_answered_by_another()
    {
        var atCap = WalletOf(Occasional(10, perSiteCap: 1)) with { Balances = [new Balance(new("occasional"), new Period("2026-11"), Nogaro, 1, 0)] };
        var found = Find(Wish, Given() with { Wallet = atCap });

        Assert.Equal(Near.Id, Elsewhere(found).Site.Id);
        Assert.Equal(new DateOnly(2026, 12, 1), Weekdays.DayOf(Assert.Single(found.OfType<Alternative.LaterTime>()).During.Start));
    }

    [Fact]
    public void For_any_desk_the_soonest_of_all_is_proposed()
    {
        var full = Given(Hold(Desk, Tuesday(9, 15)), Hold(Desk2, Tuesday(9, 13))) with { Network = [] };

        Assert.Equal([new Alternative.LaterTime(Desk2, Tuesday(13, 16))], Find(Wish with { Space = null }, full));
    }

    [Fact]
    public void Seats_and_equipment_are_not_traded_away() =>
        Assert.All(Find(Wish with { Space = Room.Id, Kind = SpaceKind.MeetingRoom, Seats = 6, Equipment = ["screen"] }, Given(Hold(Room, Tuesday(9, 10)))), way =>
            Assert.Equal(new Alternative.LaterTime(Room, Tuesday(10, 13)), way));

    [Fact]
    public void For_somebody_who_may_not_book_there_is_nothing() => Assert.Empty(Find(Wish, Given() with { MemberActive = false }));

    private static Alternative.AnotherSite Elsewhere(IReadOnlyList<Alternative> found) => Assert.Single(found.OfType<Alternative.AnotherSite>());

    private static IReadOnlyList<Alternative> Find(Wish wish, Surroundings around) => Alternatives.Find(wish, around, Now);

    private static Surroundings Given(params Hold[] holds) => new()
    {
        Here = Site,
        Network = [Far, Site, Near],
        Diary = new Diary(holds, []),
        Member = Anne,
        Wallet = Facts.Wallet,
    };

    private static Telecentre Elsewhere(string id, double latitude, double longitude) => Site with
    {
        Id = new SiteId(id),
        Location = new GeoPoint(latitude, longitude),
        Spaces = [Place($"{id}-desk-1", SpaceKind.Desk)],
    };
}
