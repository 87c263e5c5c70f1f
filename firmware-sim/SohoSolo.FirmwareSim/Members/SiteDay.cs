namespace SohoSolo.FirmwareSim.Members;

/// <summary>A day at a site: everything that its people will do, in one list.</summary>
internal static class SiteDay
{
    /// <summary>The same list for the same bookings, seed and beginning, in whatever order the bookings are named.</summary>
    public static IReadOnlyList<TimedAction> Plan(IEnumerable<BookedVisit> visits, int seed, DateTimeOffset from) =>
        [.. visits.OrderBy(visit => visit.Booking, StringComparer.Ordinal).SelectMany(visit => VisitPlan.Of(visit, seed, from)).OrderBy(action => action.At)];
}
