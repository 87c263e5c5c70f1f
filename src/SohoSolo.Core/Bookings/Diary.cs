using SohoSolo.Core.Entitlements;

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
}
