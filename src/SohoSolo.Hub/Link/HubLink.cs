using SohoSolo.Core;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Link;

/// <summary>The hub's end of the line to the sites: one client of the broker, whichever broker that is. Everything it says is signed.</summary>
internal sealed partial class HubLink(HubSettings settings, IBrokerLink broker, GatewayRing ring, LinkCounters counters, KeyBox box, TimeProvider clock, ILogger<HubLink> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private long answers;

    /// <summary>Whether the hub speaks with the sites at all.</summary>
    public bool IsOn => settings.HasLink && broker.Client is not null;

    /// <summary>Says something to a site's gateway, with the next counter. False where the site has no gateway, or the broker cannot be reached: nothing was sent then.</summary>
    public async Task<bool> Send(SiteId site, Func<int, long, LinkMessage> make, CancellationToken stop) =>
        ring.Newest(site) is { } keys && await Send(make(keys.Kid, await counters.Next(site, stop)), stop);

    /// <summary>Says what has its counter already.</summary>
    public Task<bool> Send(LinkMessage message, CancellationToken stop) =>
        Publish(LinkMessages.TopicOf(message), box.Signed(key => LinkMessages.Write(message, key)), retain: message is LinkMessage.Mode, stop);

    /// <summary>
    /// Answers a question. A question's own id, which nobody can guess and which is used once, keeps an answer from being played again; its counter costs no transaction, for somebody waits at a door.
    /// </summary>
    public Task<bool> Answer(SiteId site, Func<int, long, LinkMessage.Answer> make, CancellationToken stop) =>
        ring.Newest(site) is { } keys ? Send(make(keys.Kid, NextAnswer()), stop) : Task.FromResult(false);

    public async Task<bool> Publish(string topic, byte[] payload, bool retain, CancellationToken stop)
    {
        if (!IsOn || broker.Client is not { } client)
            return false;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            var published = await client.PublishAsync(
                new MqttMessage { Topic = topic, Payload = payload, QualityOfService = QualityOfService.AtLeastOnce, Retain = retain }, patience.Token);
            return published.IsSuccess;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            LogUnsent(log, topic);
            return false;
        }
    }

    private long NextAnswer()
    {
        while (true)
        {
            var last = Interlocked.Read(ref answers);
            var next = LinkCounters.After(last, clock.GetUtcNow());
            if (Interlocked.CompareExchange(ref answers, next, last) == last)
                return next;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker did not take what was meant for {Topic}")]
    private static partial void LogUnsent(ILogger log, string topic);
}
