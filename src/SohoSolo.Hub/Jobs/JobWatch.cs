using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Jobs;

/// <summary>A job as it stands: when it last ran, and whether that is as it should be. <c>ok</c>, <c>running</c>, <c>late</c>, <c>failed</c>, or <c>waiting</c> for its first run.</summary>
public sealed record JobStanding(string Name, TimeSpan Every, JobRun? Last, string State);

/// <summary>
/// Notices jobs that fail, or that nobody starts any more. Apart from what starts them, on every node: whatever the scheduler has lost, this does not ask it.
/// </summary>
internal sealed partial class JobWatch(Store store, SiteAlarms alarms, StoreQueries queries, NetworkCache network, TimeProvider clock, ILogger<JobWatch> log) : BackgroundService
{
    public const string Alarm = "job-late";

    private const int Many = 1000;

    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset since = clock.GetUtcNow();

    /// <summary>Every job that there should be; one that has never run is late, too, once it should have.</summary>
    public async Task<IReadOnlyList<JobStanding>> Standing(CancellationToken stop)
    {
        var (ran, now) = ((await store.Jobs.All(stop)).ToDictionary(run => run.Name, StringComparer.Ordinal), clock.GetUtcNow());
        var known = Retention.Tasks.Select(task => (task.Name, Every: Retention.Every)).Concat(ran.Values.Select(run => (run.Name, run.Every))).DistinctBy(job => job.Name);
        return [.. known.Select(job => new JobStanding(job.Name, job.Every, ran.GetValueOrDefault(job.Name), StateOf(ran.GetValueOrDefault(job.Name), job.Every, now)))];
    }

    /// <summary>Raises what is to be raised, and clears the rest. A job is the network's and an alarm a site's: these stand at the first one.</summary>
    public async Task Look(CancellationToken stop)
    {
        if ((await network.Get(stop)).Sites.Keys.Order().Cast<Core.SiteId?>().FirstOrDefault() is not { } site) return;

        var wanted = (await Standing(stop)).Where(job => job.State is "late" or "failed").Select(job => job.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in wanted)
            await alarms.Raise(site, Alarm, name, stop);

        foreach (var alarm in (await queries.Alarms(site, openOnly: true, Many, stop)).Where(alarm => alarm.Kind == Alarm && !wanted.Contains(alarm.About)))
            await alarms.Clear(site, Alarm, alarm.About, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested && broken is System.Data.Common.DbException or StoreException or TimeoutException)
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private string StateOf(JobRun? last, TimeSpan every, DateTimeOffset now) => last switch
    {
        null => now - since > every * 2 ? "late" : "waiting",

        // While the whole hub was down nobody could run it: it has the same time from this start on.
        _ when last.IsLate(now) && now - since > every * 2 => "late",
        { Outcome: "failed" } => "failed",
        { Outcome: "running" } => "running",
        _ => "ok",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Jobs cannot be looked at: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
