using System.Collections.Concurrent;
using SohoSolo.Core;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Metrics;
using SohoSolo.Mqtt;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>Takes batches from the line: checks whose they are, has them applied, and says up to where they are committed.</summary>
internal sealed partial class BatchInbox(Store store, GatewayRing ring, EventIngest ingest, SiteAlarms alarms, GatewayWatch watch, HubLink link, TimeProvider clock, ILogger<BatchInbox> log)
{
    /// <summary>The word of the alarm that somebody sent what was not the gateway's.</summary>
    public const string RefusedAlarm = "refused-publish";

    private readonly ConcurrentDictionary<(SiteId Site, int Kid), bool> used = new();

    /// <summary>A message of <c>up/batch</c>. It throws where the database cannot be reached: then the broker gives it again, or the gateway sends it again.</summary>
    public async ValueTask Take(MqttMessage message, CancellationToken stop)
    {
        if (Topics.SiteOf(message.Topic) is not { } site)
            return;

        var reading = BatchCodec.Read(message.Payload, ring.Accepted(site));
        if (reading.Value is not { } batch || batch.Site != site)
        {
            await Refuse(site, reading.Why ?? Refusal.WrongSite, stop);
            return;
        }

        var began = clock.GetTimestamp();
        var outcome = await ingest.Apply(batch, stop);
        IngestMeter.Took(batch.Events.Count, clock.GetUtcNow() - batch.Watermark, clock.GetElapsedTime(began), outcome);
        if (outcome is IngestOutcome.Refused)
        {
            await Refuse(site, Refusal.WrongKey, stop);
            return;
        }

        watch.Heard(site);
        if (used.TryAdd((site, batch.Kid), true))
            await store.Keys.MarkUsed(site, batch.Kid, clock.GetUtcNow(), stop);

        if (outcome is IngestOutcome.Gap gap)
            LogGap(log, site, batch.Epoch, gap.Upto, batch.From);

        await Acknowledge(batch, outcome, stop);
    }

    /// <summary>An acknowledgement is meant for the keys that the batch came with: those the gateway has.</summary>
    private async Task Acknowledge(Batch batch, IngestOutcome outcome, CancellationToken stop) =>
        await link.Send(new LinkMessage.Ack(batch.Site, batch.Kid, outcome.Counter, batch.Epoch, outcome.Upto), stop);

    private async Task Refuse(SiteId site, Refusal why, CancellationToken stop)
    {
        LogRefused(log, site, why.Word());
        IngestMeter.Refused(why.Word());
        await alarms.Raise(site, RefusedAlarm, "gateway", stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Site} was refused: {Why}")]
    private static partial void LogRefused(ILogger log, SiteId site, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Site}, epoch {Epoch}, does not join on: {Upto} is committed and it begins with {From}")]
    private static partial void LogGap(ILogger log, SiteId site, string epoch, long upto, long from);
}
