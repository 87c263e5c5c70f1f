using Polly;
using Polly.Retry;

namespace SohoSolo.Mqtt.Client;

/// <summary>Trying again, for ever, with waits that double and jitter.</summary>
internal static class Backoff
{
    public static ResiliencePipeline Of(MqttReconnect reconnect, TimeProvider clock, Func<Exception, bool> isWorthIt, Action<Exception, TimeSpan> beforeWaiting) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = reconnect.Minimum,
                MaxDelay = reconnect.Maximum,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is { } failure and not OperationCanceledException && isWorthIt(failure)),
                OnRetry = attempt =>
                {
                    beforeWaiting(attempt.Outcome.Exception!, attempt.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
}
