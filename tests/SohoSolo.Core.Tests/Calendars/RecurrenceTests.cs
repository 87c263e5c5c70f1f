using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

public sealed class RecurrenceTests
{
    private static readonly SiteCalendar Paris = new("Europe/Paris", OpeningHours.Every(Enum.GetValues<DayOfWeek>(), new(0, 0), new(0, 0)));

    [Fact]
    public void A_first_day_that_the_rule_does_not_name_is_the_first_occurrence_all_the_same() =>
        Assert.Equal(Rules.Days("2026 6/10 6/15 6/22"), Dates("2026-06-10T09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=3"));

    [Fact]
    public void A_day_left_out_still_counts()
    {
        var leftOut = new HashSet<DateOnly> { new(2026, 6, 10), new(2026, 6, 12) };
        var recurrence = new Recurrence(Rules.Clock("2026-06-10T09:00"), Rules.Read("FREQ=DAILY;COUNT=4"), leftOut);

        Assert.Equal(Rules.Days("2026 6/11 6/13"), recurrence.Dates(Paris, most: 100));
        Assert.Equal(Rules.Days("2026 6/11"), recurrence.Dates(Paris, most: 1));
        Assert.Empty(recurrence.Dates(Paris, most: 0));
    }

    [Fact]
    public void Months_without_the_day_are_skipped()
    {
        Assert.Equal(Rules.Days("2027 12/31 2028 1/31 3/31 5/31"), Dates("2027-12-31T09:00", "FREQ=MONTHLY;COUNT=4"));
        Assert.Equal(Rules.Days("2028 2/29 2032 2/29 2036 2/29"), Dates("2028-02-29T09:00", "FREQ=YEARLY;COUNT=3"));
        Assert.Equal(Rules.Days("2096 2/29 2104 2/29"), Dates("2096-02-29T09:00", "FREQ=YEARLY;COUNT=2"));
    }

    [Theory]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=9")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2;COUNT=9")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYSETPOS=2;COUNT=9")]
    [InlineData("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31;COUNT=9")]
    [InlineData("FREQ=YEARLY;INTERVAL=2147483647;COUNT=9")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2147483647;COUNT=9")]
    public void A_rule_that_names_no_further_day_ends(string rule) => Assert.Equal(Rules.Days("2026 6/10"), Dates("2026-06-10T09:00", rule));

    [Fact]
    public void A_rule_whose_next_day_is_far_away_reaches_it()
    {
        Assert.Equal(Rules.Days("2024 2/29 2052 2/29"), Dates("2024-02-29T09:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TH;COUNT=2"));
        Assert.Equal(Rules.Days("2024 2/29 3624 2/29"), Dates("2024-02-29T09:00", "FREQ=YEARLY;INTERVAL=1600;COUNT=2"));
    }

    [Fact]
    public void A_rule_that_is_often_without_a_day_goes_on_for_centuries() =>
        Assert.Equal(150, Dates("2028-02-29T09:00", "FREQ=YEARLY;COUNT=150").Count);

    [Fact]
    public void The_last_day_of_the_calendar_ends_every_series()
    {
        Assert.Equal(Rules.Days("9999 12/30-31"), Dates("9999-12-30T09:00", "FREQ=DAILY;COUNT=9"));
        Assert.Equal(Rules.Days("9999 12/30"), Dates("9999-12-30T09:00", "FREQ=WEEKLY;COUNT=9"));
        Assert.Equal(Rules.Days("9999 11/30 12/30"), Dates("9999-11-30T09:00", "FREQ=MONTHLY;COUNT=9"));
        Assert.Equal(Rules.Days("1 1/1 1/7 1/14"), Dates("0001-01-01T09:00", "FREQ=WEEKLY;BYDAY=SU;WKST=SU;COUNT=3"));
    }

    [Theory]
    [InlineData("UNTIL=20260612", "2026 6/10-12")]
    [InlineData("UNTIL=20260612T090000", "2026 6/10-12")]
    [InlineData("UNTIL=20260612T085959", "2026 6/10-11")]
    [InlineData("UNTIL=20260612T070000Z", "2026 6/10-12")]
    [InlineData("UNTIL=20260612T065959Z", "2026 6/10-11")]
    [InlineData("UNTIL=20260609", "2026")]
    public void The_last_occurrence_may_start_at_the_end_itself(string until, string dates) =>
        Assert.Equal(Rules.Days(dates), Dates("2026-06-10T09:00", $"FREQ=DAILY;{until}"));

    [Theory]
    [InlineData("2026-10-23T02:30", "UNTIL=20261025T003000Z", "2026 10/23-25")] // the earlier of the two 02:30
    [InlineData("2026-10-23T02:30", "UNTIL=20261025T002959Z", "2026 10/23-24")]
    [InlineData("2026-10-23T02:30", "UNTIL=20261025T010000Z", "2026 10/23-25")] // when the clock shows 02:00 for the second time
    [InlineData("2026-03-27T02:30", "UNTIL=20260329T005959Z", "2026 3/27-28")] // the last second before the gap
    [InlineData("2026-03-27T02:30", "UNTIL=20260329T010000Z", "2026 3/27-29")] // and the first after it
    public void An_end_in_UTC_is_an_instant_even_when_the_clocks_change(string start, string until, string dates) =>
        Assert.Equal(Rules.Days(dates), Dates(start, $"FREQ=DAILY;{until}"));

    [Fact]
    public void A_yearly_rule_counts_weekdays_within_the_months_it_names_and_else_within_the_year()
    {
        Assert.Equal(Rules.Days("2026 3/2 2027 3/1"), Dates("2026-03-02T09:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=1MO;COUNT=2"));
        Assert.Equal(Rules.Days("2026 1/5 2027 1/4"), Dates("2026-01-05T09:00", "FREQ=YEARLY;BYDAY=1MO;COUNT=2"));
        Assert.Equal(Rules.Days("2026 12/28 2027 12/27"), Dates("2026-12-28T09:00", "FREQ=YEARLY;BYDAY=-1MO;COUNT=2"));
    }

    [Fact]
    public void Positions_choose_within_each_week()
    {
        Assert.Equal(Rules.Days("2026 6/8 6/12 6/15 6/19"), Dates("2026-06-08T09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1,-1;COUNT=4"));
        Assert.Equal(Rules.Days("2026 6/10 6/12 6/19"), Dates("2026-06-10T09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=3;COUNT=3"));
    }

    private static IReadOnlyList<DateOnly> Dates(string start, string rule) =>
        new Recurrence(Rules.Clock(start), Rules.Read(rule), Rules.NoExceptions).Dates(Paris, most: 1000);
}
