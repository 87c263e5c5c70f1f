using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class SpaceChoiceTests
{
    private static readonly Wish Rooms = new() { During = Tuesday(9, 12), Kind = SpaceKind.MeetingRoom, Seats = 4 };
    private static readonly Space Small = Place("nogaro-room-4", SpaceKind.MeetingRoom, seats: 4);
    private static readonly Space SmallWithScreen = Small with { Id = new SpaceId("nogaro-room-3"), Equipment = ["screen"] };

    [Fact]
    public void The_fullest_fit_comes_first_then_the_least_equipment_then_the_id()
    {
        var twin = Small with { Id = new SpaceId("nogaro-room-5") };

        Assert.Equal([Small, twin, SmallWithScreen, Room], Rank(Preferences.None, Room, twin, SmallWithScreen, Small));
    }

    [Fact]
    public void Equipment_that_was_asked_for_is_no_surplus() =>
        Assert.Equal([SmallWithScreen, Room], SpaceChoice.Rank([Room, SmallWithScreen], Preferences.None, Rooms with { Equipment = ["screen"] }));

    [Fact]
    public void The_one_she_used_last_comes_before_her_favourites_and_these_before_the_fit()
    {
        var habits = new Preferences { LastUsed = Room.Id, Favourites = new HashSet<SpaceId> { SmallWithScreen.Id } };

        Assert.Equal([Room, SmallWithScreen, Small], Rank(habits, Small, SmallWithScreen, Room));
    }

    [Fact]
    public void Of_any_desk_only_the_free_ones_are_tried()
    {
        var wish = new Wish { During = Tuesday(9, 12), Kind = SpaceKind.Desk };

        Assert.Equal([Desk2], SpaceChoice.Free(Site, wish, new Diary([Hold(Desk, Tuesday(11, 12))], []), Preferences.None, Now));
    }

    [Fact]
    public void Why_nothing_serves_is_told_apart()
    {
        var desksOnly = Site with { Spaces = [Desk] };

        Assert.Null(SpaceChoice.WhyNone(Site, Rooms));
        Assert.Equal(DeclineReason.NoSuchSpace, SpaceChoice.WhyNone(desksOnly, Rooms));
        Assert.Equal(DeclineReason.TooFewSeats, SpaceChoice.WhyNone(Site, Rooms with { Seats = 9 }));
        Assert.Equal(DeclineReason.MissingEquipment, SpaceChoice.WhyNone(Site, Rooms with { Equipment = ["projector"] }));
    }

    private static IReadOnlyList<Space> Rank(Preferences preferences, params Space[] spaces) => SpaceChoice.Rank(spaces, preferences, Rooms);
}
