using System.Collections.Concurrent;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Sites;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Metrics;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Link;

/// <summary>
/// Keeps every gateway's list of who may enter as the rows have it: read, take a revision, sign, publish, one at a time for a site. What was published is stored with its revision, so that any node
/// can go on from it; two nodes that do the same work at once publish it once.
/// </summary>
internal sealed partial class SnapshotPublisher(
    Store store, StoreQueries queries, NetworkCache network, GatewayRing ring, AccessSourcing sourcing, HubLink link, KeyBox box, TimeProvider clock, ILogger<SnapshotPublisher> log)
{
    private const int MostDeltas = 20;
    private const int MostTries = 5;

    /// <summary>After that its expiry is worth sending anew.</summary>
    private static readonly TimeSpan Renewed = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<SiteId, Line> lines = new();

    /// <summary>Publishes what has changed at a site; nothing when nothing has.</summary>
    public Task Refresh(SiteId site, CancellationToken stop) => Locked(site, line => (Task)Refresh(site, line, stop), stop);

    /// <summary>Sends the whole snapshot and the doors' modes, retained; to a gateway that has this revision already the modes alone.</summary>
    public Task Send(SiteId site, long have, CancellationToken stop) => Locked(
        site,
        async line =>
        {
            var wasSent = await Refresh(site, line, stop);
            if (!wasSent && await queries.SiteLink(site, stop) is { Content: { } content } stored && stored.Revision != have)
                await PublishWhole(site, Convert.FromBase64String(content), line, stop);

            await SendModes(site, stop);
        },
        stop);

    /// <summary>Says what is asked of the site's doors.</summary>
    public async Task SendModes(SiteId site, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var doors = await queries.Doors(site, stop);
        IReadOnlyList<DoorDemands> demands =
            [.. doors.Select(door => new DoorDemands(door.Id, [.. door.Demands.Where(demand => demand.IsActive(now))])).Where(door => door.Demands.Count > 0)];
        await link.Send(site, (kid, counter) => new LinkMessage.Mode(site, kid, counter, demands), stop);
    }

    private async Task Locked(SiteId site, Func<Line, Task> work, CancellationToken stop)
    {
        var line = lines.GetOrAdd(site, _ => new Line());
        await line.Gate.WaitAsync(stop);
        try
        {
            await work(line);
        }
        finally
        {
            line.Gate.Release();
        }
    }

    /// <summary>Whether the whole snapshot was sent with it.</summary>
    private async Task<bool> Refresh(SiteId id, Line line, CancellationToken stop)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (ring.Newest(id) is not { } keys || await network.Site(id, stop) is not { } site)
                return false;

            if (await TryRefresh(site, keys, line, stop) is { } wasSent)
                return wasSent;
        }

        LogContended(log, id);
        return false;
    }

    /// <summary>Null when another node has published meanwhile: what was read may be older than what that one has read.</summary>
    private async Task<bool?> TryRefresh(Telecentre site, GatewayKeys keys, Line line, CancellationToken stop)
    {
        var stored = await queries.SiteLink(site.Id, stop);
        var last = Last(stored, keys);
        var now = clock.GetUtcNow();
        var content = AccessSnapshotBuilder.Build(await sourcing.Read(site, keys, only: null, now, stop), now);
        var next = new AccessSnapshot { Site = site.Id, Revision = long.MaxValue, IssuedAt = now, NotBefore = now, ExpiresAt = now + AccessSnapshotBuilder.Life, Content = content };
        var isWhole = last is null || IsDue(site, last, now) || line.Deltas >= MostDeltas;
        if (last is not null && !IsDue(site, last, now) && AccessDelta.Between(last, next).IsEmpty)
            return false;

        if (await Store(next, keys, stored?.Revision ?? 0, stop) is not var (snapshot, whole))
            return null;

        if (isWhole)
            await PublishWhole(site.Id, whole, line, stop);
        else
            await PublishDelta(AccessDelta.Between(last!, snapshot), keys, line, stop);

        return isWhole;
    }

    private static AccessSnapshot? Last(SiteLinkRow? stored, GatewayKeys keys)
    {
        if (stored?.Content is not { } content)
            return null;

        using var trust = new HubTrust(keys);
        return SnapshotCodec.Read(Convert.FromBase64String(content), trust).Value;
    }

    private static bool IsDue(Telecentre site, AccessSnapshot last, DateTimeOffset now) =>
        now - last.IssuedAt >= Renewed || site.Calendar.DayOf(now) != site.Calendar.DayOf(last.IssuedAt);

    private async Task<(AccessSnapshot Snapshot, byte[] Whole)?> Store(AccessSnapshot next, GatewayKeys keys, long from, CancellationToken stop)
    {
        var command = SystemCommand.Named("snapshot", next.IssuedAt);
        var stored = await store.Execute(command, work => Store(work, next, keys, from), stop);
        return stored is Executed<(AccessSnapshot, byte[])?>.Fresh(var kept, _) ? kept : null;
    }

    private async ValueTask<((AccessSnapshot, byte[])?, Answer?)> Store(Work work, AccessSnapshot next, GatewayKeys keys, long from)
    {
        var facts = await work.Lock(new Scope { Presence = next.Site });
        if (facts.LinkRevision != from)
            return (null, null);

        var snapshot = next with { Revision = LinkCounters.After(facts.LinkCounter, next.IssuedAt) };
        var whole = box.Signed(key => SnapshotCodec.Write(snapshot, keys.Kid, key));
        work.PutPublished(next.Site, snapshot.Revision, Convert.ToBase64String(whole));
        return ((snapshot, whole), SystemCommand.Done);
    }

    private async Task PublishWhole(SiteId site, byte[] whole, Line line, CancellationToken stop)
    {
        if (whole.Length > SnapshotCodec.MostBytes)
            LogTooLarge(log, site, whole.Length);

        if (await link.Publish(Topics.Snapshot(site), whole, retain: true, stop))
            line.Deltas = 0;

        IngestMeter.Published("full");
    }

    private async Task PublishDelta(AccessDelta delta, GatewayKeys keys, Line line, CancellationToken stop)
    {
        line.Deltas++;
        await link.Publish(Topics.Delta(delta.Site), box.Signed(key => SnapshotCodec.WriteDelta(delta, keys.Kid, key)), retain: false, stop);
        IngestMeter.Published("delta");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other nodes publish the snapshot of {Site} again and again; it is left to them")]
    private static partial void LogContended(ILogger log, SiteId site);

    [LoggerMessage(Level = LogLevel.Error, Message = "The snapshot of {Site} has {Bytes} bytes, more than a gateway takes")]
    private static partial void LogTooLarge(ILogger log, SiteId site, int bytes);

    /// <summary>One site's turn, and how many changes went out since the whole was sent.</summary>
    private sealed class Line
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Deltas { get; set; }
    }
}
