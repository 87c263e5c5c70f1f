using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Presence;

/// <summary>Bookings and presence of a site in a window, side by side: what its reconciliation is concluded from.</summary>
public sealed record SiteDay
{
    public required Telecentre Site { get; init; }

    /// <summary>Spans that begin before it are not accounted for.</summary>
    public required TimeRange Window { get; init; }

    /// <summary>Bookings that touch the window: confirmed, checked in, completed, no-show.</summary>
    public required IReadOnlyList<Booking> Bookings { get; init; }

    /// <summary>By space; one without sensors may be absent.</summary>
    public required IReadOnlyDictionary<SpaceId, SpaceWatch> Watches { get; init; }

    /// <summary>Spaces that are somebody's by lease just now: whoever is there needs no booking.</summary>
    public IReadOnlyCollection<SpaceId> Leased { get; init; } = [];

    /// <summary>What has been concluded before.</summary>
    public required IReadOnlyList<Reconciliation> Known { get; init; }

    public SpaceWatch WatchOf(SpaceId space) => Watches.GetValueOrDefault(space) ?? new SpaceWatch(space, SpaceState.Empty, [], Site.Presence, null);

    public IEnumerable<Booking> OfSpace(SpaceId space) => Bookings.Where(booking => booking.Space == space);

    /// <summary>Evidence of a member's arrivals at the site on a local day, by whichever booking.</summary>
    public IEnumerable<Evidence> ArrivalsOf(Booking booking) => ArrivalsOf(booking, Bookings, Site.Calendar);

    /// <summary>The same from a list of bookings that may be hers.</summary>
    public static IEnumerable<Evidence> ArrivalsOf(Booking booking, IEnumerable<Booking> bookings, SiteCalendar calendar)
    {
        var day = calendar.DayOf(booking.During.Start);
        return bookings.Where(other => other.Member == booking.Member && other.Site == booking.Site && calendar.DayOf(other.During.Start) == day)
            .SelectMany(other => other.Evidence)
            .Where(evidence => !evidence.Kind.StartsWith("guest", StringComparison.Ordinal));
    }

    internal static bool HasArrived(Booking booking) => booking.Status == BookingStatus.CheckedIn || booking is { Status: BookingStatus.Completed, Unproven: false };
}
