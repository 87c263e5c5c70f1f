using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>A site's settings for bookings. The version of the rules that decided a booking is frozen on it.</summary>
public sealed record BookingRules
{
    /// <summary>No setting may allow a booking longer than this; reads of a time window rely on it.</summary>
    public static readonly TimeSpan HardLongest = TimeSpan.FromDays(31);

    public int Version { get; init; } = 1;

    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How many local days ahead a booking may start; null for no limit.</summary>
    public int? FurthestDaysAhead { get; init; } = 180;

    /// <summary>How many bookings a member may have that have not started yet; null for no limit.</summary>
    public int? MostUpcoming { get; init; } = 40;

    public int DeskPerHalfDay { get; init; } = 1;

    public int OfficePerHalfDay { get; init; } = 2;

    public int RoomPerHour { get; init; } = 1;

    /// <summary>A cancellation at least this long before the start refunds everything.</summary>
    public TimeSpan CancellationNotice { get; init; } = TimeSpan.Zero;

    /// <summary>Check-in is possible from this long before the start.</summary>
    public TimeSpan CheckInOpens { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A start that lies back less than this counts as now.</summary>
    public TimeSpan StartTolerance { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan OfferLasts { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A request without an answer is refused after this, and at its start at the latest.</summary>
    public TimeSpan RequestLasts { get; init; } = TimeSpan.FromHours(48);

    public int Rate(SpaceKind kind) => kind switch
    {
        SpaceKind.Desk => DeskPerHalfDay,
        SpaceKind.Office => OfficePerHalfDay,
        SpaceKind.MeetingRoom => RoomPerHour,
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };
}
