using SohoSolo.Core.Bookings;

namespace SohoSolo.Core.Sites;

/// <summary>What a closure would do, shown before it is saved: nothing is deleted silently.</summary>
public static class ClosureImpact
{
    /// <summary>The bookings whose place the closure takes, soonest first. Each is then ended by a decision of its own (<see cref="BookingChanges.CancelBySite"/>).</summary>
    public static IReadOnlyList<Booking> Of(Closure closure, IEnumerable<Booking> bookings) =>
        [.. bookings
            .Where(booking => booking.Holds && booking.Site == closure.Site)
            .Where(booking => closure.Space is null || closure.Space == booking.Space)
            .Where(booking => booking.During.Overlaps(closure.During))
            .OrderBy(booking => booking.During.Start)
            .ThenBy(booking => booking.Id)];
}
