using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

/// <summary>What the one button offers. It is Monday 23 November 2026, eight in the morning.</summary>
public sealed class HabitTests
{
    private static readonly Telecentre Eauzan = Site with
    {
        Id = Eauze,
        Name = "Eauze",
        Spaces = [Place("eauze-desk-1", SpaceKind.Desk)],
        Location = new GeoPoint(43.86, 0.10),
    };

    private static readonly Dictionary<SiteId, Telecentre> Sites = new() { [Nogaro] = Site, [Eauze] = Eauzan };

    [Fact]
    public void Somebody_who_comes_every_Tuesday_morning_is_offered_Tuesday_morning_at_her_place()
    {
        var offered = Offered(Tuesdays(6, Desk2, DayPart.Morning));

        Assert.Equal((new DateOnly(2026, 11, 24), DayPart.Morning, Desk2.Id), (offered.Day, offered.Part, offered.Space.Id));
        Assert.Equal(Tuesday(8, 13.5), offered.Booking.During);
    }

    [Fact]
    public void Twice_in_four_weeks_makes_a_day_hers_and_twice_in_five_does_not()
    {
        Assert.Equal([DayOfWeek.Tuesday], HabitOf([.. Tuesdays(4, Desk, DayPart.Full).Where((_, week) => week is 0 or 3)]).Week.Keys);
        Assert.Empty(HabitOf([.. Tuesdays(5, Desk, DayPart.Full).Where((_, week) => week is 0 or 4)]).Week);
        Assert.Empty(HabitOf(Tuesdays(1, Desk, DayPart.Full)).Week);
    }

    [Fact]
    public void A_day_that_is_hers_already_is_passed_over()
    {
        var history = Tuesdays(6, Desk, DayPart.Full);

        Assert.Equal(new DateOnly(2026, 12, 1), Offered(history, Around with { MemberHolds = [Hold(Office, Tuesday(9, 10), Anne)] }).Day);
    }

    [Fact]
    public void Today_is_offered_while_half_of_it_is_left()
    {
        var mondays = Tuesdays(6, Desk, DayPart.Morning, shift: -1);

        Assert.Equal(new DateOnly(2026, 11, 23), Offered(mondays).Day);
        Assert.Equal(new DateOnly(2026, 11, 30), Assert.IsType<UsualDay.Bookable>(AsUsual.Next(HabitOf(mondays), Around, At("2026-11-23 11:00 +01:00"))).Day);
    }

    [Fact]
    public void Without_a_rule_in_her_days_the_next_open_day_is_offered_and_holidays_are_closed()
    {
        Assert.Equal(new DateOnly(2026, 11, 24), Offered([Stay(Desk, new DateOnly(2026, 11, 12), DayPart.Full)]).Day);

        // After Thursday 24 December comes Christmas, and then a weekend.
        var christmas = At("2026-12-24 18:00 +01:00");
        var habit = Habit.Of([], Sites, Site.Location, christmas)!;
        Assert.Equal(new DateOnly(2026, 12, 28), Assert.IsType<UsualDay.Bookable>(AsUsual.Next(habit, Around, christmas)).Day);
    }

    [Fact]
    public void Where_her_place_is_taken_another_one_is_offered_and_at_last_the_nearest_telecentre()
    {
        var history = Tuesdays(6, Desk, DayPart.Full);
        var (one, other) = (Hold(Desk, Tuesday(9, 10)), Hold(Desk2, Tuesday(14, 15)));

        Assert.Equal(Desk2.Id, Offered(history, Around with { Diary = new Diary([one], []) }).Space.Id);
        Assert.Equal(Eauze, Offered(history, Around with { Diary = new Diary([one, other], []) }).Site.Id);
        Assert.Equal(new DateOnly(2026, 12, 1), Offered(history, Around with { Diary = new Diary([one, other], []), Network = [Site] }).Day);
    }

