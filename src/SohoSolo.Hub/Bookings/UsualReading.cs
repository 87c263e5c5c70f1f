using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>What a member usually does, and what she would find if she did it again.</summary>
internal sealed record Usually(Habit Habit, Surroundings Around);

/// <summary>
/// Reads what "as usual" is told from: her latest bookings, her bookings to come, and what is held around her usual place in the next weeks. Each read is bounded by time, so it costs the same
/// after ten years as on the first day.
/// </summary>
internal sealed class UsualReading(StoreQueries queries, Neighbourhood neighbourhood, NetworkCache network, TimeProvider clock)
{
    /// <summary>More than <see cref="Habit.MostRemembered"/>: rooms and guests are among them and are no habit.</summary>
    private const int MostRead = 40;

    private const int MostToCome = 100;

    private static readonly BookingStatus[] Telling = [BookingStatus.Confirmed, BookingStatus.CheckedIn, BookingStatus.Completed];
    private static readonly BookingStatus[] Holding = [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    /// <summary>What she holds from now on, the next first.</summary>
    public async Task<IReadOnlyList<Booking>> ToCome(MemberId member, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await queries.Bookings(new BookingFilter { Member = member, Window = new TimeRange(now, now.AddDays(400)), Statuses = Holding, Most = MostToCome }, stop);
    }

    /// <summary>Null where the network has nothing to sit at.</summary>
    public async Task<Usually?> Read(Member who, IReadOnlyList<Booking> toCome, CancellationToken stop)
    {
        var (now, known) = (clock.GetUtcNow(), await network.Get(stop));
        var latest = new BookingFilter { Member = who.Id, Window = new TimeRange(now - Habit.Memory, now.AddDays(AsUsual.HorizonDays)), Statuses = Telling, NewestFirst = true, Most = MostRead };
        var history = await queries.Bookings(latest, stop);
        var home = who.Commune is { } commune ? known.Communes.GetValueOrDefault(commune)?.Centre : null;
        if (Habit.Of(history, known.Sites, home, now) is not { } habit) return null;

        var here = known.Sites[habit.Site];
        IReadOnlyList<Telecentre> others =
        [
            .. known.Sites.Values
                .Where(site => site.Id != here.Id && site.Spaces.Any(space => space.Kind == habit.Kind))
                .OrderBy(site => here.Location.DistanceKm(site.Location)).ThenBy(site => site.Id),
        ];
        var horizon = new TimeRange(now, now.AddDays(AsUsual.HorizonDays + 1));
        var around = new Surroundings
        {
            Here = here,
            Network = [here, .. others.Take(1)],
            Diary = await Diary([here, .. others.Take(1)]),
            Member = who.Id,
            MemberActive = who.Status == MemberStatus.Active,
            MemberHolds = [.. toCome.Select(booking => new Hold(booking.Id, booking.Space, booking.Member, booking.Kind, booking.During, booking.Guests.Count > 0))],
            Upcoming = toCome.Count(booking => booking.During.Start > now),
            Wallet = await queries.Wallet(who.Id, DecisionScope.Months(here.Calendar, horizon), stop),
        };

        // The nearest other site is mostly enough; the whole network is read for the few who would be offered nothing.
        return others.Count > 1 && AsUsual.Next(habit, around, now) is UsualDay.NotBookable
            ? new Usually(habit, around with { Network = [here, .. others], Diary = await Diary([here, .. others]) })
            : new Usually(habit, around);

        Task<Diary> Diary(IReadOnlyList<Telecentre> sites) => neighbourhood.Diary([.. sites.Select(site => site.Id)], here.Calendar, horizon, stop);
    }
}
