using System.Diagnostics;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

public enum BusyReason
{
    Booked,
    Leased,
    Closed,
    Blocked,
    OutsideHours,

    /// <summary>The place is free, but nothing she has left covers it.</summary>
    Quota,
}

/// <summary>Whether a space can be had in a time.</summary>
public abstract record SpaceState
{
    private SpaceState()
    {
    }

    public sealed record Free : SpaceState;

    /// <summary><paramref name="NextFree"/> is when as much time is free in it again; null when not within <see cref="Availability.HorizonDays"/> days, or when time is not what is missing.</summary>
    public sealed record Busy(BusyReason Reason, TimeRange? NextFree) : SpaceState;
}

public sealed record SpaceAvailability(Space Space, SpaceState State);

/// <summary>Which spaces are free in a time, and for each of the others why not and when next.</summary>
public static class Availability
{
    /// <summary>How far the next free time is looked for; the diary should reach as far.</summary>
    public const int HorizonDays = 14;

    /// <summary>
    /// The spaces of the site that the wish means, in the site's order. With a wallet, what it does not cover is busy too.
    /// Without <paramref name="saysWhenNext"/> nothing is looked for after the time itself.
    /// </summary>
    public static IReadOnlyList<SpaceAvailability> Of(Telecentre site, Wish wish, Diary diary, DateTimeOffset now, Wallet? wallet = null, bool saysWhenNext = true)
    {
        var times = new FreeTimes(site, wish, now);
        var look = new Look(site, wish, diary);
        var covered = new Dictionary<SpaceKind, bool>();
        return [.. site.Spaces.Where(wish.Means).Select(space => new SpaceAvailability(space, StateOf(space)))];

        SpaceState StateOf(Space space)
        {
            if (look.WhyBusy(space, wish.During) is { } reason)
                return new SpaceState.Busy(reason, saysWhenNext ? NextFree(space) : null);

            return wallet is null || IsCovered(wallet, space) ? new SpaceState.Free() : new SpaceState.Busy(BusyReason.Quota, NextFree: null);
        }

        TimeRange? NextFree(Space space) => times.After(space, diary.HoldsOf(space.Id)).FirstOrDefault(time => look.WhyBusy(space, time) is null);

        // Without a lease in it, a wallet treats all spaces of a kind at one site alike.
        bool IsCovered(Wallet purse, Space space)
        {
            if (purse.Entitlements.Any(grant => grant is Entitlement.Lease)) return Covers(purse, space);
            if (!covered.TryGetValue(space.Kind, out var known))
                covered[space.Kind] = known = Covers(purse, space);

            return known;
        }

        bool Covers(Wallet purse, Space space) =>
            EntitlementPolicy.Draw(space, EntitlementPolicy.Cost(space.Kind, site.Rules.Rate(space.Kind), wish.During, site.Calendar), purse)
                is ChargeDecision.Covered;
    }

    /// <summary>The spaces that somebody or something stands in the way of, from a diary of the time wished for alone: only of these is more worth reading.</summary>
    public static IReadOnlyList<SpaceId> Taken(Telecentre site, Wish wish, Diary diary)
    {
        var look = new Look(site, wish, diary);
        return [.. site.Spaces.Where(space => wish.Means(space) && look.WhyBusy(space, wish.During) is not null).Select(space => space.Id)];
    }

    /// <summary>Why a space of the site is not to be had. The site's hours are the same for all its spaces, so each time is looked up once.</summary>
    private sealed class Look(Telecentre site, Wish wish, Diary diary)
    {
        private readonly Dictionary<TimeRange, Opening> _openings = [];

        public BusyReason? WhyBusy(Space space, TimeRange time)
        {
            if (!_openings.TryGetValue(time, out var opening))
                _openings[time] = opening = site.Calendar.Check(time);

            if (BookingPolicy.WhyShut(opening, space, time, site.Closures) is { } shut) return ReasonOf(shut);
            if (IsLeasedAway(space, time)) return BusyReason.Leased;
            return diary.HoldsOf(space.Id).Any(hold => hold.During.Overlaps(time)) ? BusyReason.Booked : null;
        }

        private bool IsLeasedAway(Space space, TimeRange time) =>
            diary.LeasesOf(space.Id).Any(lease => site.Calendar.DaysTouched(time).Any(day => lease.Bars(wish.Member, day)));
    }

    private static BusyReason ReasonOf(DeclineReason shut) => shut switch
    {
        DeclineReason.Closed => BusyReason.Closed,
        DeclineReason.Blocked => BusyReason.Blocked,
        DeclineReason.OutsideHours => BusyReason.OutsideHours,
        _ => throw new UnreachableException($"{shut}"),
    };
}
