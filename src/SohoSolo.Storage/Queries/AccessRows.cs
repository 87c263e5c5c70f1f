using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>Everything that a site's access snapshot is made of, as it was at one moment.</summary>
public sealed record AccessRows
{
    /// <summary>Of all members. One that is revoked is left out where its badge is active again, hers or another member's.</summary>
    public required IReadOnlyList<HeldRow> Credentials { get; init; }

    /// <summary>Active keepers of the site, and the chamber.</summary>
    public required IReadOnlySet<MemberId> AlwaysAllowed { get; init; }

    /// <summary>Active members with a grant that runs on one of the days and may cover a desk; leases cover their own space only.</summary>
    public required IReadOnlySet<MemberId> Covered { get; init; }

    /// <summary>Bookings of active members at the site, confirmed, running or over, that touch the window.</summary>
    public required IReadOnlyList<BookedTime> Bookings { get; init; }

    public required IReadOnlyList<SpaceLease> Leases { get; init; }

    /// <summary>Passes for the site that have not expired at the window's start.</summary>
    public required IReadOnlyList<PassRow> Passes { get; init; }

    public required IReadOnlyList<Door> Doors { get; init; }

    public required IReadOnlyList<Device> Devices { get; init; }
}

/// <summary>A credential and how its member stands.</summary>
public sealed record HeldRow(Credential Credential, MemberStatus Member);

/// <summary>A pass, and the booking it was given out for as it is now.</summary>
public sealed record PassRow(GuestPass Pass, BookingStatus Status, SiteId Site, TimeRange During, int Guests);

/// <summary>How many events of one life of a gateway's outbox are kept, from which to which.</summary>
public sealed record EventCount(string Gateway, string Epoch, long First, long Last, long Count);
