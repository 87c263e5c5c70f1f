using System.Globalization;
using SohoSolo.Core.Bookings;

namespace SohoSolo.Core.Presence;

/// <summary>Presence at places that nobody has booked: one row for each span.</summary>
internal sealed class UnbookedAccount(SiteDay day, DateTimeOffset now)
{
    public IEnumerable<(Reconciliation? Before, Reconciliation? Concluded)> All() =>
        day.Site.Spaces.Where(space => !day.Leased.Contains(space.Id)).Select(space => day.WatchOf(space.Id)).Where(watch => watch.Sensors.Count > 0).SelectMany(Of);

    private IEnumerable<(Reconciliation? Before, Reconciliation? Concluded)> Of(SpaceWatch watch)
    {
        var open = day.Known.Where(row => row.Booking is null && row.Space == watch.Space).OrderBy(row => row.From).ToList();
        foreach (var span in watch.Spans(now).Where(span => span.From >= day.Window.Start))
        {
            var until = NextBooking(watch, span) ?? span.Until;
            if (IsBooked(watch, span) || (until ?? watch.AsOf(now)) - span.From < SpaceWatch.Seated)
                continue;

            // A span that hindsight has moved is still the same one.
            var known = open.Find(row => row.From <= (until ?? now) && span.From <= (row.Until ?? now));
            open.Remove(known!);
            yield return (known, Row(watch, known?.From ?? span.From, until));
        }

        foreach (var gone in open.Where(row => row.Until is null && row.From >= day.Window.Start))
            yield return (gone, Row(watch, gone.From, gone.From) with { Why = "withdrawn" });
    }

    /// <summary>It began while somebody had the place, or just before: then it is that booking's to account for.</summary>
    private bool IsBooked(SpaceWatch watch, OccupiedSpan span) => day.OfSpace(watch.Space).Any(booking =>
        booking.During.Start - day.Site.Rules.CheckInOpens <= span.From && span.From < EndOf(booking));

    private DateTimeOffset? NextBooking(SpaceWatch watch, OccupiedSpan span) => day.OfSpace(watch.Space)
        .Where(booking => booking.During.Start > span.From && booking.During.Start <= (span.Until ?? watch.AsOf(now)))
        .Min(booking => (DateTimeOffset?)booking.During.Start);

    /// <summary>A no-show has the place only as long as it waited.</summary>
    private DateTimeOffset EndOf(Booking booking)
    {
        if (booking.Status != BookingStatus.NoShow)
            return booking.During.End;

        var concluded = day.Known.FirstOrDefault(row => row.Id == booking.Id.Value && row.Kind == ReconciliationKind.BookedAbsent)?.ConcludedAt;
        return concluded ?? NoShowPolicy.Deadline(booking, day.Site.Rules) ?? booking.During.End;
    }

    private Reconciliation Row(SpaceWatch watch, DateTimeOffset from, DateTimeOffset? until) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{watch.Space}@{from.ToUnixTimeMilliseconds()}"),
        Site = day.Site.Id,
        Space = watch.Space,
        Kind = ReconciliationKind.UnbookedPresent,
        From = from,
        Until = until,
        Evidence = [new Evidence(from, "someone", watch.Sensor, $"somebody is at {watch.Space} from {NoShowPolicy.Clock(from)}, and nobody has booked it")],
        ConcludedAt = from,
    };
}
