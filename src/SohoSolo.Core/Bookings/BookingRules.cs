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

    /// <summary>Why these settings cannot be used, in plain words; empty when they can.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. Within("The longest booking", Longest, TimeSpan.FromMinutes(1), HardLongest),
        .. Within("How many days ahead a booking may start", FurthestDaysAhead ?? 0, 0, 3650),
        .. Within("How many upcoming bookings a member may have", MostUpcoming ?? 1, 1, 10_000),
        .. Within("A desk's units per half-day", DeskPerHalfDay, 0, 1000),
        .. Within("An office's units per half-day", OfficePerHalfDay, 0, 1000),
        .. Within("A meeting room's units per hour", RoomPerHour, 0, 1000),
        .. Within("The notice of a cancellation", CancellationNotice, TimeSpan.Zero, HardLongest),
        .. Within("How early check-in opens", CheckInOpens, TimeSpan.Zero, TimeSpan.FromDays(1)),
        .. Within("How late a start may still be booked", StartTolerance, TimeSpan.Zero, TimeSpan.FromHours(1)),
        .. Within("How long an offer lasts", OfferLasts, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        .. Within("How long a request lasts", RequestLasts, TimeSpan.FromMinutes(1), HardLongest),
    ];

    private static IEnumerable<string> Within<T>(string what, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            yield return $"{what} must be between {Words(least)} and {Words(most)}, not {Words(value)}.";
    }

    private static string Words<T>(T value) => value switch
    {
        TimeSpan span when span == TimeSpan.Zero => "0 minutes",
        TimeSpan span when span.Ticks % TimeSpan.TicksPerDay == 0 => $"{span.Days} day{(span.Days == 1 ? "" : "s")}",
        TimeSpan span when span.Ticks % TimeSpan.TicksPerHour == 0 => $"{span.Ticks / TimeSpan.TicksPerHour} hour{(span == TimeSpan.FromHours(1) ? "" : "s")}",
        TimeSpan span => $"{span.Ticks / TimeSpan.TicksPerMinute} minute{(span == TimeSpan.FromMinutes(1) ? "" : "s")}",
        _ => $"{value}",
    };
}
