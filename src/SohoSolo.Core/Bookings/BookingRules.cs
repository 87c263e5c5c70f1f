using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>A site's settings for bookings. The version of the rules that decided a booking is frozen on it.</summary>
public sealed record BookingRules
{
    /// <summary>No setting may allow a booking longer than this; reads of a time window rely on it.</summary>
    public static readonly TimeSpan HardLongest = TimeSpan.FromDays(31);

    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ADay = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortBooking = TimeSpan.FromHours(2);

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

    /// <summary>A desk (or an office) whose member is positively absent is given back this long after the start; null never.</summary>
    public TimeSpan? NoShowDesk { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>The same for a booking of two hours or less.</summary>
    public TimeSpan? NoShowShortDesk { get; init; } = TimeSpan.FromMinutes(20);

    public TimeSpan? NoShowRoom { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Who books later than this before the start, or after it, is on her way: never a no-show.</summary>
    public TimeSpan ShortNotice { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A place that has been empty for this long has been left; null never.</summary>
    public TimeSpan? EarlyLeave { get; init; } = TimeSpan.FromMinutes(45);

    /// <summary>The same while people are at table.</summary>
    public TimeSpan EarlyLeaveAtMidday { get; init; } = TimeSpan.FromMinutes(90);

    /// <summary>A place is given back early only when at least so much of the booking is left.</summary>
    public TimeSpan EarlyLeaveLeast { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a booking waits for its member; null when it waits to its end.</summary>
    public TimeSpan? NoShowAfter(SpaceKind kind, TimeSpan duration) => kind switch
    {
        SpaceKind.MeetingRoom => NoShowRoom,
        SpaceKind.Desk or SpaceKind.Office => duration <= ShortBooking ? NoShowShortDesk : NoShowDesk,
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };

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
        .. Within("The grace of a desk", NoShowDesk ?? AMinute, AMinute, ADay),
        .. Within("The grace of a desk for two hours or less", NoShowShortDesk ?? AMinute, AMinute, ADay),
        .. Within("The grace of a meeting room", NoShowRoom ?? AMinute, AMinute, ADay),
        .. Within("The notice that is too short for a no-show", ShortNotice, TimeSpan.Zero, ADay),
        .. Within("How long a place that was left is empty", EarlyLeave ?? AMinute, AMinute, ADay),
        .. Within("How long a place that was left at midday is empty", EarlyLeaveAtMidday, AMinute, ADay),
        .. Within("How much must be left of a booking that is given back early", EarlyLeaveLeast, AMinute, ADay),
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
