using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class WaitingPolicyTests
{
    private static readonly WaitingEntry Entry = new()
    {
        Id = "w1",
        Member = Anne,
        Site = Nogaro,
        Kind = SpaceKind.Desk,
        During = Tuesday(9, 12),
        MadeAt = Now,
        Status = WaitingStatus.Waiting,
    };

    [Fact]
    public void Who_waits_longest_is_first_and_of_two_at_once_the_lower_id()
    {
        var sooner = Entry with { Id = "w2", MadeAt = Now.AddMinutes(-1) };

        Assert.Equal(["w2", "w0", "w1"], WaitingPolicy.Line([Entry, Entry with { Id = "w0" }, sooner], Desk, Tuesday(9, 12), Now).Select(entry => entry.Id));
    }

    [Fact]
    public void Only_who_is_served_whole_is_in_line()
    {
        Assert.NotNull(First(Entry, Desk));
        Assert.NotNull(First(Entry with { Space = Desk.Id }, Desk));
        Assert.Null(First(Entry with { Space = Desk2.Id }, Desk));
        Assert.Null(First(Entry with { Site = Eauze }, Desk));
        Assert.Null(First(Entry, Office));
        Assert.Null(First(Entry with { Kind = SpaceKind.MeetingRoom, Seats = 9 }, Room));
        Assert.Null(First(Entry with { Kind = SpaceKind.MeetingRoom, Equipment = ["projector"] }, Room));
        Assert.Null(First(Entry with { During = Tuesday(9, 12.25) }, Desk));
    }

    [Theory]
    [InlineData(WaitingStatus.Offered)]
    [InlineData(WaitingStatus.Taken)]
    [InlineData(WaitingStatus.Left)]
    [InlineData(WaitingStatus.Lapsed)]
    public void Who_waits_no_longer_is_not_in_line(WaitingStatus status) => Assert.Null(First(Entry with { Status = status }, Desk));

    [Fact]
    public void What_has_begun_is_too_late_but_for_a_day_part_that_runs()
    {
        Assert.Null(WaitingPolicy.StillWanted(Entry, TuesdayAt(9).AddSeconds(1)));
        Assert.Equal(Tuesday(9, 12), WaitingPolicy.StillWanted(Entry, TuesdayAt(9)));
        Assert.Equal(Tuesday(10.5, 12), WaitingPolicy.StillWanted(Entry with { ByDayPart = true }, TuesdayAt(10.5).AddSeconds(5)));
        Assert.Null(WaitingPolicy.StillWanted(Entry with { ByDayPart = true }, TuesdayAt(12)));
    }

    [Fact]
    public void A_place_left_at_half_past_ten_serves_who_waits_for_the_running_morning() =>
        Assert.NotNull(WaitingPolicy.FirstInLine([Entry with { ByDayPart = true }], Desk, Tuesday(10.5, 12), TuesdayAt(10.5)));

    private static WaitingEntry? First(WaitingEntry entry, Space freed) => WaitingPolicy.FirstInLine([entry], freed, Tuesday(9, 12), Now);
}
