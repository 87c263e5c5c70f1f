using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>What the database would hold while history is being made: the facts of each decision, and what was decided.</summary>
/// <param name="known">Bookings of later days: they have drawn already.</param>
internal sealed class DemoBook(IReadOnlyList<Entitlement> entitlements, IReadOnlyList<SeedBooking> known)
{
    private readonly Dictionary<BookingId, (Booking Booking, List<SeedStep> Steps)> kept = [];
    private readonly Dictionary<MemberId, List<Hold>> held = [];
    private readonly Dictionary<SpaceId, List<Hold>> taken = [];
    private readonly Dictionary<MemberId, Wallet> wallets = entitlements.GroupBy(grant => grant.Member).ToDictionary(own => own.Key, own => Drawn(new Wallet([.. own], []), known.Where(one => one.Booking.Member == own.Key)));
    private readonly List<SpaceLease> leases =
        [.. entitlements.OfType<Entitlement.Lease>().Select(lease => new SpaceLease(lease.Id, lease.Space, lease.Member, lease.FirstDay, lease.LastDay, new HashSet<DateOnly>()))];

    public IReadOnlyList<SeedBooking> All => [.. kept.Values.Select(one => new SeedBooking(one.Booking, one.Steps)).OrderBy(one => one.Booking.Id)];

    public Booking this[BookingId id] => kept[id].Booking;

    public BookingFacts FactsFor(Telecentre site, Space space, MemberId member, DateTimeOffset now)
    {
        var hers = held.GetValueOrDefault(member) ?? [];
        return new BookingFacts
        {
            Site = site,
            MemberActive = true,
            SpaceHolds = [.. taken.GetValueOrDefault(space.Id) ?? []],
            MemberHolds = [.. hers],
            Upcoming = hers.Count(hold => hold.During.Start > now),
            Leases = [.. leases.Where(lease => lease.Space == space.Id)],
            Wallet = wallets[member],
        };
    }

    public void Put(Booking? before, Booking after, SeedStep step)
    {
        wallets[after.Member] = wallets[after.Member].With(after.Site, before?.Charges ?? [], after.Charges);
        Put(held, after.Member, after);
        Put(taken, after.Space, after);
        var steps = kept.TryGetValue(after.Id, out var earlier) ? earlier.Steps : [];
        steps.Add(step);
        kept[after.Id] = (after, steps);
    }

    private static Wallet Drawn(Wallet wallet, IEnumerable<SeedBooking> bookings) => bookings.Aggregate(wallet, (drawn, one) => drawn.With(one.Booking.Site, [], one.Booking.Charges));

    private static void Put<TKey>(Dictionary<TKey, List<Hold>> holds, TKey key, Booking after)
        where TKey : notnull
    {
        if (!holds.TryGetValue(key, out var of)) holds.Add(key, of = []);
        of.RemoveAll(hold => hold.Booking == after.Id);
        if (after.Holds) of.Add(new Hold(after.Id, after.Space, after.Member, after.Kind, after.During, after.Guests.Count > 0));
    }
}
