using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Time;

/// <summary>The calendar against a clock made by hand that is read every quarter of an hour.</summary>
public sealed class SiteCalendarPropertyTests
{
    private static readonly SiteCalendar Calendar = new(ParisByHand.Zone, OpeningHours.Every(Enum.GetValues<DayOfWeek>()[1..6], new(8, 30), new(18, 15)));
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>Half of them within three days of a change of the clocks in 2026, a quarter in that year, a quarter anywhere from 1996 to 2100.</summary>
    private static readonly Gen<DateTimeOffset> Instant = Gen.OneOf(
        Gen.Choose(-288, 288).Select(quarters => ParisByHand.Utc("2026-03-29T01:00Z") + (quarters * Quarter)),
        Gen.Choose(-288, 288).Select(quarters => ParisByHand.Utc("2026-10-25T01:00Z") + (quarters * Quarter)),
        Gen.Choose(0, 4 * 24 * 365 * 104).Select(quarters => ParisByHand.Utc("1996-01-01T00:00Z") + (quarters * Quarter)),
        Gen.Choose(0, 4 * 24 * 365).Select(quarters => ParisByHand.Utc("2026-01-01T00:00Z") + (quarters * Quarter)));

    private static readonly Arbitrary<TimeRange> Ranges =
        (from start in Instant
         from quarters in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(1, 600))
         select new TimeRange(start, start + (quarters * Quarter))).ToArbitrary();

    [Fact]
    public void An_instant_has_the_clock_time_and_the_day_that_the_directive_gives_it() => Hold(Instant.ToArbitrary(), instant =>
        Calendar.ToLocal(instant).DateTime == ParisByHand.ClockAt(instant)
        && Calendar.ToLocal(instant) == instant
        && Calendar.DayOf(instant) == ParisByHand.DayAt(instant)
        && Calendar.HalfDayOf(instant) == HalfDayByHand(instant));

    [Fact]
    public void A_clock_time_resolves_to_the_first_instant_that_shows_it() => Hold(Instant.ToArbitrary(), instant =>
    {
        var clock = DateTime.SpecifyKind(instant.UtcDateTime, DateTimeKind.Unspecified);
        var shown = ParisByHand.InstantsShowing(clock);
        LocalMoment expected = shown.Count == 0 ? new LocalMoment.Nonexistent(clock) : new LocalMoment.Instant(shown[0], shown.Count > 1);
        return Calendar.Resolve(clock) == expected;
    });

    [Fact]
    public void Reading_the_clock_and_resolving_it_comes_back_to_the_instant_or_to_its_twin_an_hour_before() => Hold(Instant.ToArbitrary(), instant =>
        Calendar.Resolve(Calendar.ToLocal(instant).DateTime) is LocalMoment.Instant found
        && (found.At == instant || (found.Ambiguous && found.At == instant.AddHours(-1))));

    [Fact]
    public void Days_and_their_halves_follow_each_other_without_gap_or_overlap() => Hold(Instant.ToArbitrary(), instant =>
    {
        var day = ParisByHand.DayAt(instant);
        var whole = Calendar.WholeDay(day);
        var morning = Calendar.WholeHalfDay(new HalfDay(day, IsAfternoon: false));
        var afternoon = Calendar.WholeHalfDay(new HalfDay(day, IsAfternoon: true));
        return whole.Contains(instant)
            && whole.End == Calendar.WholeDay(day.AddDays(1)).Start
            && (morning.Start, morning.End, afternoon.End) == (whole.Start, afternoon.Start, whole.End);
    });

    [Fact]
    public void The_half_days_touched_are_those_met_on_a_walk_through_the_range() => Hold(Ranges, range =>
        Calendar.HalfDaysTouched(range).SequenceEqual(Quarters(range).Select(HalfDayByHand).Distinct()));

    [Fact]
    public void The_half_days_touched_cover_exactly_the_range() => Hold(Ranges, range =>
    {
        var pieces = Calendar.HalfDaysTouched(range).Select(half => Calendar.WholeHalfDay(half).Intersect(range)).ToList();
        return pieces[0]?.Start == range.Start
            && pieces[^1]?.End == range.End
            && pieces.Zip(pieces.Skip(1)).All(pair => pair.First?.End == pair.Second?.Start);
    });

    [Fact]
    public void Started_hours_are_counted_from_the_start_and_named_by_their_day() => Hold(Ranges, range =>
        Calendar.StartedHours(range).SequenceEqual(Quarters(range).Where((_, index) => index % 4 == 0).Select(ParisByHand.DayAt)));

    [Fact]
    public void Hours_are_checked_as_a_clerk_with_a_calendar_would() => Hold(Ranges, range => Calendar.Check(range) == OpeningByHand(range));

    private static Opening OpeningByHand(TimeRange range)
    {
        var quarters = Quarters(range).Select(ParisByHand.ClockAt).ToList();
        if (quarters.Any(clock => clock.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Holiday(DateOnly.FromDateTime(clock))))
            return Opening.Closed;

        var starts = quarters[0].TimeOfDay >= new TimeSpan(8, 30, 0) && quarters[0].TimeOfDay < new TimeSpan(18, 15, 0);
        var ends = quarters[^1].TimeOfDay >= new TimeSpan(8, 30, 0) && quarters[^1].TimeOfDay < new TimeSpan(18, 15, 0);
        return starts && ends ? Opening.Open : Opening.OutsideHours;
    }

    /// <summary>The calendar's list is held against the published one elsewhere; here only the weekdays and hours are in question.</summary>
    private static bool Holiday(DateOnly day) => FrenchHolidays.In(day.Year).Any(holiday => holiday.Date == day);

    private static IEnumerable<DateTimeOffset> Quarters(TimeRange range)
    {
        for (var at = range.Start; at < range.End; at += Quarter)
            yield return at;
    }

    private static HalfDay HalfDayByHand(DateTimeOffset instant) =>
        new(ParisByHand.DayAt(instant), ParisByHand.ClockAt(instant).TimeOfDay >= new TimeSpan(13, 30, 0));

    private static void Hold<T>(Arbitrary<T> given, Func<T, bool> property) =>
        Prop.ForAll(given, property).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true));
}
