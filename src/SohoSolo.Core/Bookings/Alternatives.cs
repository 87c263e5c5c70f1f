using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What could be had instead of what was declined.</summary>
public abstract record Alternative
{
    private Alternative()
    {
    }

    /// <summary>Another space of the same site at the same time.</summary>
    public sealed record AnotherSpace(Space Space, TimeRange During) : Alternative;

    /// <summary>The nearest other télécentre that has a place then.</summary>
    public sealed record AnotherSite(Telecentre Site, Space Space, TimeRange During, double DistanceKm) : Alternative;

    /// <summary>The next time at which what she asked for is free.</summary>
    public sealed record LaterTime(Space Space, TimeRange During) : Alternative;
}

/// <summary>What is known of the network and of the member when alternatives are looked for; holds and leases as far ahead as <see cref="Availability.HorizonDays"/>.</summary>
public sealed record Surroundings
{
    public required Telecentre Here { get; init; }

    /// <summary>The network's télécentres; <see cref="Here"/> may be among them.</summary>
    public IReadOnlyCollection<Telecentre> Network { get; init; } = [];

    public required Diary Diary { get; init; }

    public required MemberId Member { get; init; }

    public bool MemberActive { get; init; } = true;

    /// <summary>What she holds herself, anywhere.</summary>
    public IReadOnlyList<Hold> MemberHolds { get; init; } = [];

    public int Upcoming { get; init; }

    public required Wallet Wallet { get; init; }

    public Preferences Preferences { get; init; } = Preferences.None;
}

/// <summary>A decline is never a dead end: up to three ways on, each of which the rules would accept as things stand.</summary>
public static class Alternatives
{
    public static IReadOnlyList<Alternative> Find(Wish wish, Surroundings around, DateTimeOffset now) =>
        [.. new Alternative?[] { HereNow(wish, around, now), Nearby(wish, around, now), Later(wish, around, now) }.OfType<Alternative>()];

    private static Alternative.AnotherSpace? HereNow(Wish wish, Surroundings around, DateTimeOffset now) =>
        SpaceChoice.Rank(around.Here.Spaces.Where(space => space.Id != wish.Space && wish.Suits(space)), around.Preferences, wish)
            .Select(space => Had(space, wish.During, around.Here, wish, around, now) is { } during ? new Alternative.AnotherSpace(space, during) : null)
            .FirstOrDefault(found => found is not null);

    private static Alternative.AnotherSite? Nearby(Wish wish, Surroundings around, DateTimeOffset now)
    {
        var others =
            from site in around.Network
            where site.Id != around.Here.Id
            let km = around.Here.Location.DistanceKm(site.Location)
            orderby km, site.Id
            let time = SameTimeAt(site, wish, around.Here)
            where time is not null
            from space in SpaceChoice.Rank(site.Spaces.Where(wish.Suits), around.Preferences, wish)
            let during = Had(space, time, site, wish, around, now)
            where during is not null
            select new Alternative.AnotherSite(site, space, during, km);
        return others.FirstOrDefault();
    }

    private static Alternative.LaterTime? Later(Wish wish, Surroundings around, DateTimeOffset now)
    {
        var times = new FreeTimes(around.Here, wish, now);
        Alternative.LaterTime? soonest = null;
        foreach (var space in SpaceChoice.Rank(around.Here.Spaces.Where(wish.Means), around.Preferences, wish))
        {
            var found = times.After(space, around.Diary.HoldsOf(space.Id).Concat(around.MemberHolds))
                .TakeWhile(time => soonest is null || time.Start < soonest.During.Start)
                .Select(time => Had(space, time, around.Here, wish, around, now))
                .FirstOrDefault(during => during is not null);
            soonest = found is null ? soonest : new Alternative.LaterTime(space, found);
        }

        return soonest;
    }

    // A part of a day has other hours at another site; a time by the clock is the same everywhere.
    private static TimeRange? SameTimeAt(Telecentre site, Wish wish, Telecentre here) =>
        wish.Part is { } part ? site.Calendar.Span(here.Calendar.DayOf(wish.During.Start), part) : wish.During;

    // The time at which she could really have the space: the rules themselves are asked, so nothing is proposed that they would decline.
    private static TimeRange? Had(Space space, TimeRange time, Telecentre site, Wish wish, Surroundings around, DateTimeOffset now)
    {
        var request = new BookingRequest
        {
            Id = new BookingId("alternative"),
            Member = around.Member,
            Space = space,
            During = time,
            ByDayPart = wish.Part is not null,
            Guests = wish.Guests,
        };
        var facts = new BookingFacts
        {
            Site = site,
            MemberActive = around.MemberActive,
            SpaceHolds = around.Diary.HoldsOf(space.Id),
            MemberHolds = around.MemberHolds,
            Upcoming = around.Upcoming,
            Leases = around.Diary.LeasesOf(space.Id),
            Wallet = around.Wallet,
        };
        return BookingPolicy.Decide(request, facts, now) is BookingDecision.Accepted(var booking) ? booking.During : null;
    }
}
