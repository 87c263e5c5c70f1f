using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>What a decision locks and reads. A site's presence is locked first, then members in ascending order, then spaces in ascending order; everything is read after (<c>rulings</c> 9, 10).</summary>
public sealed record Scope
{
    /// <summary>Locks the site's presence, and reads the counter of its link: for whatever applies events or speaks to the site's gateway.</summary>
    public SiteId? Presence { get; init; }

    public IReadOnlyCollection<MemberId> Members { get; init; } = [];

    public IReadOnlyCollection<SpaceId> Spaces { get; init; } = [];

    /// <summary>Sites whose version is read back: a decision made from older site facts must not commit.</summary>
    public IReadOnlyCollection<SiteId> Sites { get; init; } = [];

    /// <summary>The window in which holds of the spaces and of the members are read; null reads none.</summary>
    public TimeRange? Window { get; init; }

    /// <summary>The calendar months whose balances are read; balances over a grant's whole life are always read.</summary>
    public IReadOnlyCollection<Period> Months { get; init; } = [];

    /// <summary>Whether to count the members' bookings that start after this instant (only needed where a limit is set).</summary>
    public DateTimeOffset? CountUpcomingAfter { get; init; }

    /// <summary>Bookings to read whole, charges, guests and evidence included.</summary>
    public IReadOnlyCollection<BookingId> Bookings { get; init; } = [];

    /// <summary>Reads whole every booking of this series.</summary>
    public string? Series { get; init; }

    /// <summary>Waiting entries to read by id.</summary>
    public IReadOnlyCollection<string> Waiting { get; init; } = [];

    /// <summary>Reads whole the members' own bookings at <see cref="Site"/> that touch this window, whatever their status: whom an arrival may check in.</summary>
    public TimeRange? Stays { get; init; }

    /// <summary>The gateway whose cursors, in every life of its outbox, and keys are read.</summary>
    public string? Gateway { get; init; }

    /// <summary>Whether to read the alarms that stand at <see cref="Site"/>.</summary>
    public bool OpenAlarms { get; init; }

    /// <summary>Whether to read the devices of <see cref="Site"/>, removed ones left out.</summary>
    public bool Devices { get; init; }

    /// <summary>Whether to read the doors of <see cref="Site"/>.</summary>
    public bool Doors { get; init; }

    /// <summary>Credentials to read by id.</summary>
    public IReadOnlyCollection<string> Credentials { get; init; } = [];

    /// <summary>Enrolments to read by id.</summary>
    public IReadOnlyCollection<string> Enrolments { get; init; } = [];

    /// <summary>Whether to read every enrolment that still waits at <see cref="Site"/>, whoever's and however old.</summary>
    public bool PendingEnrolments { get; init; }

    /// <summary>Whether to read every active credential of the members.</summary>
    public bool CredentialsOfMembers { get; init; }

    /// <summary>Walk-ins to read by the id of what asked for them.</summary>
    public IReadOnlyCollection<string> WalkIns { get; init; } = [];

    /// <summary>
    /// Spaces whose folded signals are read, each with the instant of the earliest signal that is about to be folded: where that one is late, what the space must be folded again with is read, too
    /// (<see cref="Facts.Refolds"/>). Signals are folded under the site's presence.
    /// </summary>
    public IReadOnlyDictionary<SpaceId, DateTimeOffset> Occupancies { get; init; } = new Dictionary<SpaceId, DateTimeOffset>();

    /// <summary>Whether to read the folded signals of every space of <see cref="Site"/>.</summary>
    public bool AllOccupancies { get; init; }

    /// <summary>Reads whole every booking at <see cref="Site"/> that touches this window and was neither refused nor cancelled nor only asked for. They are read, not locked.</summary>
    public TimeRange? StandingBookings { get; init; }

    /// <summary>Reads the accounts of bookings and presence at <see cref="Site"/> that touch this window.</summary>
    public TimeRange? Reconciliations { get; init; }

    /// <summary>The site whose doors, devices, alarms and stays are read: the one whose presence is locked, or the first named.</summary>
    internal SiteId? Site => Presence ?? (Sites.Count > 0 ? Sites.First() : null);
}

/// <summary>What was true under lock.</summary>
public sealed record Facts
{
    /// <summary>A member who does not exist is absent.</summary>
    public required IReadOnlyDictionary<MemberId, MemberFacts> Members { get; init; }

    public required IReadOnlyDictionary<SiteId, int> SiteVersions { get; init; }

    public required IReadOnlyList<Hold> SpaceHolds { get; init; }

    public required IReadOnlyList<SpaceLease> Leases { get; init; }

    /// <summary>Ordered by start, then id.</summary>
    public required IReadOnlyList<Booking> Bookings { get; init; }

    public required IReadOnlyList<WaitingEntry> Waiting { get; init; }

    /// <summary>The gateway's cursors, the one that moved last at the end.</summary>
    public IReadOnlyList<GatewayCursor> Cursors { get; init; } = [];

    /// <summary>The gateway's keys, newest generation first.</summary>
    public IReadOnlyList<GatewayKeyRow> GatewayKeys { get; init; } = [];

    /// <summary>Alarms that stand, oldest first.</summary>
    public IReadOnlyList<Alarm> OpenAlarms { get; init; } = [];

    /// <summary>By id.</summary>
    public IReadOnlyList<Device> Devices { get; init; } = [];

    /// <summary>By id.</summary>
    public IReadOnlyList<Door> Doors { get; init; } = [];

    /// <summary>Those asked for by id first.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>Pending ones of the site first, oldest first.</summary>
    public IReadOnlyList<Enrolment> Enrolments { get; init; } = [];

    public IReadOnlyList<WalkInRow> WalkIns { get; init; } = [];

    /// <summary>A space of which nothing was ever folded is absent.</summary>
    public IReadOnlyDictionary<SpaceId, SpaceRecord> Occupancies { get; init; } = new Dictionary<SpaceId, SpaceRecord>();

    /// <summary>Only spaces whose earliest signal is not newer than what was folded, and not older than their oldest checkpoint.</summary>
    public IReadOnlyDictionary<SpaceId, Refold> Refolds { get; init; } = new Dictionary<SpaceId, Refold>();

    /// <summary>Confirmed, checked in, completed or no-show; ordered by start, then id.</summary>
    public IReadOnlyList<Booking> StandingBookings { get; init; } = [];

    /// <summary>Ordered by start, then id.</summary>
    public IReadOnlyList<Reconciliation> Reconciliations { get; init; } = [];

    /// <summary>The highest counter that the site's gateway was given; 0 before the first.</summary>
    public long LinkCounter { get; init; }

    /// <summary>The revision of the snapshot that was published last; 0 before the first.</summary>
    public long LinkRevision { get; init; }
}

/// <summary>One member, under her lock.</summary>
public sealed record MemberFacts(Core.Members.Member Member, IReadOnlyList<Hold> Holds, int Upcoming, Wallet Wallet);
