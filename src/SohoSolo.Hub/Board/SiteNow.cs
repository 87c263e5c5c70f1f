using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Board;

/// <summary>What is known of a site just now, before it goes on the wire or on a page.</summary>
internal sealed record SiteNow
{
    public required Telecentre Site { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Every booking that touches today and stood or stands, the requests among them.</summary>
    public required IReadOnlyList<Booking> Today { get; init; }

    /// <summary>Whoever is named in it.</summary>
    public required IReadOnlyDictionary<MemberId, Member> People { get; init; }

    public required SpacesNow Spaces { get; init; }

    public required IReadOnlyList<Door> Doors { get; init; }

    public required IReadOnlyList<Device> Devices { get; init; }

    /// <summary>Those that stand.</summary>
    public required IReadOnlyList<Alarm> Alarms { get; init; }

    /// <summary>When the site's gateway was heard of last; null when it never was.</summary>
    public required DateTimeOffset? SyncedAt { get; init; }

    /// <summary>Booked today, not arrived, not over.</summary>
    public IEnumerable<Booking> Expected => Today.Where(booking => booking.Status == BookingStatus.Confirmed && booking.During.End > Now);

    public IEnumerable<Booking> Present => Today.Where(booking => booking.Status == BookingStatus.CheckedIn && booking.During.End > Now);

    public string NameOf(MemberId member) => People.GetValueOrDefault(member)?.Name ?? member.Value;
}
