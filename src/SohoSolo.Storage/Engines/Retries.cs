using Polly;
using Polly.Retry;

namespace SohoSolo.Storage.Engines;

/// <summary>How long a command is tried again while the database deadlocks, restarts or cannot be reached: about ten seconds.</summary>
internal static class Retries
{
    public static ResiliencePipeline Of(Engine engine) => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 8,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(3),
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is { } failure && engine.IsTransient(failure)),
        })
        .Build();
}
