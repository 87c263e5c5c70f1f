using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings.Histories;

/// <summary>What must hold whatever members, keepers and the clock do, over the turn of a month.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void No_place_is_ever_held_twice() => Always(Oracle.NothingIsHeldTwice);

    [Fact]
    public void No_member_is_ever_in_two_places() => Always(Oracle.NobodyIsInTwoPlaces);

    [Fact]
    public void Held_used_and_left_are_always_what_was_granted_and_overdrawn() => Always(Oracle.EveryAccountAddsUp);

    [Fact]
    public void Every_booking_costs_the_time_it_takes() => Always(Oracle.EveryBookingCostsItsTime);

    [Fact]
    public void Giving_a_place_back_frees_exactly_its_time_and_somebody_else_can_have_it() => Along((before, step, after) =>
    {
        if (step is not Step.Do(var number, Deed.Cancel or Deed.Release or Deed.CancelBySite or Deed.Refuse)) return true;

        var booking = before.Chosen(number);
        if (booking is null || after.Bookings[booking.Id].Version == booking.Version) return Oracle.Occupancy(before).SequenceEqual(Oracle.Occupancy(after));

        var freed = Oracle.Moments(booking).Select(at => (booking.Space, at)).ToHashSet();
        return Oracle.Occupancy(after).SequenceEqual(Oracle.Occupancy(before).Where(held => !freed.Contains(held))) && CanBeHad(booking, after);
    });

    [Fact]
    public void A_command_that_comes_twice_changes_nothing_the_second_time() => Along((_, step, after) =>
        step is Step.Wait || Told(after.Apply(step)) == Told(after));

    [Fact]
    public void The_same_history_ends_the_same() => Runs.Hold(Steps.All, steps => Told(World.After(steps)) == Told(World.After(steps)));

    [Fact]
    public void Nobody_elses_booking_is_touched_by_what_a_member_books_or_moves() => Along((before, step, after) =>
    {
        MemberId? actor = step switch
        {
            Step.Book book => World.Members[book.Member % World.Members.Length],
            Step.BookSeries series => World.Members[series.Member % World.Members.Length],
            Step.Move move => before.Chosen(move.Booking)?.Member,
            Step.EndAt end => before.Chosen(end.Booking)?.Member,
            Step.Do act => before.Chosen(act.Booking)?.Member,
            _ => null,
        };
        return step is Step.Wait || before.Bookings.Values.All(old => old.Member == actor || ReferenceEquals(old, after.Bookings[old.Id]));
    });

    [Fact]
    public void What_is_stored_anew_is_one_version_further() => Along((before, _, after) =>
        after.Bookings.Values.All(now => !before.Bookings.TryGetValue(now.Id, out var old) ? now.Version == 1 : ReferenceEquals(old, now) || now.Version == old.Version + 1));

    [Fact]
    public void What_is_kept_is_due_and_what_has_ended_is_not() => Always(world =>
        world.Bookings.Values.All(booking => booking.Holds == booking.DueAt is not null));

    [Fact]
    public void A_failing_history_is_shrunk_and_prints_its_seed()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Runs.Hold(Steps.All, steps => World.After(steps).Bookings.IsEmpty));

        Assert.Matches(@"Falsifiable, after \d+ tests? \(\d+ shrinks?\) \(\d+,\d+\)", failure.Message);
        Assert.Single(failure.Message.Split("Shrunk:")[1].Split("with exception")[0], character => character == '{');
    }

    private static void Always(Func<World, bool> holds) => Along((_, _, after) => holds(after));

    private static void Along(Func<World, Step, World, bool> holds) => Runs.Hold(Steps.All, steps =>
    {
        var world = new World();
        foreach (var step in steps)
        {
            var next = world.Apply(step);
            if (!holds(world, step, next)) return false;
            world = next;
        }

        return true;
    });

    // What is left of the freed time goes to a stranger who may use everything.
    private static bool CanBeHad(Booking freed, World world)
    {
        var start = freed.During.Start > world.Now ? freed.During.Start : world.Now;
        var space = World.SpaceOf(freed);
        var zoe = new BookingRequest
        {
            Id = new BookingId("zoe"),
            Member = new MemberId("zoe"),
            Space = space,
            During = new TimeRange(start, freed.During.End),
        };
        return BookingPolicy.Decide(zoe, world.Facts(zoe.Member, space), world.Now) is BookingDecision.Accepted;
    }

    private static string Told(World world) => string.Join('\n', world.Bookings.Values.Select(booking =>
        $"{booking.Id} v{booking.Version} {booking.Status} {booking.Member} {booking.Space} {booking.During} {booking.DueAt:O} {booking.EndReason} "
        + string.Join(',', booking.Charges.Select(charge => $"{charge}"))));
}
