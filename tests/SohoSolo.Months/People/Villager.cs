using System.Globalization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Months.Checks;
using SohoSolo.Months.World;

namespace SohoSolo.Months.People;

/// <summary>One member and her habits: she books, forgets, comes, sits and leaves. Chance is her own for each day and each booking, so that one booking more changes nobody else's life.</summary>
internal sealed class Villager(string name, SiteId home, SimHub hub, Agenda agenda, Town town, int seed)
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void PlanDay(DateOnly day, DateTimeOffset midnight)
    {
        var chance = Chance.Of(seed, $"{name}/{day:yyyy-MM-dd}");
        for (var before = 0; before < Habits.BookedBefore && day == Simulation.FirstDay; before++)
            agenda.At(midnight.AddHours(1), () => Book(day, chance));

        if (day == Simulation.FirstDay && Chance.Of(seed, $"{name} chooses").Percent(Habits.WantsItGivenBack))
            agenda.At(midnight.AddMinutes(30), Choose);

        if (chance.Percent(Habits.BooksToday))
            agenda.At(midnight + chance.Between(TimeSpan.FromHours(7), TimeSpan.FromHours(21)), () => Book(day, chance));
        if (chance.Percent(Habits.ComesWithoutBooking) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            agenda.At(midnight + chance.Between(TimeSpan.FromHours(8.2), TimeSpan.FromHours(16)), () => ComeWithoutBooking(chance));
    }

    /// <summary>Her place is given back when she has left.</summary>
    private async Task Choose()
    {
        if (hub.IsUp)
            await hub.As(name).Put("me/preferences", new { releaseWhenLeft = true });
    }

    private async Task Book(DateOnly today, Chance chance)
    {
        var day = today.AddDays(chance.Between(0, 6));
        if (!hub.IsUp || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            return;

        var answer = await hub.As(name).Book(Wish(day, chance));
        town.Asked(answer.Status);
        if (answer.Status == 201)
            Plan(answer.Json);
        else if (answer.Status == 200 && answer.Json.TryGetProperty("dates", out var dates))
            foreach (var date in dates.EnumerateArray().Where(date => date.TryGetProperty("booking", out var made) && made.ValueKind == System.Text.Json.JsonValueKind.Object))
                Plan(date.GetProperty("booking"));
    }

    private object Wish(DateOnly day, Chance chance)
    {
        var on = day.ToString("yyyy-MM-dd", Plain);
        var waitlist = chance.Percent(Habits.WaitsInLine) ? "take" : null;
        switch (chance.Between(1, 10))
        {
            case 1:
                var from = chance.Between(8, 15);
                return new { site = home.Value, kind = "meeting-room", start = $"{on}T{from:00}:00", end = $"{on}T{from + chance.Between(1, 3):00}:00" };
            case 2:
                return new { site = home.Value, kind = "office", day = on, part = "morning", waitlist };
            case 3 or 4:
                var at = chance.Between(8, 16);
                return new { site = home.Value, kind = "desk", start = $"{on}T{at:00}:30", end = $"{on}T{at + 2:00}:00", waitlist };
            default:
                return new { site = home.Value, kind = "desk", day = on, part = chance.Of(["full", "morning", "morning", "afternoon"]), waitlist };
        }
    }

    private void Plan(System.Text.Json.JsonElement booking) => Plan(new BookingId(booking.GetProperty("id").GetString()!), booking.GetProperty("start").GetDateTimeOffset(), booking.GetProperty("end").GetDateTimeOffset());

    /// <summary>What becomes of a booking is decided when it is made.</summary>
    public void Plan(BookingId id, DateTimeOffset start, DateTimeOffset end)
    {
        var chance = Chance.Of(seed, $"{name} at {start:O}");
        if (chance.Percent(Habits.Cancels))
            agenda.At(agenda.Now + ((start - agenda.Now) * chance.Share()), () => Cancel(id));
        if (chance.Percent(Habits.NeverComes))
            return;

        var arrives = start + Arrival(chance);
        if (arrives < end.AddMinutes(-10))
            agenda.At(arrives > agenda.Now ? arrives : agenda.Now.AddMinutes(3), () => Come(id, end, chance));
    }

    private static TimeSpan Arrival(Chance chance)
    {
        if (chance.Percent(Habits.ComesEarly))
            return -chance.Between(TimeSpan.Zero, TimeSpan.FromMinutes(25));
        if (chance.Percent(Habits.ComesVeryLate))
            return chance.Between(TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(150));

        return chance.Percent(Habits.ComesLate) ? chance.Between(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(40)) : chance.Between(TimeSpan.Zero, TimeSpan.FromMinutes(3));
    }

    private async Task Cancel(BookingId id)
    {
        if (hub.IsUp)
            await hub.As(name).Delete($"bookings/{id}");
    }

    private async Task Come(BookingId id, DateTimeOffset end, Chance chance)
    {
        // She reads her mail before she leaves, if there is any to read; who comes late does not always see that her place is gone.
        if (!hub.IsUp || await hub.Queries.Booking(id, Stop) is not { Status: BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.NoShow } booking)
            return;
        if (booking.Status == BookingStatus.NoShow && !chance.Percent(Habits.ComesAllTheSame))
            return;

        var door = town.DoorOf(booking.Site);
        Task Sits() => Sit(booking, end, chance);
        if (chance.Percent(Habits.ForgetsBadge))
        {
            await hub.As(Villages.KeeperOf(booking.Site)).Post($"bookings/{id}/check-in");
            await door.LetIn(name, Sits);
            return;
        }

        if (chance.Percent(Habits.FollowsIn))
        {
            door.WaitBeside(name, Sits);
            agenda.In(TimeSpan.FromMinutes(8), () => door.Show(name, true, Sits));
            return;
        }

        await door.Show(name, true, Sits);
    }

    private async Task ComeWithoutBooking(Chance chance) =>
        await town.DoorOf(home).Show(name, true, () => Sit(chance.Of(Villages.DesksOf(home)), agenda.Now + chance.Between(TimeSpan.FromMinutes(40), TimeSpan.FromHours(3)), null, chance));

    private Task Sit(Booking booking, DateTimeOffset end, Chance chance)
    {
        var space = chance.Percent(Habits.SitsElsewhere) && booking.Kind == Core.Sites.SpaceKind.Desk ? chance.Of(Villages.DesksOf(booking.Site)) : booking.Space;
        var leaves = end - chance.Between(TimeSpan.Zero, TimeSpan.FromMinutes(8));
        if (chance.Percent(Habits.LeavesEarly))
            leaves = end - chance.Between(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(270));
        else if (chance.Percent(Habits.Overstays))
            leaves = end + chance.Between(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(40));

        return Sit(space, leaves > agenda.Now.AddMinutes(10) ? leaves : agenda.Now.AddMinutes(10), chance.Percent(Habits.GivesBackTheRest) ? booking.Id : null, chance);
    }

    private async Task Sit(SpaceId space, DateTimeOffset leaves, BookingId? givesBack, Chance chance)
    {
        var sitting = await town.Sits(name, space);
        agenda.At(agenda.Now, () => Move(sitting, leaves, givesBack, chance));
    }

    private async Task Move(Sitting sitting, DateTimeOffset leaves, BookingId? givesBack, Chance chance)
    {
        if (agenda.Now >= leaves)
        {
            await town.Rises(sitting);
            await town.DoorOf(sitting.Space).Leave(name);
            if (givesBack is { } id && hub.IsUp && await hub.Queries.Booking(id, Stop) is { Status: BookingStatus.CheckedIn } booking && booking.During.End > agenda.Now.AddMinutes(10))
                await hub.As(name).Post($"bookings/{id}/release");

            return;
        }

        await town.Notice(sitting);
        var next = agenda.Now + chance.Between(TimeSpan.FromSeconds(20), Habits.SitsStill);
        agenda.At(next < leaves ? next : leaves, () => Move(sitting, leaves, givesBack, chance));
    }
}
