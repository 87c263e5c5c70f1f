using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;

namespace SohoSolo.Core.Privacy;

/// <summary>What must be settled before somebody may be erased.</summary>
public enum ErasureHindrance
{
    /// <summary>Nobody would be left to look after the network.</summary>
    LastChamber,

    /// <summary>She leases a place, today or from a day to come: what is owed is settled when the chamber ends the lease.</summary>
    LeaseRuns,
}

/// <summary>Whether a member may be erased now.</summary>
public static class ErasurePolicy
{
    /// <summary>Null where nothing stands in the way.</summary>
    /// <param name="member">Who is to be erased.</param>
    /// <param name="chamber">The chamber's accounts, hers too or not, whatever their status.</param>
    /// <param name="grants">What she may use.</param>
    /// <param name="today">The local day at a space: a lease ends at its own midnight.</param>
    public static ErasureHindrance? HindranceOf(Member member, IEnumerable<Member> chamber, IEnumerable<Entitlement> grants, Func<SpaceId, DateOnly> today)
    {
        if (LooksAfterAll(member) && !chamber.Any(other => other.Id != member.Id && LooksAfterAll(other))) return ErasureHindrance.LastChamber;

        return grants.OfType<Entitlement.Lease>().Any(lease => !HasEnded(lease, today(lease.Space))) ? ErasureHindrance.LeaseRuns : null;
    }

    private static bool LooksAfterAll(Member member) => member is { Role: Role.Chamber, Status: MemberStatus.Active };

    private static bool HasEnded(Entitlement.Lease lease, DateOnly today) => lease.LastDay < today;
}
