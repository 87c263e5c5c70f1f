using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Sites;

public sealed class OpenTimesTests
{
    [Fact]
    public void A_site_is_open_from_its_first_minute_and_not_at_its_last()
    {
        Assert.Equal(Tuesday(8, 19), OpenTimes.At(Site, TuesdayAt(8)));
        Assert.Null(OpenTimes.At(Site, TuesdayAt(19)));
        Assert.Equal(Tuesday(32, 43), OpenTimes.After(Site, TuesdayAt(19)));
    }

    [Fact]
    public void A_closure_divides_the_day_and_a_block_of_one_space_does_not()
    {
        var works = Shut("works", null, Tuesday(10, 11));
        var site = Site with { Closures = [works, Shut("block", Desk.Id, Tuesday(14, 15))] };

        Assert.Equal(Tuesday(8, 10), OpenTimes.At(site, TuesdayAt(9)));
        Assert.Null(OpenTimes.At(site, TuesdayAt(10)));
        Assert.Equal(Tuesday(11, 19), OpenTimes.After(site, TuesdayAt(10)));
        Assert.Equal(Tuesday(11, 19), OpenTimes.At(site, TuesdayAt(14)));
    }

    [Fact]
    public void Days_with_the_same_hours_are_said_together() => Assert.Equal(
        [(DayOfWeek.Monday, DayOfWeek.Friday, new OpeningHours.Span(new TimeOnly(8, 0), new TimeOnly(19, 0))), (DayOfWeek.Saturday, DayOfWeek.Sunday, null)],
        OpenTimes.Week(Weekdays.Hours));

    [Fact]
    public void Only_holidays_that_fall_on_an_open_day_are_told()
    {
        // Christmas 2026 is a Friday, 15 August 2026 a Saturday.
        Assert.Equal(["christmas"], OpenTimes.Holidays(Site, new DateOnly(2026, 11, 24), 35).Select(holiday => holiday.Key));
        Assert.Empty(OpenTimes.Holidays(Site, new DateOnly(2026, 8, 1), 30));
        Assert.Empty(OpenTimes.Holidays(Site with { Calendar = AlwaysOpen }, new DateOnly(2026, 12, 1), 30));
    }

    [Fact]
    public void A_free_desk_is_offered_for_the_half_day_and_the_day_a_room_by_the_half_hour_too()
    {
        var now = TuesdayAt(10).AddSeconds(30);

        Assert.Equal([Tuesday(10, 13.5), Tuesday(10, 19)], SpotOffers.At(Site, Desk, [], now));
        Assert.Equal([Tuesday(15, 19)], SpotOffers.At(Site, Desk, [], TuesdayAt(15)));
        Assert.Equal([Tuesday(10, 10.5), Tuesday(10, 11), Tuesday(10, 13.5)], SpotOffers.At(Site, Room, [], now));
    }

    [Fact]
    public void Nothing_is_offered_into_somebody_elses_time_nor_for_a_moment_only()
    {
        Assert.Equal([Tuesday(10, 11)], SpotOffers.At(Site, Desk, [Tuesday(11, 12)], TuesdayAt(10)));
        Assert.Empty(SpotOffers.At(Site, Desk, [Tuesday(10.2, 12)], TuesdayAt(10)));
        Assert.Empty(SpotOffers.At(Site, Desk, [Tuesday(9, 10.5)], TuesdayAt(10)));
        Assert.Empty(SpotOffers.At(Site, Desk, [], TuesdayAt(19)));
        Assert.Equal([Tuesday(10, 12)], SpotOffers.At(Site with { Closures = [Shut("block", Desk.Id, Tuesday(12, 13))] }, Desk, [], TuesdayAt(10)));
    }

    private static Closure Shut(string id, SpaceId? space, TimeRange during) => new(id, Nogaro, space, during, "Travaux");
}
