using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Entitlements;

/// <summary>The lease as it will be stored, or why not.</summary>
public abstract record LeaseDecision
{
    private LeaseDecision()
    {
    }

    public sealed record Accepted(SpaceLease Lease) : LeaseDecision;

    public sealed record Declined(DeclineReason Reason) : LeaseDecision;
}

/// <summary>A space by the month: hers alone from the first day to the last, but for the days she lends back.</summary>
public static class LeasePolicy
{
    /// <summary>Whether a space may be leased: its site leases, and nobody else leases or holds it in that time. Facts must reach as far as the lease.</summary>
    public static LeaseDecision Decide(Entitlement.Lease wish, IEnumerable<SpaceLease> leases, IEnumerable<Hold> holds, Telecentre site)
    {
        var lease = new SpaceLease(wish.Id, wish.Space, wish.Member, wish.FirstDay, wish.LastDay, new HashSet<DateOnly>());
        if (site.Find(wish.Space) is null) return Declined(DeclineReason.NoSuchSpace);
        if (!site.Leases) return Declined(DeclineReason.WrongKind);
        if (leases.Any(other => other.Space == lease.Space && other.Entitlement != lease.Entitlement && Meet(other, lease)))
            return Declined(DeclineReason.Leased);
        if (OthersHold(lease, holds).Any(hold => site.Calendar.DaysTouched(hold.During).Any(lease.Covers)))
            return Declined(DeclineReason.Conflict);

        return new LeaseDecision.Accepted(lease);
    }

    /// <summary>Lets others book the space that day. Doing it twice changes nothing.</summary>
    public static LeaseDecision Lend(SpaceLease lease, DateOnly day, DateOnly today)
    {
        if (!lease.Covers(day)) return Declined(DeclineReason.WrongState);
        if (day < today) return Declined(DeclineReason.InThePast);
        return new LeaseDecision.Accepted(lease with { LentDays = new HashSet<DateOnly>(lease.LentDays) { day } });
    }

    /// <summary>Takes a lent day back, as long as nobody has booked it.</summary>
    public static LeaseDecision Unlend(SpaceLease lease, DateOnly day, IEnumerable<Hold> holds, SiteCalendar calendar, DateOnly today)
    {
        if (!lease.Covers(day)) return Declined(DeclineReason.WrongState);
        if (day < today) return Declined(DeclineReason.InThePast);
        if (OthersHold(lease, holds).Any(hold => calendar.DaysTouched(hold.During).Contains(day))) return Declined(DeclineReason.Conflict);
        return new LeaseDecision.Accepted(lease with { LentDays = lease.LentDays.Where(lent => lent != day).ToHashSet() });
    }

    private static IEnumerable<Hold> OthersHold(SpaceLease lease, IEnumerable<Hold> holds) =>
        holds.Where(hold => hold.Space == lease.Space && hold.Member != lease.Member);

    private static bool Meet(SpaceLease a, SpaceLease b) =>
        a.FirstDay <= (b.LastDay ?? DateOnly.MaxValue) && b.FirstDay <= (a.LastDay ?? DateOnly.MaxValue);

    private static LeaseDecision.Declined Declined(DeclineReason reason) => new(reason);
}
