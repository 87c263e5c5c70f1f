using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Time.ParisByHand;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

public sealed class SeriesExpansionTests
{
    private static readonly SiteCalendar Always = new(Zone, OpeningHours.Every(Enum.GetValues<DayOfWeek>(), new(0, 0), new(0, 0), openOnPublicHolidays: true));
    private static readonly SiteCalendar Working = new(Zone, OpeningHours.Every(Enum.GetValues<DayOfWeek>()[1..6], new(8, 0), new(19, 0)));

    [Fact]
    public void Nine_to_five_stays_nine_to_five_when_the_clocks_go_forward() => Assert.Equal(
        [
            On("2026-03-28", "2026-03-28T08:00Z", "2026-03-28T16:00Z"),
            On("2026-03-29", "2026-03-29T07:00Z", "2026-03-29T15:00Z"),
            On("2026-03-30", "2026-03-30T07:00Z", "2026-03-30T15:00Z"),
        ],
        Expand("2026-03-28T09:00", "2026-03-28T17:00", "FREQ=DAILY;COUNT=3"));

    [Fact]
    public void Nine_to_five_stays_nine_to_five_when_the_clocks_go_back() => Assert.Equal(
        [
            On("2026-10-19", "2026-10-19T07:00Z", "2026-10-19T15:00Z"),
            On("2026-10-26", "2026-10-26T08:00Z", "2026-10-26T16:00Z"),
        ],
        Expand("2026-10-19T09:00", "2026-10-19T17:00", "FREQ=WEEKLY;COUNT=2"));

    [Fact]
    public void A_start_or_an_end_in_the_gap_is_declined_on_that_day_only()
    {
        var inGap = Not("2026-03-29", DeclineReason.NonexistentTime);
        Occurrence[] startInGap = [On("2026-03-28", "2026-03-28T01:30Z", "2026-03-28T03:00Z"), inGap, On("2026-03-30", "2026-03-30T00:30Z", "2026-03-30T02:00Z")];
        Occurrence[] endInGap = [On("2026-03-28", "2026-03-28T00:00Z", "2026-03-28T01:00Z"), inGap];

        Assert.Equal(startInGap, Expand("2026-03-28T02:30", "2026-03-28T04:00", "FREQ=DAILY;COUNT=3"));
        Assert.Equal(endInGap, Expand("2026-03-28T01:00", "2026-03-28T02:00", "FREQ=DAILY;COUNT=2"));
    }

    [Fact]
    public void A_time_that_comes_twice_is_the_earlier() => Assert.Equal(
        [On("2026-10-25", "2026-10-25T00:30Z", "2026-10-25T02:00Z"), On("2026-10-26", "2026-10-26T01:30Z", "2026-10-26T02:00Z")],
        Expand("2026-10-25T02:30", "2026-10-25T03:00", "FREQ=DAILY;COUNT=2"));

    [Fact]
    public void A_night_over_the_change_ends_on_the_next_day_by_the_clock() => Assert.Equal(
        [On("2026-03-28", "2026-03-28T21:00Z", "2026-03-29T05:00Z"), On("2026-10-24", "2026-10-24T20:00Z", "2026-10-25T06:00Z")],
        Expand("2026-03-28T22:00", "2026-03-29T07:00", "FREQ=DAILY;INTERVAL=210;COUNT=2"));

    [Fact]
    public void Parts_of_a_day_follow_the_hours_and_holidays_of_each_day()
    {
        var afternoons = new SeriesTimes.Part(new DateOnly(2026, 4, 3), DayPart.Afternoon);
        var plan = new SeriesPlan(afternoons, Rules.Read("FREQ=DAILY;COUNT=5"), new HashSet<DateOnly> { new(2026, 4, 4) });

        Assert.Equal(
            [
                On("2026-04-03", "2026-04-03T11:30Z", "2026-04-03T17:00Z"),
                Not("2026-04-05", DeclineReason.Closed),
                Not("2026-04-06", DeclineReason.Closed),
                On("2026-04-07", "2026-04-07T11:30Z", "2026-04-07T17:00Z"),
            ],
            SeriesExpansion.Expand(plan, Working, most: 100));
    }

    [Fact]
    public void A_whole_day_has_23_or_25_hours_when_the_clocks_change()
    {
        var wholeDays = new SeriesTimes.Part(new DateOnly(2026, 3, 29), DayPart.Full);
        var plan = new SeriesPlan(wholeDays, Rules.Read("FREQ=DAILY;INTERVAL=210;COUNT=2"), Rules.NoExceptions);

        Assert.Equal([23, 25], SeriesExpansion.Expand(plan, Always, most: 100).Select(date => date.During!.Duration.TotalHours));
    }

    [Theory]
    [InlineData(DayPart.Morning, "20260612T000000", 3)]
    [InlineData(DayPart.Full, "20260611T235959", 2)]
    [InlineData(DayPart.Afternoon, "20260612T133000", 3)]
    [InlineData(DayPart.Afternoon, "20260612T132959", 2)]
    public void An_end_with_a_time_lets_a_part_in_that_has_begun_by_then(DayPart part, string until, int count)
    {
        var plan = new SeriesPlan(new SeriesTimes.Part(new DateOnly(2026, 6, 10), part), Rules.Read($"FREQ=DAILY;UNTIL={until}"), Rules.NoExceptions);

        Assert.Equal(count, SeriesExpansion.Expand(plan, Working, most: 100).Count);
    }

    [Fact]
    public void A_series_is_cut_at_the_most_that_was_asked_for()
    {
        var plan = new SeriesPlan(Clocks("2026-06-10T09:00", "2026-06-10T10:00"), Rules.Read("FREQ=DAILY;COUNT=99999"), Rules.NoExceptions);

        Assert.Equal(7, SeriesExpansion.Expand(plan, Always, most: 7).Count);
    }

    [Fact]
    public void An_occurrence_that_would_end_after_the_last_year_does_not_exist() => Assert.Equal(
        [On("9999-12-30", "9999-12-30T08:00Z", "9999-12-31T09:00Z"), Not("9999-12-31", DeclineReason.NonexistentTime)],
        Expand("9999-12-30T09:00", "9999-12-31T10:00", "FREQ=DAILY;COUNT=2"));

    [Fact]
    public void A_series_of_times_that_end_before_they_start_cannot_be_said() =>
        Assert.Throws<ArgumentException>(() => Clocks("2026-06-10T09:00", "2026-06-10T09:00"));

    private static IReadOnlyList<Occurrence> Expand(string start, string end, string rule) =>
        SeriesExpansion.Expand(new SeriesPlan(Clocks(start, end), Rules.Read(rule), Rules.NoExceptions), Always, most: 100);

    private static SeriesTimes.Clock Clocks(string start, string end) => new(Rules.Clock(start), Rules.Clock(end));

    private static Occurrence On(string day, string start, string end) => new(DateOnly.Parse(day, null), new TimeRange(Utc(start), Utc(end)), null);

    private static Occurrence Not(string day, DeclineReason reason) => new(DateOnly.Parse(day, null), null, reason);
}
