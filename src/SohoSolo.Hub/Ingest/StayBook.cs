using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Bookings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>The bookings that a batch may change, as they are after the events applied so far: each event finds what the one before has left.</summary>
internal sealed class StayBook(Work work, Facts facts, Telecentre site)
{
    private readonly Dictionary<BookingId, Booking> bookings = facts.Bookings.ToDictionary(booking => booking.Id);
    private readonly List<Booking> made = [];
    private readonly List<Booking> left = [];

    public Telecentre Site => site;

    public IEnumerable<Booking> Of(MemberId member) => bookings.Values.Where(booking => booking.Member == member && booking.Site == site.Id).OrderBy(booking => booking.During.Start);

    public Booking? Find(BookingId id) => bookings.GetValueOrDefault(id);

    /// <summary>All that were read or made.</summary>
    public IEnumerable<Booking> All => bookings.Values;

    /// <summary>When the first booking begins that is in the way of a no-show, which then cannot stand again; null for none.</summary>
    public DateTimeOffset? TakenFrom(Booking missed, DateTimeOffset now)
    {
        var known = FactsFor(missed.Member, now);
        return Holds.TakenFrom(missed, known.SpaceHolds, known.MemberHolds);
    }

    public bool Knows(MemberId member) => facts.Members.ContainsKey(member);

    public void Put(Booking? before, Booking after, string what)
    {
        work.Put(before, after, what);
        bookings[after.Id] = after;
        if (before is null || (!before.Holds && after.Holds))
            made.Add(after);
        else if (before.Holds && !after.Holds)
            left.Add(before);
    }

    /// <summary>What is true for a booking of hers, with everything that this batch has made and given back.</summary>
    public BookingFacts FactsFor(MemberId member, DateTimeOffset now)
    {
        var all = facts.For(site, member);
        foreach (var booking in left)
            all = booking.Member == member ? all.Without(booking, now) : all with { SpaceHolds = [.. all.SpaceHolds.Where(hold => hold.Booking != booking.Id)] };

        foreach (var booking in made.Where(booking => bookings[booking.Id].Holds))
            all = booking.Member == member ? all.With(booking, now) : all with { SpaceHolds = [.. all.SpaceHolds, all.With(booking, now).SpaceHolds[^1]] };

        return all;
    }
}
