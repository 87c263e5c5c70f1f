using System.Diagnostics;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Jobs;

/// <summary>Runs what runs by itself, and writes down when it began, how it ended and when it is due again, so that somebody notices when it no longer does.</summary>
internal sealed partial class JobBook(Store store, TimeProvider clock, ILogger<JobBook> log)
{
    /// <summary>A run that has not ended for so long has died with its node. It may be wrong: every job may be done twice at once.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(15);

    /// <summary>A run where the job is due and no other node has it in hand; where not, that is good, too.</summary>
    public async Task<bool> RunIfDue(string name, TimeSpan every, Func<long, CancellationToken, Task<(long Done, long Mark)>> work, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await store.Jobs.Claim(name, every, now, now - Abandoned, stop) is not { } mark || await Go(name, mark, work, stop);
    }

    /// <summary>
    /// One run. <paramref name="work"/> is given the mark that the last good run left, and answers how many rows it touched and how far it has come; false where it failed, which is logged and written
    /// down.
    /// </summary>
    public async Task<bool> Run(string name, TimeSpan every, Func<long, CancellationToken, Task<(long Done, long Mark)>> work, CancellationToken stop) =>
        await Go(name, await store.Jobs.Begin(name, every, clock.GetUtcNow(), stop), work, stop);

    private async Task<bool> Go(string name, long mark, Func<long, CancellationToken, Task<(long Done, long Mark)>> work, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var (done, reached) = await work(mark, stop);
            await store.Jobs.Ended(name, clock.GetUtcNow(), done, reached, stop);
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (done > 0) LogDone(log, name, done, took);

            return true;
        }
#pragma warning disable CA1031 // One job's trouble must not keep the others from running; it is written down, and an alarm follows.
        catch (Exception broken) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(log, name, broken.GetType().Name, broken.Message);
            await store.Jobs.Failed(name, clock.GetUtcNow(), stop);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job} touched {Done} rows in {Milliseconds:F0} ms")]
    private static partial void LogDone(ILogger log, string job, long done, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed, and is tried again when it is due: {Kind}: {Says}")]
    private static partial void LogFailed(ILogger log, string job, string kind, string says);
}
