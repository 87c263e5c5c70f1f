using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Time.ParisByHand;
using Xunit;

namespace SohoSolo.Core.Tests.Time;

/// <summary>One site in Paris' zone, open 08:00 to 19:00 on working days unless a test says otherwise.</summary>
public sealed class SiteCalendarTests
{
    private static readonly DateOnly ClocksForward = new(2026, 3, 29);
    private static readonly DateOnly ClocksBack = new(2026, 10, 25);
    private static readonly DayOfWeek[] AllWeek = Enum.GetValues<DayOfWeek>();

    private static readonly SiteCalendar Working = new(Zone, OpeningHours.Every(AllWeek[1..6], new(8, 0), new(19, 0)));
    private static readonly SiteCalendar Always = RoundTheClock();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Europe/Nogaro")]
    [InlineData("europe/paris")]
    [InlineData("UTC+2")]
    public void An_unknown_zone_is_refused_by_name(string zone)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new SiteCalendar(zone, Working.Hours));
        Assert.Equal("zone", refusal.ParamName);
    }

    [Fact]
    public void Hours_that_end_before_they_begin_and_a_boundary_at_midnight_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SiteCalendar(Zone, OpeningHours.Every(AllWeek, new(18, 0), new(2, 0))));
        Assert.Throws<ArgumentException>(() => new SiteCalendar(Zone, OpeningHours.Every(AllWeek, new(9, 0), new(9, 0))));
        Assert.Throws<ArgumentException>(() => new SiteCalendar(Zone, Working.Hours, new TimeOnly(0, 0)));
    }

    [Fact]
    public void A_calendar_tells_what_it_was_made_of()
    {
        Assert.Equal(Zone, Working.Zone);
        Assert.Equal(new TimeOnly(13, 30), Working.HalfDayBoundary);
        Assert.Equal(new TimeOnly(12, 0), new SiteCalendar(Zone, Working.Hours, new TimeOnly(12, 0)).HalfDayBoundary);
    }

    [Theory]
    [InlineData("2026-03-29T01:59", "2026-03-29T00:59Z")]
    [InlineData("2026-03-29T03:00", "2026-03-29T01:00Z")]
    [InlineData("2026-10-25T01:59", "2026-10-24T23:59Z")]
    [InlineData("2026-10-25T03:00", "2026-10-25T02:00Z")]
    [InlineData("2026-11-30T09:00", "2026-11-30T08:00Z")]
    public void A_clock_time_that_comes_once_is_one_instant(string local, string instant) =>
        Assert.Equal(new LocalMoment.Instant(Utc(instant), Ambiguous: false), Working.Resolve(Clock(local)));

    [Theory]
    [InlineData("2026-03-29T02:00")]
    [InlineData("2026-03-29T02:59")]
    public void A_clock_time_in_the_gap_does_not_exist(string local) =>
        Assert.Equal(new LocalMoment.Nonexistent(Clock(local)), Working.Resolve(Clock(local)));

    [Theory]
    [InlineData("2026-10-25T02:00", "2026-10-25T00:00Z")]
    [InlineData("2026-10-25T02:59", "2026-10-25T00:59Z")]
    public void A_clock_time_that_comes_twice_is_the_earlier(string local, string instant) =>
        Assert.Equal(new LocalMoment.Instant(Utc(instant), Ambiguous: true), Working.Resolve(Clock(local)));

    [Fact]
    public void Local_time_keeps_the_instant_and_shows_the_offset()
    {
        Assert.Equal("2026-10-25T02:30:00.0000000+02:00", Working.ToLocal(Utc("2026-10-25T00:30Z")).ToString("O"));
        Assert.Equal("2026-10-25T02:30:00.0000000+01:00", Working.ToLocal(Utc("2026-10-25T01:30Z")).ToString("O"));
        Assert.Equal("2026-03-29T03:00:00.0000000+02:00", Working.ToLocal(Utc("2026-03-29T01:00Z")).ToString("O"));
    }

    [Theory]
    [InlineData("2026-01-31T22:59Z", "2026-01-31")]
    [InlineData("2026-01-31T23:00Z", "2026-02-01")]
    [InlineData("2026-03-31T21:59Z", "2026-03-31")]
    [InlineData("2026-03-31T22:00Z", "2026-04-01")]
    [InlineData("2026-12-31T23:00Z", "2027-01-01")]
    public void A_month_ends_at_local_midnight(string instant, string day) => Assert.Equal(DateOnly.Parse(day, null), Working.DayOf(Utc(instant)));

    [Fact]
    public void The_day_when_the_clocks_go_forward_has_23_hours()
    {
        Assert.Equal(new TimeRange(Utc("2026-03-28T23:00Z"), Utc("2026-03-29T22:00Z")), Working.WholeDay(ClocksForward));
        Assert.Equal(new TimeRange(Utc("2026-03-28T23:00Z"), Utc("2026-03-29T11:30Z")), Working.WholeHalfDay(new(ClocksForward, IsAfternoon: false)));
        Assert.Equal(23, Working.StartedHours(Working.WholeDay(ClocksForward)).Count);
    }

    [Fact]
    public void The_day_when_the_clocks_go_back_has_25_hours()
    {
        Assert.Equal(new TimeRange(Utc("2026-10-24T22:00Z"), Utc("2026-10-25T23:00Z")), Working.WholeDay(ClocksBack));
        Assert.Equal(new TimeRange(Utc("2026-10-25T12:30Z"), Utc("2026-10-25T23:00Z")), Working.WholeHalfDay(new(ClocksBack, IsAfternoon: true)));
        Assert.Equal(25, Working.StartedHours(Working.WholeDay(ClocksBack)).Count);
    }

    [Fact]
    public void A_part_of_a_day_is_its_open_hours_on_that_side_of_the_boundary()
    {
        var friday = new DateOnly(2026, 3, 27);
        var monday = new DateOnly(2026, 3, 30);

        Assert.Equal(new TimeRange(Utc("2026-03-27T07:00Z"), Utc("2026-03-27T12:30Z")), Working.Span(friday, DayPart.Morning));
        Assert.Equal(new TimeRange(Utc("2026-03-27T12:30Z"), Utc("2026-03-27T18:00Z")), Working.Span(friday, DayPart.Afternoon));
        Assert.Equal(new TimeRange(Utc("2026-03-30T06:00Z"), Utc("2026-03-30T17:00Z")), Working.Span(monday, DayPart.Full));
    }

    [Fact]
    public void A_half_day_outside_the_hours_is_closed()
    {
        var mornings = new SiteCalendar(Zone, OpeningHours.Every(AllWeek, new(9, 0), new(13, 30)));
        var evenings = new SiteCalendar(Zone, OpeningHours.Every(AllWeek, new(13, 30), new(20, 0)));
        var day = new DateOnly(2026, 6, 10);

        Assert.Null(mornings.Span(day, DayPart.Afternoon));
        Assert.Equal(mornings.Span(day, DayPart.Full), mornings.Span(day, DayPart.Morning));
        Assert.Null(evenings.Span(day, DayPart.Morning));
        Assert.Equal(evenings.Span(day, DayPart.Full), evenings.Span(day, DayPart.Afternoon));
    }

    [Fact]
    public void A_closing_at_midnight_is_the_end_of_the_day()
    {
        Assert.Equal(Always.WholeDay(ClocksBack), Always.Span(ClocksBack, DayPart.Full));
        Assert.Equal(Always.WholeHalfDay(new(ClocksForward, IsAfternoon: false)), Always.Span(ClocksForward, DayPart.Morning));
    }

    [Fact]
    public void An_edge_in_the_gap_moves_to_the_end_of_the_gap()
    {
        var end = Utc("2026-03-29T01:00Z");
        var opensInGap = new SiteCalendar(Zone, OpeningHours.Every(AllWeek, new(2, 30), new(12, 0)));
        var closesInGap = new SiteCalendar(Zone, OpeningHours.Every(AllWeek, new(0, 0), new(2, 30)), new TimeOnly(2, 15));
        var withinGap = new SiteCalendar(Zone, OpeningHours.Every(AllWeek, new(2, 10), new(2, 50)));

        Assert.Equal(end, opensInGap.Span(ClocksForward, DayPart.Full)!.Start);
        Assert.Equal(end, closesInGap.Span(ClocksForward, DayPart.Full)!.End);
        Assert.Equal(end, closesInGap.WholeHalfDay(new(ClocksForward, IsAfternoon: true)).Start);
        Assert.Null(closesInGap.Span(ClocksForward, DayPart.Afternoon));
        Assert.Null(withinGap.Span(ClocksForward, DayPart.Full));
    }

    [Fact]
    public void A_half_day_begins_at_the_boundary_on_the_days_of_the_change_too()
    {
        Assert.Equal(new HalfDay(ClocksForward, IsAfternoon: false), Working.HalfDayOf(Utc("2026-03-29T11:29Z")));
        Assert.Equal(new HalfDay(ClocksForward, IsAfternoon: true), Working.HalfDayOf(Utc("2026-03-29T11:30Z")));
        Assert.Equal(new HalfDay(ClocksBack, IsAfternoon: false), Working.HalfDayOf(Utc("2026-10-25T12:29Z")));
        Assert.Equal(new HalfDay(ClocksBack, IsAfternoon: true), Working.HalfDayOf(Utc("2026-10-25T12:30Z")));
    }

    [Fact]
    public void A_boundary_in_the_hour_that_comes_twice_splits_the_day_once()
    {
        var early = new SiteCalendar(Zone, Always.Hours, new TimeOnly(2, 30));

        Assert.False(early.HalfDayOf(Utc("2026-10-25T00:29Z")).IsAfternoon);
        Assert.True(early.HalfDayOf(Utc("2026-10-25T00:30Z")).IsAfternoon);
        Assert.True(early.HalfDayOf(Utc("2026-10-25T01:15Z")).IsAfternoon);
    }

    [Fact]
    public void A_range_touches_the_half_days_it_shares_a_moment_with()
    {
        var nightOfTheChange = new TimeRange(Utc("2026-10-24T12:30Z"), Utc("2026-10-25T12:30Z"));
        var toMidnight = new TimeRange(Utc("2026-03-28T11:00Z"), Utc("2026-03-28T23:00Z"));

        Assert.Equal([new(ClocksBack.AddDays(-1), true), new(ClocksBack, false)], Working.HalfDaysTouched(nightOfTheChange));
        Assert.Equal([new(ClocksForward.AddDays(-1), false), new(ClocksForward.AddDays(-1), true)], Working.HalfDaysTouched(toMidnight));
    }

    [Fact]
    public void A_started_hour_belongs_to_the_local_day_on_which_it_starts()
    {
        var lastEveningOfOctober = new TimeRange(Utc("2026-10-31T21:30Z"), Utc("2026-10-31T23:31Z"));

        Assert.Equal([new(2026, 10, 31), new(2026, 10, 31), new(2026, 11, 1)], Working.StartedHours(lastEveningOfOctober));
        Assert.Single(Working.StartedHours(new TimeRange(Utc("2026-10-31T21:30Z"), Utc("2026-10-31T21:31Z"))));
        Assert.Single(Working.StartedHours(new TimeRange(Utc("2026-10-31T21:30Z"), Utc("2026-10-31T22:30Z"))));
    }

    [Fact]
    public void A_site_is_closed_on_its_free_weekdays_and_on_public_holidays()
    {
        var duty = new SiteCalendar(Zone, Working.Hours with { OpenOnPublicHolidays = true });

        Assert.True(Working.IsOpenOn(new DateOnly(2026, 4, 7)));
        Assert.False(Working.IsOpenOn(new DateOnly(2026, 4, 5)));
        Assert.False(Working.IsOpenOn(new DateOnly(2026, 4, 6)));
        Assert.Null(Working.Span(new DateOnly(2026, 4, 6), DayPart.Morning));
        Assert.True(duty.IsOpenOn(new DateOnly(2026, 4, 6)));
        Assert.False(duty.IsOpenOn(new DateOnly(2026, 4, 5)));
    }

    [Theory]
    [InlineData("2026-03-27T07:00Z", "2026-03-27T18:00Z", Opening.Open)] // Friday, from opening to closing
    [InlineData("2026-03-27T06:59Z", "2026-03-27T18:00Z", Opening.OutsideHours)]
    [InlineData("2026-03-27T07:00Z", "2026-03-27T18:01Z", Opening.OutsideHours)]
    [InlineData("2026-03-26T10:00Z", "2026-03-27T10:00Z", Opening.Open)] // through a night
    [InlineData("2026-03-26T18:00Z", "2026-03-27T10:00Z", Opening.OutsideHours)] // it starts when the doors close
    [InlineData("2026-03-26T10:00Z", "2026-03-27T07:00Z", Opening.OutsideHours)] // it ends when they open
    [InlineData("2026-03-26T10:00Z", "2026-03-26T23:00Z", Opening.OutsideHours)] // until midnight, which is no part of Friday
    [InlineData("2026-03-27T10:00Z", "2026-03-27T23:01Z", Opening.Closed)] // into Saturday
    [InlineData("2026-03-27T10:00Z", "2026-03-30T10:00Z", Opening.Closed)] // over a weekend
    [InlineData("2026-03-30T06:00Z", "2026-03-30T17:00Z", Opening.Open)] // the same hours after the change
    [InlineData("2026-10-26T07:00Z", "2026-10-26T18:00Z", Opening.Open)]
    [InlineData("2026-05-07T08:00Z", "2026-05-08T10:00Z", Opening.Closed)] // Victory day
    public void A_range_must_lie_within_the_hours(string start, string end, Opening opening) =>
        Assert.Equal(opening, Working.Check(new TimeRange(Utc(start), Utc(end))));

    [Fact]
    public void A_holiday_in_the_middle_closes_a_long_range_though_every_weekday_is_open()
    {
        var everyDay = new SiteCalendar(Zone, OpeningHours.Every(AllWeek, new(8, 0), new(19, 0)));
        var overLabourDay = new TimeRange(Utc("2026-04-30T08:00Z"), Utc("2026-05-02T08:00Z"));

        Assert.Equal(Opening.Closed, everyDay.Check(overLabourDay));
        Assert.Equal(Opening.Open, everyDay.Check(overLabourDay.Shift(TimeSpan.FromDays(2))));
    }

    [Fact]
    public void A_site_that_never_closes_takes_whole_days_of_any_length()
    {
        Assert.Equal(Opening.Open, Always.Check(Always.WholeDay(ClocksForward)));
        Assert.Equal(Opening.Open, Always.Check(Always.WholeDay(ClocksBack)));
        Assert.Equal(Opening.Open, Always.Check(new TimeRange(Utc("2026-01-01T00:00Z"), Utc("2926-01-01T00:00Z"))));
    }

    [Fact]
    public void Where_the_clocks_go_back_over_midnight_the_day_that_has_begun_goes_on()
    {
        // Newfoundland, 2006: at 00:01 it became 23:01 of the evening before.
        var newfoundland = new SiteCalendar("America/St_Johns", Always.Hours);
        var sunday = new DateOnly(2006, 10, 29);

        Assert.Equal(Utc("2006-10-29T02:30Z"), newfoundland.WholeDay(sunday).Start);
        Assert.Equal(sunday.AddDays(-1), newfoundland.DayOf(Utc("2006-10-29T02:29Z")));
        Assert.Equal(sunday, newfoundland.DayOf(Utc("2006-10-29T02:45Z")));
        Assert.Equal(sunday, newfoundland.DayOf(Utc("2006-10-29T03:30Z")));
    }

    [Fact]
    public void Where_the_clocks_skip_midnight_the_day_begins_after_the_gap()
    {
        // Brazil, 2018: after 23:59 came 01:00.
        var brazil = new SiteCalendar("America/Sao_Paulo", Always.Hours);
        var sunday = new DateOnly(2018, 11, 4);

        Assert.Equal(new TimeRange(Utc("2018-11-04T03:00Z"), Utc("2018-11-05T02:00Z")), brazil.WholeDay(sunday));
        Assert.Equal(sunday.AddDays(-1), brazil.DayOf(Utc("2018-11-04T02:59Z")));
    }

    [Fact]
    public void A_day_that_a_zone_skipped_has_no_hours_and_nothing_touches_it()
    {
        // Samoa crossed the date line: after Thursday 29 December 2011 came Saturday 31.
        var samoa = new SiteCalendar("Pacific/Apia", Always.Hours);
        var skipped = new DateOnly(2011, 12, 30);
        var over = new TimeRange(Utc("2011-12-30T09:00Z"), Utc("2011-12-30T11:00Z"));

        Assert.Null(samoa.Span(skipped, DayPart.Full));
        Assert.Equal([new(skipped.AddDays(-1), true), new(skipped.AddDays(1), false)], samoa.HalfDaysTouched(over));
    }

    [Fact]
    public void The_ends_of_the_calendar_are_answered_like_any_other_day()
    {
        foreach (var calendar in new[] { Always, new SiteCalendar("America/New_York", Always.Hours), new SiteCalendar("Pacific/Auckland", Always.Hours) })
        {
            var last = new TimeRange(DateTimeOffset.MaxValue.AddHours(-30), DateTimeOffset.MaxValue);
            Assert.Equal(DateTimeOffset.MaxValue, calendar.ToLocal(DateTimeOffset.MaxValue));
            Assert.Equal(DateTimeOffset.MinValue, calendar.ToLocal(DateTimeOffset.MinValue));
            Assert.Equal(DateOnly.MaxValue.Year, calendar.DayOf(DateTimeOffset.MaxValue).Year);
            Assert.Equal(1, calendar.DayOf(DateTimeOffset.MinValue).Year);
            Assert.InRange(calendar.HalfDaysTouched(last).Count, 2, 4);
            Assert.Equal(30, calendar.StartedHours(last).Count);
            Assert.Equal(Opening.Open, calendar.Check(last));
            Assert.NotNull(calendar.Resolve(DateTime.MaxValue));
            Assert.NotNull(calendar.Resolve(DateTime.MinValue));
            Assert.NotNull(calendar.WholeDay(DateOnly.MaxValue));
            Assert.NotNull(calendar.WholeDay(DateOnly.MinValue));
        }
    }

    private static SiteCalendar RoundTheClock() => new(Zone, OpeningHours.Every(AllWeek, new(0, 0), new(0, 0), openOnPublicHolidays: true));

    private static DateTime Clock(string local) => DateTime.ParseExact(local, "yyyy-MM-dd'T'HH:mm", null);
}
