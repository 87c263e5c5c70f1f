using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Hub.Presence;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>
/// Holds presence and bookings against each other after a batch: a no-show that a sensor's late news prove wrong stands again if nobody has the place, and the account of the site's days says what is
/// concluded now.
/// </summary>
internal sealed class ReconcileStep(Work work, Facts facts, StayBook stays, ReadBatch read, DateTimeOffset now)
{
    public void Apply(IReadOnlyList<TouchedSpace> touched)
    {
        if (!read.SpeaksOfPresence)
            return;

        var day = Day(touched);
        foreach (var missed in read.Missed.Select(missed => stays.Find(missed.Id)).OfType<Booking>().Where(missed => missed.Status == BookingStatus.NoShow).ToList())
        {
            if (WasThere(missed, day) && BookingChanges.UndoNoShow(missed, null, stays.TakenFrom(missed, now), stays.Site.Calendar, now) is { } after)
                stays.Put(missed, after, "no-show-undone");
        }

        AccountBook.Put(work, day with { Bookings = AsTheyAre() }, now);
    }

    private SiteDay Day(IReadOnlyList<TouchedSpace> touched)
    {
        var records = facts.Occupancies.Values.Where(record => touched.All(space => space.Record.Space != record.Space)).Concat(touched.Select(space => space.Record));
        return SiteDays.Of(facts, read.Site, read.Leased, now) with
        {
            Bookings = AsTheyAre(),
            Watches = SiteDays.Watches(read.Site, facts.Devices, records, read.Batch.Watermark),
        };
    }

    /// <summary>Somebody sat there before it was given back.</summary>
    private bool WasThere(Booking missed, SiteDay day)
    {
        var concluded = day.Known.FirstOrDefault(row => row.Id == missed.Id.Value && row.Kind == ReconciliationKind.BookedAbsent)?.ConcludedAt
            ?? NoShowPolicy.Deadline(missed, read.Site.Rules) ?? missed.During.End;
        return day.WatchOf(missed.Space).WasTaken(missed.During.Start, concluded, now);
    }

    /// <summary>With what this batch has changed and made.</summary>
    private List<Booking> AsTheyAre()
    {
        var window = SiteDays.Window(read.Site, now);
        var own = stays.All.Where(booking => booking.Site == read.Site.Id && booking.During.Overlaps(window)).ToDictionary(booking => booking.Id);
        return
        [
            .. facts.StandingBookings.Where(booking => !own.ContainsKey(booking.Id))
                .Concat(own.Values.Where(booking => booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed or BookingStatus.NoShow))
                .OrderBy(booking => booking.During.Start).ThenBy(booking => booking.Id.Value, StringComparer.Ordinal),
        ];
    }
}
