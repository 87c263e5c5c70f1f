using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests.Presence;

/// <summary>A desk with a sensor, and what is known of it; tests say only what they do otherwise.</summary>
internal static class Watched
{
    public static readonly Device Pir = Site.Reader with { Id = "nogaro-desk-1-pir", Role = "presence", Door = null, Space = Some.Desk, Sensor = SensorKind.Pir, ReportsEvery = TimeSpan.FromMinutes(5) };

    public static SpaceState State(DateTimeOffset foldedTo) => new()
    {
        FoldedTo = foldedTo,
        Sensors = [new SensorState(Pir.Id, SensorKind.Pir) { HeardSince = Some.Now.AddHours(-1), IsThere = true, LastNoticed = foldedTo }],
        Spans = [new OccupiedSpan(foldedTo, null)],
    };

    public static SpaceRecord Record(DateTimeOffset foldedTo, SpaceId? space = null) =>
        new(space ?? Some.Desk, Some.Nogaro, 1, State(foldedTo), OccupancyLevel.Occupied, Some.Now);

    public static SiteEvent Motion(long seq, DateTimeOffset at, string? device = null) => new()
    {
        Id = new EventId(Site.Gateway, Site.Epoch, seq),
        Site = Some.Nogaro,
        At = at,
        ReceivedAt = at,
        Kind = "occ",
        Device = device ?? Pir.Id,
        Value = "true",
    };

    public static Reconciliation Account(string id, DateTimeOffset from, DateTimeOffset? until) => new()
    {
        Id = id,
        Site = Some.Nogaro,
        Space = Some.Desk,
        Kind = ReconciliationKind.UnbookedPresent,
        From = from,
        Until = until,
        ConcludedAt = Some.Now,
    };

    /// <summary>Puts under the lock of the site's presence.</summary>
    public static Task UnderPresence(this Store store, Action<Work> put) => store.Execute<bool>(
        Some.Command(),
        async work =>
        {
            await work.Lock(new Scope { Presence = Some.Nogaro });
            put(work);
            return (true, new Answer(200, null, null));
        },
        TestContext.Current.CancellationToken);

    public static Task<Facts> Late(this Store store, DateTimeOffset earliest) =>
        store.Read(new Scope { Presence = Some.Nogaro, Occupancies = new Dictionary<SpaceId, DateTimeOffset> { [Some.Desk] = earliest, [Some.Desk2] = earliest } });
}
