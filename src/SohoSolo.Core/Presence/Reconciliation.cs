namespace SohoSolo.Core.Presence;

/// <summary>What became of a booking, or who was somewhere without one; in kebab-case on the wire.</summary>
public enum ReconciliationKind
{
    /// <summary>She booked and came.</summary>
    BookedPresent,

    /// <summary>She booked and did not come: positive absence.</summary>
    BookedAbsent,

    /// <summary>Nobody can tell: a sensor or the line was down. The booking was kept.</summary>
    BookedUnknown,

    /// <summary>Somebody is at a place that nobody has booked.</summary>
    UnbookedPresent,

    /// <summary>Somebody is still there after the booking's end.</summary>
    Overstayed,

    /// <summary>She came, and another place than hers is taken while hers is empty.</summary>
    WrongDesk,

    /// <summary>Somebody is at a booked place whose member has not arrived.</summary>
    SomeoneAtBooked,
}

/// <summary>The account of bookings and presence that a keeper can read: what is concluded, and from what. One for each booking; one for each span without a booking.</summary>
public sealed record Reconciliation
{
    /// <summary>The booking's id, or <c>SPACE@milliseconds</c> of the span's start.</summary>
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required SiteId Site { get; init; }

    public required SpaceId Space { get; init; }

    public BookingId? Booking { get; init; }

    public MemberId? Member { get; init; }

    public required ReconciliationKind Kind { get; init; }

    /// <summary>A kebab-case word more: why a booking was kept, why it was released.</summary>
    public string? Why { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What it rests on, oldest first.</summary>
    public IReadOnlyList<Bookings.Evidence> Evidence { get; init; } = [];

    /// <summary>When this was concluded last.</summary>
    public required DateTimeOffset ConcludedAt { get; init; }

    /// <summary>When the member was reminded at half-time.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>When she was asked whether she has left.</summary>
    public DateTimeOffset? LeaveOfferedAt { get; init; }
}
