using System.Diagnostics;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Presence;

/// <summary>
/// When a place is taken from a member who has not come. Only positive absence does: no arrival, nobody at the place for the whole grace, every sensor of it heard all the time, and everything that the
/// site's gateway heard up to the deadline delivered. Whatever is missing keeps the booking.
/// </summary>
public static class NoShowPolicy
{
    /// <param name="booking">The booking.</param>
    /// <param name="watch">What is known of its space.</param>
    /// <param name="arrivals">Evidence of her arrivals at the site that day, by whichever booking: one arrival satisfies them all.</param>
    /// <param name="remindedAt">When she was reminded; null for not yet.</param>
    /// <param name="rules">The site's.</param>
    /// <param name="now">The hub's clock.</param>
    public static NoShowDecision Decide(Booking booking, SpaceWatch watch, IEnumerable<Evidence> arrivals, DateTimeOffset? remindedAt, BookingRules rules, DateTimeOffset now)
    {
        if (WhyExempt(booking, rules, now) is { } exempt) return new NoShowDecision.Exempt(exempt);

        var (start, deadline, half) = (booking.During.Start, Deadline(booking, rules)!.Value, HalfTime(booking, rules)!.Value);
        if (booking.Evidence.Count > 0 || arrivals.Any()) return new NoShowDecision.Keep(KeepReason.Arrived);
        if (now < half) return new NoShowDecision.NotYet(half);

        var due = now >= deadline;
        if (WhyKept(watch, start, due ? deadline : half, now) is { } why)
            return due ? new NoShowDecision.Keep(why) : new NoShowDecision.NotYet(deadline);

        if (due) return new NoShowDecision.NoShow(Absence(watch, start, now));
        return remindedAt is null ? new NoShowDecision.Remind(deadline, Absence(watch, start, now)) : new NoShowDecision.NotYet(deadline);
    }

    /// <summary>When the grace of a booking is over; null when it waits to its end.</summary>
    public static DateTimeOffset? Deadline(Booking booking, BookingRules rules) => booking.During.Start + rules.NoShowAfter(booking.Kind, booking.During.Duration);

    public static DateTimeOffset? HalfTime(Booking booking, BookingRules rules) => booking.During.Start + (rules.NoShowAfter(booking.Kind, booking.During.Duration) / 2);

    /// <summary>What was known of an absence, for whoever asks why.</summary>
    internal static IReadOnlyList<Evidence> Absence(SpaceWatch watch, DateTimeOffset since, DateTimeOffset now)
    {
        var last = watch.LastNoticed(now) is { } noticed ? $"last noticed at {Clock(noticed)}" : "nobody noticed";
        return
        [
            new Evidence(since, "not-arrived", null, "no badge, PIN or pass of hers at the door"),
            new Evidence(watch.AsOf(now), "vacant", watch.Sensor, $"{watch.Space} is empty, {last}; its sensors are heard"),
            new Evidence(watch.DeliveredUpTo ?? now, "delivered", null, $"the site has delivered everything up to {Clock(watch.DeliveredUpTo ?? now)}"),
        ];
    }

    internal static KeepReason Of(Blindness why) => why switch
    {
        Blindness.NoSensor => KeepReason.NoSensor,
        Blindness.SensorSilent => KeepReason.SensorSilent,
        Blindness.Backlog => KeepReason.Backlog,
        _ => throw new UnreachableException($"{why}"),
    };

    internal static string Clock(DateTimeOffset at) => $"{at.UtcDateTime:HH:mm:ss} UTC";

    private static ExemptReason? WhyExempt(Booking booking, BookingRules rules, DateTimeOffset now)
    {
        if (booking.Status != BookingStatus.Confirmed || now >= booking.During.End) return ExemptReason.NotExpected;
        if (booking.IsWalkIn) return ExemptReason.WalkIn;
        if (booking.MadeAt > booking.During.Start - rules.ShortNotice) return ExemptReason.ShortNotice;
        if (Deadline(booking, rules) is not { } deadline) return ExemptReason.SwitchedOff;
        return deadline >= booking.During.End ? ExemptReason.TooShort : null;
    }

    private static KeepReason? WhyKept(SpaceWatch watch, DateTimeOffset start, DateTimeOffset needed, DateTimeOffset now)
    {
        if (watch.WhyBlind(start, needed, now) is { } blind) return Of(blind);
        return watch.IsVacant(now) && !watch.WasTaken(start, now, now) ? null : KeepReason.Occupied;
    }
}
