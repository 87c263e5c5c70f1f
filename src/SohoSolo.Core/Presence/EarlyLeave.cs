using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Presence;

/// <summary>What is to be done about a member who checked in and whose place is empty.</summary>
public abstract record LeaveDecision
{
    private LeaveDecision()
    {
    }

    public sealed record Stay : LeaveDecision;

    /// <summary>Ask her whether she has left.</summary>
    public sealed record Offer(DateTimeOffset EmptySince, IReadOnlyList<Evidence> Evidence) : LeaveDecision;

    /// <summary>She wants it given back without being asked.</summary>
    public sealed record Release(DateTimeOffset EmptySince, IReadOnlyList<Evidence> Evidence) : LeaveDecision;
}

/// <summary>Who has left early: the place positively empty for long enough, longer around midday, and enough of the booking left to be of use to others.</summary>
public static class EarlyLeave
{
    private static readonly TimeOnly MiddayFrom = new(11, 45);
    private static readonly TimeOnly MiddayTo = new(14, 15);

    /// <param name="booking">The booking.</param>
    /// <param name="watch">What is known of its space.</param>
    /// <param name="releases">She has chosen that her place is given back when she has left.</param>
    /// <param name="offeredAt">When she was asked last; null for never.</param>
    /// <param name="rules">The site's.</param>
    /// <param name="calendar">The site's.</param>
    /// <param name="now">The hub's clock.</param>
    public static LeaveDecision Decide(Booking booking, SpaceWatch watch, bool releases, DateTimeOffset? offeredAt, BookingRules rules, SiteCalendar calendar, DateTimeOffset now)
    {
        var stays = new LeaveDecision.Stay();
        if (booking.Status != BookingStatus.CheckedIn || rules.EarlyLeave is null || booking.Evidence.Count == 0) return stays;
        if (now < booking.During.Start || booking.During.End - now < rules.EarlyLeaveLeast) return stays;

        var arrived = Later(booking.During.Start, booking.Evidence.Max(evidence => evidence.At));
        var last = watch.LastNoticed(now);
        var since = Later(arrived, last);
        var asOf = watch.AsOf(now);
        if (watch.WhyBlind(since, since, now) is not null || !watch.IsVacant(now) || asOf - since < Patience(since, asOf, rules, calendar)) return stays;

        // Who was never noticed at her place since she came may sit elsewhere: she is asked at most.
        IReadOnlyList<Evidence> why = [new Evidence(since, "left", watch.Sensor, $"{watch.Space} is empty since {NoShowPolicy.Clock(since)}; its sensors are heard")];
        if (releases && last > arrived) return new LeaveDecision.Release(since, why);
        return offeredAt is null || offeredAt < since ? new LeaveDecision.Offer(since, why) : stays;
    }

    private static TimeSpan Patience(DateTimeOffset since, DateTimeOffset until, BookingRules rules, SiteCalendar calendar)
    {
        var (from, to) = (calendar.ToLocal(since).DateTime, calendar.ToLocal(until).DateTime);
        var touchesMidday = from < from.Date + MiddayTo.ToTimeSpan() && to > from.Date + MiddayFrom.ToTimeSpan();
        return touchesMidday ? rules.EarlyLeaveAtMidday : rules.EarlyLeave!.Value;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => a > b || b is null ? a : b.Value;
}
