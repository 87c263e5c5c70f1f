using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace SohoSolo.Hub.Mail;

/// <summary>
/// How one message is tried: twice more within moments where nothing can be delivered; and not at all for a growing while once nothing could be several times, so that
/// a server which is down is not asked once for each message that waits.
/// </summary>
internal sealed class MailPipeline
{
    public static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(5);

    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline pipeline;

    public MailPipeline(TimeProvider clock) => pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(400),
            UseJitter = true,
            ShouldHandle = outcome => ValueTask.FromResult(IsDown(outcome.Outcome.Exception)),
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = 3,
            SamplingDuration = TimeSpan.FromMinutes(1),
            BreakDurationGenerator = broken => ValueTask.FromResult(Shorter(FirstBreak * Math.Pow(2, Math.Min(broken.HalfOpenAttempts, 6)), LongestBreak)),
            StateProvider = state,
            ShouldHandle = outcome => ValueTask.FromResult(IsDown(outcome.Outcome.Exception)),
        })
        .AddTimeout(new TimeoutStrategyOptions { Timeout = LongestTry })
        .Build();

    /// <summary>Nothing is tried until the break is over.</summary>
    public bool IsOpen => state.CircuitState is CircuitState.Open or CircuitState.Isolated;

    public ValueTask Try(Func<CancellationToken, ValueTask> deliver) => pipeline.ExecuteAsync(deliver, CancellationToken.None);

    private static bool IsDown(Exception? failure) => failure is DeliveryException { Trouble: DeliveryTrouble.Down } or TimeoutRejectedException;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
