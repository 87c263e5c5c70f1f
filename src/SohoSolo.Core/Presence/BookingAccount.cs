using SohoSolo.Core.Bookings;

namespace SohoSolo.Core.Presence;

/// <summary>What is concluded of a booking. "Somebody is at desk 4" is never "Anne is here": arrival and presence are separate evidence.</summary>
internal sealed class BookingAccount(SiteDay day, DateTimeOffset now)
{
    /// <summary>Who goes on that long after the end has overstayed; who tidies up has not.</summary>
    private static readonly TimeSpan Tidying = TimeSpan.FromMinutes(10);

    /// <summary>An arrival a moment after somebody sat down may be a clock's fault.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMinutes(1);

    /// <summary>Somebody at a booked place, or at a wrong one, is said only after this.</summary>
    private static readonly TimeSpan BeforeSaying = TimeSpan.FromMinutes(15);

    /// <summary>Null when nothing can be concluded yet.</summary>
    public Reconciliation? Of(Booking booking) =>
        booking.Status == BookingStatus.NoShow ? Absent(booking, booking.EndReason ?? EndReasons.NoShow, booking.Evidence)
        : SiteDay.HasArrived(booking) ? Present(booking)
        : booking.Status is BookingStatus.Confirmed or BookingStatus.Completed ? Unproven(booking)
        : null;

    private Reconciliation Present(Booking booking)
    {
        var watch = day.WatchOf(booking.Space);
        var arrived = booking.Evidence.Count > 0 ? booking.Evidence.Min(evidence => evidence.At) : booking.During.Start;
        if (OverstayedUntil(booking, watch) is { } overstay)
        {
            var stays = new Evidence(booking.During.End, "overstayed", watch.Sensor, $"somebody is still at {booking.Space} after the end");
            return Row(booking, ReconciliationKind.Overstayed, null, [.. booking.Evidence, stays]) with { Until = overstay.Until };
        }

        var since = arrived - OnTheWay;
        if (watch.WasTaken(since, booking.During.End, now))
            return Row(booking, ReconciliationKind.BookedPresent, booking.EndReason ?? "seated", [.. booking.Evidence, Seen(watch, since, booking.During.End, "seated")]);

        return WrongDesk(booking, watch, arrived) is { } wrong
            ? Row(booking, ReconciliationKind.WrongDesk, $"{wrong.Space}", [.. booking.Evidence, Empty(watch, arrived), Seen(wrong, since, now, "elsewhere")])
            : Row(booking, ReconciliationKind.BookedPresent, booking.EndReason ?? "arrived", booking.Evidence);
    }

    private Reconciliation? Unproven(Booking booking)
    {
        var (watch, start) = (day.WatchOf(booking.Space), booking.During.Start);
        var end = booking.During.End < now ? booking.During.End : now;
        if (watch.WasTaken(start, end, now))
            return now >= start + BeforeSaying || booking.Status == BookingStatus.Completed ? Row(booking, ReconciliationKind.SomeoneAtBooked, null, [Seen(watch, start, end, "someone")]) : null;

        if (booking.Status == BookingStatus.Completed)
            return watch.WhyBlind(start, end, now) is { } blind ? Unknown(booking, NoShowPolicy.Of(blind)) : Absent(booking, booking.EndReason ?? EndReasons.Ended, NoShowPolicy.Absence(watch, start, now));

        return NoShowPolicy.Decide(booking, watch, day.ArrivalsOf(booking), null, day.Site.Rules, now) switch
        {
            NoShowDecision.Keep(KeepReason.Arrived) => Row(booking, ReconciliationKind.BookedPresent, "arrived", [.. day.ArrivalsOf(booking).Concat(booking.Evidence).Distinct().OrderBy(evidence => evidence.At)]),
            NoShowDecision.Keep(var why and not KeepReason.Occupied) => Unknown(booking, why),
            _ => null,
        };
    }

    private Reconciliation Unknown(Booking booking, KeepReason why)
    {
        var (word, says) = why switch
        {
            KeepReason.NoSensor => ("no-sensor", "no sensor watches this place"),
            KeepReason.SensorSilent => ("sensor-silent", "a sensor of this place was not heard all the time"),
            _ => ("backlog", "the site has not delivered everything"),
        };
        return Row(booking, ReconciliationKind.BookedUnknown, word, [new Evidence(booking.During.Start, word, day.WatchOf(booking.Space).Sensor, says)]);
    }

