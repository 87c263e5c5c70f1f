using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

/// <summary>Whatever she did before and whatever is taken: what the button offers can be booked, and is a day of hers.</summary>
public sealed class HabitPropertyTests
{
    private static readonly Gen<Booking> Stays =
        from space in Gen.Elements(Desk, Desk2, Office, Room)
        from back in Gen.Choose(-10, 100)
        from start in Gen.Choose(8, 17)
        from length in Gen.Choose(1, 11)
        from status in Gen.Elements(Enum.GetValues<BookingStatus>())
        let at = TuesdayAt(0).AddDays(-back).AddHours(start)
        select Kept with { Id = new BookingId($"{space.Id}@{at:yyMMddHH}+{length}"), Space = space.Id, Kind = space.Kind, During = new TimeRange(at, at.AddHours(length)), Status = status };

    private static readonly Gen<Hold> Held =
        from space in Gen.Elements(Desk, Desk2, Office)
        from hour in Gen.Choose(0, 24 * 21)
        from length in Gen.Choose(1, 60)
        from member in Gen.Elements(Anne, Paul)
        select Hold(space, new TimeRange(Now.AddHours(hour), Now.AddHours(hour + length)), member);

    [Fact]
    public void What_is_offered_the_rules_accept_on_a_day_of_hers() => Runs.Hold(Cases, at =>
    {
        var habit = Habit.Of(at.History, new Dictionary<SiteId, Telecentre> { [Nogaro] = Site }, null, Now)!;
        var around = Around(at.Held, at.Tickets);
        if (AsUsual.Next(habit, around, Now) is not UsualDay.Bookable(var day, var part, _, var space, var booking)) return true;

        var isHers = habit.Week.Count == 0 ? booking.During.Start > Now.AddHours(16) : habit.Week.ContainsKey(day.DayOfWeek);
        return isHers && space.Kind == habit.Kind && Accepts(space, Weekdays.Span(day, part)!, around);
    });

    [Fact]
    public void A_week_that_is_offered_can_be_booked_whole() => Runs.Hold(Cases, at =>
    {
        var habit = Habit.Of(at.History, new Dictionary<SiteId, Telecentre> { [Nogaro] = Site }, null, Now)!;
        var around = Around(at.Held, at.Tickets);
        foreach (var day in AsUsual.NextWeek(habit, around, Now).OfType<UsualDay.Bookable>())
        {
            if (!Accepts(day.Space, Weekdays.Span(day.Day, day.Part)!, around)) return false;

            around = around with { Wallet = around.Wallet.With(Nogaro, [], day.Booking.Charges), Upcoming = around.Upcoming + 1 };
        }

        return true;
    });

    private static Arbitrary<(IReadOnlyList<Booking> History, IReadOnlyList<Hold> Held, int Tickets)> Cases
    {
        get
        {
            var (stays, holds) = (Runs.Lists(Stays, most: 30), Runs.Lists(Held, most: 30));
            var cases = from history in stays.Generator from held in holds.Generator from tickets in Gen.Choose(1, 9) select (history, held, tickets);
            return Arb.From(cases, at => stays.Shrinker(at.history).Select(fewer => (fewer, at.held, at.tickets)).Concat(holds.Shrinker(at.held).Select(fewer => (at.history, fewer, at.tickets))));
        }
    }

    private static Surroundings Around(IReadOnlyList<Hold> held, int tickets) => new()
    {
        Here = Site,
        Diary = new Diary(held, []),
        Member = Anne,
        MemberHolds = [.. held.Where(hold => hold.Member == Anne)],
        Wallet = WalletOf(Tickets(tickets)),
    };

    private static bool Accepts(Space space, TimeRange during, Surroundings around)
    {
        var facts = Facts with
        {
            SpaceHolds = around.Diary.HoldsOf(space.Id),
            MemberHolds = around.MemberHolds,
            Upcoming = around.Upcoming,
            Wallet = around.Wallet,
        };
        return BookingPolicy.Decide(Request with { Space = space, During = during, ByDayPart = true }, facts, Now) is BookingDecision.Accepted;
    }
}
