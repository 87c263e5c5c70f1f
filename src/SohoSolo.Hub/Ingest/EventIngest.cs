using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>
/// The use case of a batch: everything that follows from its events and the cursor that says so commit in one transaction, under the site's lock. Hence each event counts once, whatever fails, and
/// two nodes that get the same batch apply it once.
/// </summary>
internal sealed class EventIngest(Store store, BatchReader reader, NetworkCache network, TimeProvider clock)
{
    private const int MostTries = 8;

    /// <exception cref="StoreException">The facts changed under every try: the batch will come again.</exception>
    public async Task<IngestOutcome> Apply(Batch batch, CancellationToken stop)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if ((await network.Get(stop)).Sites.GetValueOrDefault(batch.Site) is not { } site)
                return new IngestOutcome.Refused();

            var read = await reader.Read(FastClocks.Bounded(batch, clock.GetUtcNow()), site, stop);
            if (await Try(read, stop) is { } outcome)
                return outcome;

            await network.Reload(stop);
        }

        throw new StoreException("What a batch was applied to changed again and again.");
    }

    /// <summary>Null when what was read without lock has changed.</summary>
    private async Task<IngestOutcome?> Try(ReadBatch read, CancellationToken stop)
    {
        try
        {
            var command = SystemCommand.Named("ingest", clock.GetUtcNow());
            return await store.Execute(command, work => Decide(work, read), stop) is Executed<IngestOutcome?>.Fresh(var outcome, _) ? outcome : null;
        }
        catch (Exception changed) when (changed is StaleWriteException or OverlapException or TakenException)
        {
            return null;
        }
    }

    private async ValueTask<(IngestOutcome?, Answer?)> Decide(Work work, ReadBatch read)
    {
        var (batch, now) = (read.Batch, clock.GetUtcNow());
        var facts = await work.Lock(read.Scope(now));
        if (!GatewayRing.IsGood(facts.GatewayKeys, batch.Kid, now))
            return (new IngestOutcome.Refused(), null);

        var cursor = facts.Cursors.FirstOrDefault(known => known.Epoch == batch.Epoch);
        var upto = cursor?.Upto ?? 0;
        var counter = LinkCounters.After(facts.LinkCounter, now);
        work.PutCounter(batch.Site, counter);
        if (batch.From != upto + 1)
            return (Elsewhere(work, facts, batch, counter, upto, now), SystemCommand.Done);

        if (!facts.StillKnows(read.Site) || !read.StillKnows(facts))
            return (null, null);

        var moved = new GatewayCursor(batch.Gateway, batch.Epoch, batch.Site, batch.To, batch.Watermark, now);
        work.Put(Applied(work, read, facts, now), cursor, moved);
        return (new IngestOutcome.Applied(counter, batch.To), SystemCommand.Done);
    }

    private static List<SiteEvent> Applied(Work work, ReadBatch read, Facts facts, DateTimeOffset now)
    {
        var stays = new StayBook(work, facts, read.Site);
        var (arrivals, walkIns) = (new ArrivalStep(stays, read, now), new WalkInStep(work, facts, stays, read, now));
        var enrolments = new EnrolmentStep(work, facts, read);
        foreach (var happened in read.Batch.Events)
        {
            walkIns.Apply(happened);
            arrivals.Apply(happened);
            enrolments.Apply(happened);
        }

        List<SiteEvent> events = [.. read.Batch.Events.Select(read.ToSiteEvent)];
        var presence = new PresenceStep(work, facts, read.Site, now);
        presence.Apply(events);
        new ReconcileStep(work, facts, stays, read, now).Apply(presence.Touched);
        new AlarmStep(work, facts, read.Site.Id).Apply(read.Batch.Events, now);
        new DeviceStep(work, facts).Apply(read.Batch.Events);
        return events;
    }

    private static IngestOutcome Elsewhere(Work work, Facts facts, Batch batch, long counter, long upto, DateTimeOffset now)
    {
        if (batch.From <= upto)
            return new IngestOutcome.Repeated(counter, upto);

        new AlarmStep(work, facts, batch.Site).RaiseGap(batch, upto, now);
        return new IngestOutcome.Gap(counter, upto);
    }
}
