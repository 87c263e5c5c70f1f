using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Sites;

/// <summary>Every space of a site has a place on its plan, whoever drew how much of it.</summary>
public sealed class SitePlanTests
{
    public static TheoryData<int, int, int> Sizes => new(
        from desks in (int[])[0, 1, 3, 4, 5, 8, 12, 25, 61, 200]
        from offices in (int[])[0, 1, 2, 4]
        from rooms in (int[])[0, 1, 3]
        where desks + offices + rooms > 0
        select (desks, offices, rooms));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_site_that_nobody_has_drawn_has_every_space_on_the_plan_and_none_over_another(int desks, int offices, int rooms)
    {
        var spaces = Spaces(desks, offices, rooms);
        foreach (var side in Enum.GetValues<RoomSide>())
        {
            var plan = FloorLayout.Arrange(spaces, side);

            Assert.Equal(spaces, plan.Places.Select(found => found.Space));
            Assert.All(plan.Places, found => Assert.True(plan.Size.Holds(found.Place), $"{side}: {found.Space.Id} at {found.Place} on {plan.Size}"));
            Assert.DoesNotContain(Pairs(plan), pair => pair.One.Place.Overlaps(pair.Other.Place));
        }
    }

    [Fact]
    public void What_was_drawn_stays_where_it_is_and_what_came_later_stands_below()
    {
        var drawn = Spaces(2, 0, 0).Select((desk, number) => desk with { Place = new PlanPlace(number * 50, 10, 40, 30) }).ToList();
        var plan = SitePlan.Of(Site([.. drawn, .. Spaces(0, 1, 1)], new PlanSize(100, 60)));

        Assert.Equal(drawn.Select(desk => desk.Place!), plan.Places.Take(2).Select(found => found.Place));
        Assert.Equal(100, plan.Size.Width);
        Assert.All(plan.Places.Skip(2), found => Assert.True(found.Place.Y >= 60 && plan.Size.Holds(found.Place), $"{found}"));
    }

    [Fact]
    public void A_site_without_a_size_is_laid_out_by_itself() =>
        Assert.Equal(FloorLayout.Arrange(Spaces(4, 1, 1), RoomSide.Back).Places, SitePlan.Of(Site(Spaces(4, 1, 1), null)).Places);

    [Theory]
    [InlineData(0, 0, 100, 60, true)]
    [InlineData(1, 0, 100, 60, false)]
    [InlineData(0, 1, 100, 60, false)]
    [InlineData(-1, 0, 10, 10, false)]
    [InlineData(0, 0, 0, 10, false)]
    [InlineData(99, 59, 1, 1, true)]
    [InlineData(2147483647, 0, 2147483647, 1, false)]
    public void A_place_is_on_the_plan_or_it_is_not(int x, int y, int width, int height, bool isOn) =>
        Assert.Equal(isOn, new PlanSize(100, 60).Holds(new PlanPlace(x, y, width, height)));

    private static IEnumerable<((Space Space, PlanPlace Place) One, (Space Space, PlanPlace Place) Other)> Pairs(SitePlan plan) =>
        from one in plan.Places.Select((found, number) => (found, number))
        from other in plan.Places.Skip(one.number + 1)
        select (one.found, other);

    private static List<Space> Spaces(int desks, int offices, int rooms) =>
    [
        .. Enumerable.Range(1, desks).Select(number => Space($"here-desk-{number}", SpaceKind.Desk, 1)),
        .. Enumerable.Range(1, offices).Select(number => Space($"here-office-{number}", SpaceKind.Office, 1)),
        .. Enumerable.Range(1, rooms).Select(number => Space($"here-room-{number}", SpaceKind.MeetingRoom, 5 * number)),
    ];

    private static Space Space(string id, SpaceKind kind, int seats) => new() { Id = new SpaceId(id), Site = new SiteId("here"), Name = id, Kind = kind, Seats = seats };

    private static Telecentre Site(IReadOnlyList<Space> spaces, PlanSize? plan) => new()
    {
        Id = new SiteId("here"),
        Version = 1,
        Name = "Here",
        Commune = "32296",
        Community = "200035632",
        Location = new GeoPoint(43.76, -0.03),
        Calendar = new SiteCalendar("Europe/Paris", OpeningHours.Every([DayOfWeek.Monday], new TimeOnly(8, 0), new TimeOnly(19, 0))),
        Rules = new BookingRules(),
        Spaces = spaces,
        Plan = plan,
    };
}