    [Fact]
    public void What_is_left_to_her_decides_the_day()
    {
        var history = Tuesdays(6, Desk, DayPart.Full);
        var november = new Balance(new EntitlementId("occasional"), Period.Month(new DateOnly(2026, 11, 1)), Nogaro, Held: 0, Used: 10);
        var spent = Around with { Wallet = new Wallet([Occasional(10)], [november]) };

        Assert.Equal(new DateOnly(2026, 12, 1), Offered(history, spent).Day);
        Assert.Equal(DeclineReason.QuotaExhausted, Assert.IsType<UsualDay.NotBookable>(AsUsual.Next(HabitOf(history), Around with { Wallet = WalletOf(Tickets(1)) }, Now)).Reason);
    }

    [Fact]
    public void Whoever_is_new_is_offered_any_desk_nearest_her_home()
    {
        var habit = Habit.Of([], Sites, Eauzan.Location, Now)!;

        Assert.Equal((Eauze, SpaceKind.Desk, null, DayPart.Full), (habit.Site, habit.Kind, habit.Space, habit.Part));
        Assert.Empty(habit.Week);
    }

    [Fact]
    public void What_is_cancelled_long_ago_or_a_meeting_tells_no_habit()
    {
        var cancelled = Stay(Desk2, new DateOnly(2026, 11, 17), DayPart.Full) with { Status = BookingStatus.Cancelled };
        var meeting = Stay(Desk2, new DateOnly(2026, 11, 17), DayPart.Full) with { Kind = SpaceKind.MeetingRoom };
        var longAgo = Stay(Desk2, new DateOnly(2026, 8, 4), DayPart.Full);

        Assert.Null(Habit.Of([cancelled, meeting, longAgo], Sites, Site.Location, Now)!.Space);
    }

    [Fact]
    public void A_place_that_is_no_more_leaves_her_the_telecentre_and_the_kind()
    {
        var gone = Tuesdays(4, Place("nogaro-desk-9", SpaceKind.Desk), DayPart.Full);

        Assert.Equal((Nogaro, SpaceKind.Desk, null), (HabitOf(gone).Site, HabitOf(gone).Kind, HabitOf(gone).Space));
    }

    [Fact]
    public void A_week_is_offered_day_by_day_as_if_those_before_were_booked()
    {
        var history = (List<Booking>)[.. Tuesdays(6, Desk, DayPart.Morning), .. Tuesdays(6, Desk, DayPart.Full, shift: 2)];
        var days = AsUsual.NextWeek(HabitOf(history), Around with { Wallet = WalletOf(Tickets(2)) }, Now);

        Assert.Equal([new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 3)], days.Select(day => day.Day));
        Assert.Equal([DayPart.Morning, DayPart.Full], days.Select(day => day.Part));
        Assert.IsType<UsualDay.Bookable>(days[0]);
        Assert.Equal(DeclineReason.QuotaExhausted, Assert.IsType<UsualDay.NotBookable>(days[1]).Reason);
    }

    private static Surroundings Around => new() { Here = Site, Network = [Site, Eauzan], Diary = new Diary([], []), Member = Anne, Wallet = WalletOf(Free) };

    private static Habit HabitOf(IReadOnlyList<Booking> history) => Habit.Of(history, Sites, null, Now)!;

    private static UsualDay.Bookable Offered(IReadOnlyList<Booking> history, Surroundings? around = null) =>
        Assert.IsType<UsualDay.Bookable>(AsUsual.Next(HabitOf(history), around ?? Around, Now));

    /// <summary>So many weeks back from last Tuesday; <paramref name="shift"/> makes another day of the week of it.</summary>
    private static List<Booking> Tuesdays(int weeks, Space space, DayPart part, int shift = 0) =>
        [.. Enumerable.Range(1, weeks).Select(week => Stay(space, new DateOnly(2026, 11, 24).AddDays(shift - (7 * week)), part))];

    private static Booking Stay(Space space, DateOnly day, DayPart part) => Kept with
    {
        Id = new BookingId($"{space.Id}@{day:yyyyMMdd}"),
        Space = space.Id,
        Kind = space.Kind,
        During = Weekdays.Span(day, part)!,
        Status = BookingStatus.Completed,
    };
}