    private Reconciliation Absent(Booking booking, string why, IReadOnlyList<Evidence> evidence)
    {
        var standing = day.Known.FirstOrDefault(row => row.Id == booking.Id.Value && row.Kind == ReconciliationKind.BookedAbsent);
        var vacant = standing?.Evidence.Where(one => !booking.Evidence.Contains(one)) ?? (evidence == booking.Evidence ? NoShowPolicy.Absence(day.WatchOf(booking.Space), booking.During.Start, now) : evidence);
        return Row(booking, ReconciliationKind.BookedAbsent, why, [.. vacant.Concat(booking.Evidence).OrderBy(one => one.At)]);
    }

    /// <summary>Until when somebody stayed past the end, to be told from whoever has it next; null for nobody.</summary>
    private (DateTimeOffset? Until, bool Is)? OverstayedUntil(Booking booking, SpaceWatch watch)
    {
        var end = booking.During.End;
        if (now < end + Tidying || watch.Sensors.Count == 0 || booking.EndReason is not null)
            return null;

        var next = day.OfSpace(booking.Space).Where(other => other.Id != booking.Id && other.During.End > end && SiteDay.HasArrived(other))
            .SelectMany(other => other.Evidence.Select(evidence => evidence.At > other.During.Start ? evidence.At : other.During.Start)).Where(at => at >= end).Order().Select(at => (DateTimeOffset?)at).FirstOrDefault();
        foreach (var span in watch.Spans(now).Where(span => span.From < end))
        {
            var until = span.Until ?? (watch.IsHeardSince(end) ? watch.AsOf(now) : end);
            if (next < until)
                until = next.Value;

            if (until >= end + Tidying)
                return (span.Until is null && !(next <= watch.AsOf(now)) ? null : until, true);
        }

        return null;
    }

    /// <summary>A place that nobody who has arrived has booked, taken since after her arrival, while her own is empty.</summary>
    private SpaceWatch? WrongDesk(Booking booking, SpaceWatch watch, DateTimeOffset arrived)
    {
        var from = arrived > booking.During.Start ? arrived : booking.During.Start;
        if (now < from + BeforeSaying || !booking.During.Contains(now) || watch.WhyBlind(arrived, arrived, now) is not null || !watch.IsVacant(now))
            return null;

        var kinds = day.Site.Spaces.Where(space => space.Kind == booking.Kind && space.Id != booking.Space && !day.Leased.Contains(space.Id));
        return kinds.Select(space => day.WatchOf(space.Id)).FirstOrDefault(other =>
            other.Spans(now).Any(span => span.From >= arrived - OnTheWay && span.From < arrived + BeforeSaying && span.Within(arrived, now, other.AsOf(now)) >= SpaceWatch.Seated)
            && !day.OfSpace(other.Space).Any(theirs => theirs.During.Contains(from) && SiteDay.HasArrived(theirs)));
    }

    private Evidence Seen(SpaceWatch watch, DateTimeOffset from, DateTimeOffset to, string kind)
    {
        var at = watch.Spans(now).First(span => span.Within(from, to, watch.AsOf(now)) > TimeSpan.Zero).From;
        return new Evidence(at, kind, watch.Sensor, $"somebody is at {watch.Space} from {NoShowPolicy.Clock(at)}");
    }

    private static Evidence Empty(SpaceWatch watch, DateTimeOffset since) => new(since, "vacant", watch.Sensor, $"{watch.Space} is empty since she arrived");

    private static Reconciliation Row(Booking booking, ReconciliationKind kind, string? why, IReadOnlyList<Evidence> evidence) => new()
    {
        Id = booking.Id.Value,
        Site = booking.Site,
        Space = booking.Space,
        Booking = booking.Id,
        Member = booking.Member,
        Kind = kind,
        Why = why,
        From = booking.During.Start,
        Until = booking.Holds ? null : booking.During.End,
        Evidence = evidence,
        ConcludedAt = booking.During.Start,
    };
}
