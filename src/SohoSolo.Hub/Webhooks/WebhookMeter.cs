using System.Diagnostics.Metrics;
using SohoSolo.Hub.Metrics;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>What became of deliveries that this node tried.</summary>
internal static class WebhookMeter
{
    private static readonly Meter Meter = new(HubMeter.Name);
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("sohosolo_webhook_deliveries_total", description: "Deliveries that were tried, by what became of them: delivered, queued again, or dead.");

    public static void Tried(Delivery delivery) => Deliveries.Add(1, new KeyValuePair<string, object?>("outcome", Api.Words.Of(delivery.Status)));
}
