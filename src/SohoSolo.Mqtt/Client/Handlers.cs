using Polly;

namespace SohoSolo.Mqtt.Client;

/// <summary>Calls the handlers of subscriptions, each in its own time, and says what to acknowledge.</summary>
internal sealed class Handlers(ClientSession session, MqttReconnect waits, TimeProvider clock, Problems problems)
{
    /// <summary>Until the subscription ends: as many at once as it allows. <paramref name="stop"/>: the client does.</summary>
    public async Task Run(Subscription subscription, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(subscription.Stop, stop);
        var call = CallOf(subscription);
        var workers = Enumerable.Range(0, subscription.Options.Parallel).Select(_ => Work(subscription, call, either.Token));
        await Task.WhenAll(workers);
    }

    private async Task Work(Subscription subscription, Func<MqttMessage, CancellationToken, ValueTask> call, CancellationToken stop)
    {
        await foreach (var delivery in subscription.Queue.ReadAllAsync(CancellationToken.None))
        {
            if (!session.BeginHandling())
                continue;

            if (await Handle(subscription, delivery.Message, call, stop) is { } reason)
                session.EndHandling(delivery, reason);
            else
                session.AbandonHandling();
        }
    }

    /// <summary>Null when the client stopped it. What waits for a subscription that was given up is not wanted, and acknowledged.</summary>
    private async Task<ReasonCode?> Handle(Subscription subscription, MqttMessage message, Func<MqttMessage, CancellationToken, ValueTask> call, CancellationToken stop)
    {
        try
        {
            if (!subscription.Stop.IsCancellationRequested)
                await call(message, stop);

            return ReasonCode.Success;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return subscription.Stop.IsCancellationRequested ? ReasonCode.Success : null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Report(subscription, failure);
            return ReasonCode.UnspecifiedError;
        }
    }

    private Func<MqttMessage, CancellationToken, ValueTask> CallOf(Subscription subscription)
    {
        if (subscription.Options.WhenHandlerFails == HandlerFailure.Refuse)
            return subscription.Handler;

        var again = Backoff.Of(waits, clock, _ => true, (failure, _) => Report(subscription, failure));
        return (message, stop) => again.ExecuteAsync(inner => subscription.Handler(message, inner), stop);
    }

    private void Report(Subscription subscription, Exception failure) =>
        problems.Report(new MqttClientProblem(MqttClientProblemKind.HandlerFailed, subscription.Filter, "A handler threw.", failure));
}
