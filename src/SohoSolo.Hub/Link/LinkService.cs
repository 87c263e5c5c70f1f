using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Asks;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Ingest;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Link;

/// <summary>Listens to the sites: batches and questions, shared with the other nodes of the hub.</summary>
internal sealed partial class LinkService(HubLink link, IBrokerLink broker, BatchInbox batches, AskInbox asks, ILogger<LinkService> log) : IHostedService, IDisposable
{
    /// <summary>Sites at once; one gateway has one batch in flight.</summary>
    private static readonly SubscribeOptions AtOnce = new() { Parallel = 16 };

    private readonly CancellationTokenSource stopping = new();
    private Task listening = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!link.IsOn || broker.Client is not { } client)
            return;

        listening = Task.WhenAll(Listen(client, Topics.AllBatches, batches.Take), Listen(client, Topics.AllAsks, asks.Take));

        // A broker that is away is waited for in the background: the hub serves what needs none.
        if (client.Status.State == MqttClientState.Connected)
            await listening.WaitAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    private async Task Listen(MqttClient client, string filter, Func<MqttMessage, CancellationToken, ValueTask> take)
    {
        try
        {
            await client.SubscribeAsync(filter, (message, stop) => Take(message, take, stop), AtOnce, stopping.Token);
        }
        catch (MqttSubscribeException refused)
        {
            LogRefused(log, filter, refused.Message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogNever(log, filter);
        }
    }

    /// <summary>What cannot be dealt with just now is not acknowledged to its gateway, which sends it again.</summary>
    private async ValueTask Take(MqttMessage message, Func<MqttMessage, CancellationToken, ValueTask> take, CancellationToken stop)
    {
        try
        {
            await take(message, stop);
        }
#pragma warning disable CA1031 // Whatever it was, the line goes on; the gateway keeps what is not acknowledged.
        catch (Exception broken) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogTrouble(log, message.Topic, broken.GetType().Name, broken.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker does not let the hub listen to {Filter}: {Says}")]
    private static partial void LogRefused(ILogger log, string filter, string says);

    [LoggerMessage(Level = LogLevel.Information, Message = "The hub never listened to {Filter}")]
    private static partial void LogNever(ILogger log, string filter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message of {Topic} could not be dealt with: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string topic, string kind, string says);
}
