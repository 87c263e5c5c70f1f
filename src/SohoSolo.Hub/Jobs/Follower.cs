using SohoSolo.Storage;

namespace SohoSolo.Hub.Jobs;

/// <summary>
/// Somebody who follows the journal with a place of its own, and writes what the entries lead to and the place in one transaction. It outlives any trouble: its place has not moved
/// then, so the same entries come again.
/// </summary>
internal abstract partial class Follower(Store store, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);

    protected Store Store => store;

    /// <summary>Deals with the next entries; says how many there were.</summary>
    public abstract Task<int> Step(CancellationToken stop);

    /// <summary>Takes a first place in the journal where there is none.</summary>
    protected abstract Task Begin(CancellationToken stop);

    /// <summary>Before the first request is served, so that nothing which is answered from then on goes untold.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Begin(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Asked for before reading, so that a commit in between is not slept through.
                var committed = store.WhenCommitted(stoppingToken);
                if (await Step(stoppingToken) == 0) await Task.WhenAny(committed, Task.Delay(Poll, stoppingToken));

                await Task.Delay(Poll / 4, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // It outlives any trouble, of whatever kind.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                LogTrouble(log, GetType().Name, broken.GetType().Name, broken.Message);
                await Task.Delay(AfterTrouble, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} does not go on for now: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string who, string kind, string says);
}
