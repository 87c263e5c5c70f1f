using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What is held and leased, looked up by space: sorted once, then asked for each of many spaces.</summary>
public sealed class Diary
{
    private readonly Dictionary<SpaceId, List<Hold>> _holds;
    private readonly Dictionary<SpaceId, List<SpaceLease>> _leases;

    public Diary(IEnumerable<Hold> holds, IEnumerable<SpaceLease> leases)
    {
        _holds = holds.GroupBy(hold => hold.Space).ToDictionary(group => group.Key, group => group.ToList());
        _leases = leases.GroupBy(lease => lease.Space).ToDictionary(group => group.Key, group => group.ToList());
    }

    public IReadOnlyList<Hold> HoldsOf(SpaceId space) => _holds.TryGetValue(space, out var holds) ? holds : [];

    public IReadOnlyList<SpaceLease> LeasesOf(SpaceId space) => _leases.TryGetValue(space, out var leases) ? leases : [];

    /// <summary>The whole time in which the space is free around a range that was given back, as far as the diary is known.</summary>
    public TimeRange FreeAround(SpaceId space, TimeRange freed, TimeRange known)
    {
        var holds = HoldsOf(space);
        var start = holds.Where(hold => hold.During.End <= freed.Start).Select(hold => hold.During.End).Append(known.Start).Max();
        var end = holds.Where(hold => hold.During.Start >= freed.End).Select(hold => hold.During.Start).Append(known.End).Min();
        return new TimeRange(start < freed.Start ? start : freed.Start, end > freed.End ? end : freed.End);
    }
}
