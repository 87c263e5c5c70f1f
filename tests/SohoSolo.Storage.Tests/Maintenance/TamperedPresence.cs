using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Tests.Doors;
using SohoSolo.Storage.Tests.Presence;

namespace SohoSolo.Storage.Tests.Maintenance;

/// <summary>One of everything that is known of presence.</summary>
internal static class TamperedPresence
{
    /// <summary>A watched desk with two checkpoints; the account of a booking, and one of somebody without.</summary>
    public static async Task Live(Store store, Booking booked)
    {
        var (record, state) = (Watched.Record(Some.Now.AddMinutes(30)), Watched.State(Some.Now.AddMinutes(5)));
        var account = Watched.Account(booked.Id.Value, booked.During.Start, null) with { Booking = booked.Id, Member = booked.Member, Kind = ReconciliationKind.BookedUnknown, Why = "no-sensor" };
        await store.Do(work => work.Put((Device?)null, Watched.Pir, "added"));
        await store.UnderPresence(work =>
        {
            work.Put(null, record, "occupied");
            work.PutCheckpoint(Some.Desk, Some.Now, Core.Presence.SpaceState.Empty);
            work.PutCheckpoint(Some.Desk, Some.Now.AddMinutes(20), state);
            work.Put(null, account, "booked-unknown");
            work.Put(null, Watched.Account("nogaro-desk-2@1", Some.Now, Some.Now.AddHours(1)) with { Evidence = [new Evidence(Some.Now, "sensor", Watched.Pir.Id, "motion")] }, "unbooked-present");
        });
        await store.UnderPresence(work => work.Put(record, record with { Version = 2, Announced = OccupancyLevel.Vacant }, "vacant"));
    }
}
