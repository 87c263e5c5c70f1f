using SohoSolo.Core;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Metrics;
using SohoSolo.Mqtt;

namespace SohoSolo.Hub.Asks;

/// <summary>Takes questions from the line and answers them while somebody waits at the door.</summary>
internal sealed partial class AskInbox(GatewayRing ring, AskDesk desk, SnapshotPublisher snapshots, HubLink link, TimeProvider clock, ILogger<AskInbox> log)
{
    public async ValueTask Take(MqttMessage message, CancellationToken stop)
    {
        if (Topics.SiteOf(message.Topic) is not { } site)
            return;

        var reading = LinkAsk.Read(message.Payload, ring.Accepted(site));
        switch (reading.Value)
        {
            case LinkAsk.Snapshot wanted when wanted.Site == site:
                await snapshots.Send(site, wanted.Have, stop);
                break;
            case LinkAsk.Entry entry when entry.Site == site:
                await Answer(entry, stop);
                break;
            default:
                LogRefused(log, site, (reading.Why ?? Refusal.WrongSite).Word());
                IngestMeter.Refused("ask");
                break;
        }
    }

    private async Task Answer(LinkAsk.Entry entry, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var answer = await desk.Decide(entry, began, stop);
        await link.Answer(entry.Site, (kid, counter) => answer.ToMessage(entry, kid, counter), stop);
        IngestMeter.Answered(answer.Reason, clock.GetElapsedTime(began));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A question of {Site} was refused: {Why}")]
    private static partial void LogRefused(ILogger log, SiteId site, string why);
}
