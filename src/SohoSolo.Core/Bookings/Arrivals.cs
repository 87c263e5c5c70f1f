using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What it does to bookings that the door let somebody in.</summary>
public static class Arrivals
{
    /// <summary>
    /// A member has come in at an instant: one arrival within the window of one of her bookings that stand checks in all of that local day at the site that are not over by then. A report
    /// may come late: a booking that has ended unproven meanwhile is proven after all. Only bookings that change are returned, each as it was and as it will be stored.
    /// </summary>
    /// <remarks>A no-show was wrong, or she comes so late: it stands again, or says that the place was taken meanwhile (<see cref="LateComing"/>).</remarks>
    public static IReadOnlyList<(Booking Before, Booking After)> Apply(IEnumerable<Booking> hers, Evidence evidence, BookingRules rules, SiteCalendar calendar, LateComing? late = null)
    {
        var (at, day) = (evidence.At, calendar.DayOf(evidence.At));
        var ahead = hers.Where(booking => (Stands(booking) || (late is not null && booking.Status == BookingStatus.NoShow)) && at < booking.During.End).ToList();
        if (!ahead.Exists(IsOpen)) return [];

        // One that begins just after midnight is open the evening before.
        var meant = ahead.Where(booking => IsOpen(booking) || Touches(booking, day, calendar));

        return [.. meant.Select(booking => (booking, After: Proven(booking, evidence, calendar, late))).Where(pair => pair.After is not null).Select(pair => (pair.booking, pair.After!))];

        bool IsOpen(Booking booking) => booking.During.Start - rules.CheckInOpens <= at;
    }

    /// <summary>A guest has come in by a pass of this booking: written down, and no check-in of the member. Null when that is known already, or the booking is none any more.</summary>
    public static Booking? OfGuest(Booking booking, Evidence evidence) =>
        Stands(booking) && !booking.Evidence.Any(known => known.Kind == evidence.Kind)
            ? BookingChanges.Next(booking) with { Evidence = [.. booking.Evidence, evidence] }
            : null;

    private static bool Stands(Booking booking) => booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed;

    private static Booking? Proven(Booking booking, Evidence evidence, SiteCalendar calendar, LateComing? late) => booking.Status switch
    {
        BookingStatus.NoShow when late is not null => BookingChanges.UndoNoShow(booking, evidence, late.TakenFrom(booking), calendar, late.Now) ?? TooLate(booking, evidence),
        BookingStatus.Confirmed => BookingChanges.Arrived(booking, evidence),
        BookingStatus.Completed when booking.Unproven => BookingChanges.Next(booking) with { Unproven = false, Evidence = [.. booking.Evidence, evidence] },
        _ => null,
    };

    private static Booking? TooLate(Booking booking, Evidence evidence) =>
        booking.Evidence.Count > 0 ? null : BookingChanges.Next(booking) with { Evidence = [evidence], EndReason = EndReasons.PlaceTaken };

    private static bool Touches(Booking booking, DateOnly day, SiteCalendar calendar) =>
        calendar.DayOf(booking.During.Start) <= day && day <= calendar.LastDayOf(booking.During);
}

/// <summary>What must be known under lock to give a no-show back.</summary>
/// <param name="TakenFrom">When the first booking in the way of a no-show begins; null for none.</param>
/// <param name="Now">The hub's clock.</param>
public sealed record LateComing(Func<Booking, DateTimeOffset?> TakenFrom, DateTimeOffset Now);
