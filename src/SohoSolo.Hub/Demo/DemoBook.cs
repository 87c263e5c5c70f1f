using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>What the database would hold while history is being made: the facts of each decision, and what was decided.</summary>
internal sealed class DemoBook(IReadOnlyList<Entitlement> entitlements)
{
    private readonly Dictionary<BookingId, (Booking Booking, List<SeedStep> Steps)> kept = [];
    private readonly Dictionary<BookingId, Hold> holds = [];
    private readonly Dictionary<MemberId, Wallet> wallets = entitlements.GroupBy(grant => grant.Member).ToDictionary(own => own.Key, own => new Wallet([.. own], []));
    private readonly List<SpaceLease> leases =
        [.. entitlements.OfType<Entitlement.Lease>().Select(lease => new SpaceLease(lease.Id, lease.Space, lease.Member, lease.FirstDay, lease.LastDay, new HashSet<DateOnly>()))];

    public IReadOnlyList<SeedBooking> All => [.. kept.Values.Select(one => new SeedBooking(one.Booking, one.Steps)).OrderBy(one => one.Booking.Id)];

    public Booking this[BookingId id] => kept[id].Booking;

    public BookingFacts FactsFor(Telecentre site, Space space, MemberId member, DateTimeOffset now)
    {
        var hers = holds.Values.Where(hold => hold.Member == member).ToList();
        return new BookingFacts
        {
            Site = site,
            MemberActive = true,
            SpaceHolds = [.. holds.Values.Where(hold => hold.Space == space.Id)],
            MemberHolds = hers,
            Upcoming = hers.Count(hold => hold.During.Start > now),
            Leases = [.. leases.Where(lease => lease.Space == space.Id)],
            Wallet = wallets[member],
        };
    }

    public void Put(Booking? before, Booking after, SeedStep step)
    {
        wallets[after.Member] = wallets[after.Member].With(after.Site, before?.Charges ?? [], after.Charges);
        if (after.Holds)
            holds[after.Id] = new Hold(after.Id, after.Space, after.Member, after.Kind, after.During, after.Guests.Count > 0);
        else
            holds.Remove(after.Id);

        var steps = kept.TryGetValue(after.Id, out var known) ? known.Steps : [];
        steps.Add(step);
        kept[after.Id] = (after, steps);
    }
}
