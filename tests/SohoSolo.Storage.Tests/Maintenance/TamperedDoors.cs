using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests.Maintenance;

/// <summary>One of everything at a site's door.</summary>
internal static class TamperedDoors
{
    /// <summary>Two badges, one of them lost; who waits for another; a pass, a door, a device, alarms; a gateway with its keys, events, a gap, a walk-in.</summary>
    public static async Task Live(Store store, Booking booked)
    {
        var (lost, badge) = (Site.Badge("lookup-1") with { Id = "credential-1" }, Site.Badge("lookup-2", Some.Paul) with { Id = "credential-2" });
        var (waits, alarm) = (Site.Waits() with { Id = "enrolment-1" }, Site.Alarm("forced") with { Id = "alarm-1" });
        var walkedIn = Some.Booking(Some.Desk3, Some.Tuesday(14, 15), Some.Member(6)) with { Id = new("booking-walk-in"), IsWalkIn = true };
        await store.Do(work =>
        {
            work.Put((Credential?)null, lost, "enrolled");
            work.Put((Credential?)null, badge, "enrolled");
            work.Put((Enrolment?)null, waits, "began");
            work.Put(new GuestPass("nonce-1", booked.Id, 0, Some.Nogaro, booked.During, 0, Some.Now), "given-out");
            work.Put((Door?)null, Site.Door, "made");
            work.Put((Device?)null, Site.Reader with { IsOnline = true, BatteryPercent = 80 }, "added");
            work.Put((Alarm?)null, alarm, "raised");
            work.PutPublished(Some.Nogaro, 1001, "{}");
        });
        await store.Do(work =>
        {
            work.Put(lost, lost with { Version = 2, RevokedAt = Some.Now, RevokedWhy = "lost" }, "revoked");
            work.Put(waits, waits with { Version = 2, Status = EnrolmentStatus.Done, Credential = badge.Id }, "done");
            work.Put(alarm, alarm with { Version = 2, ClearedAt = Some.Now }, "cleared");
            work.Put(null, walkedIn, "walked-in");
            work.PutWalkIn("ask-1", walkedIn.Id, Some.Nogaro, walkedIn.Member, "booked");
        });
        await store.Ingest([Site.Tag(1), Site.Contact(2), Site.Tag(3) with { Decision = "denied" }]);
        await store.Do(work => work.PutGap(Site.Cursor(3), Site.Cursor(5)));
        await store.Ingest([Site.Tag(6)]);
        await store.Keys.PutGatewayKey(new GatewayKeyRow(Some.Nogaro, 1, Site.Gateway, "sealed", "hash", Some.Now), "m001", TestContext.Current.CancellationToken);
        await store.Keys.EnsureHubSecrets(new Dictionary<string, string> { ["sign"] = "sealed" }, TestContext.Current.CancellationToken);
        await store.Leases.TryHold("gateway nogaro", "node-1", Some.Now, TestContext.Current.CancellationToken);
    }
}
