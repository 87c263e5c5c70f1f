using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.CalendarImports;

/// <summary>Reads other people's calendars again and again, each by one node at a time, and less often those that cannot be read.</summary>
internal sealed partial class CalendarRefresh(
    Store store, StoreQueries queries, CalendarIntake intake, CalendarApplying applying, SiteAlarms alarms, KeyBox keys, NetworkCache network, HubSettings settings, TimeProvider clock, ILogger<CalendarRefresh> log) : BackgroundService
{
    public const string Alarm = "calendar-failing";

    /// <summary>So long a server may be away before anybody has to know.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromHours(24);

    /// <summary>Half of what calendar programs themselves ask at most.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(30);

    /// <summary>What repeats comes into sight, whether the file changes or not.</summary>
    private static readonly TimeSpan WholeEvery = TimeSpan.FromHours(24);

    private static readonly Pauses Pauses = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(24));
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EntriesAreKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(15);

    /// <summary>Reads the next calendar that is due; false when none is.</summary>
    public async Task<bool> Step(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (!await queries.IsCalendarDue(now, stop) || await store.Calendars.Claim(settings.Node, now, now + Lease, stop) is not { } source) return false;

        await Read(source, stop);
        return true;
    }

    /// <summary>Reads one calendar now, and says when next.</summary>
    public async Task Read(CalendarSource source, CancellationToken stop)
    {
        var (now, health) = (clock.GetUtcNow(), source.Health);
        var site = (await network.Get(stop)).Sites[source.Site];
        var isWhole = health.WholeAt is not { } whole || now - whole >= WholeEvery;
        var got = await intake.Fetch(new Uri(keys.OpenValue(source.Url!)), isWhole ? null : health.ETag, site.Calendar.Zone, stop);
        if (got is Intake.Read read) await applying.Apply(source.Id, read, stop);

        var after = After(health, got, now);
        await store.Calendars.Settle(source.Id, after, stop);
        await Tell(source.Site, source.Name, stop);
        LogRead(log, source.Id, got is Intake.Failed(var why, _) ? why : "ok");
    }

    /// <summary>
    /// Whether anybody has to know is asked of all calendars that a keeper calls by this name, as they stand now: none speaks for another that cannot be read, and none that was removed meanwhile speaks at all.
    /// </summary>
    public async Task Tell(SiteId site, string name, CancellationToken stop)
    {
        var longAgo = clock.GetUtcNow() - Long;
        var fails = (await queries.CalendarSources(site, stop)).Any(one => one.Name == name && one.Health.FailingSince <= longAgo);
        await (fails ? alarms.Raise(site, Alarm, name, stop) : alarms.Clear(site, Alarm, name, stop));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Step(stoppingToken)) continue;

                await store.Calendars.Forget(clock.GetUtcNow() - EntriesAreKept, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // It outlives any trouble: what was claimed is read again when its time is up.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
            }

            await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static CalendarHealth After(CalendarHealth before, Intake got, DateTimeOffset now)
    {
        if (got is Intake.Failed(var why, var asked))
        {
            var failures = before.Failures + 1;
#pragma warning disable CA5394 // When it is tried again need not be secret.
            var pause = Pauses.After(failures, Random.Shared.NextDouble());
#pragma warning restore CA5394
            return before with { DueAt = now + (asked is { } longer && longer > pause && longer < Pauses.Longest ? longer : pause), Failures = failures, FailingSince = before.FailingSince ?? now, LastError = why };
        }

        var good = before with { DueAt = now + Every, ReadAt = now, Failures = 0, FailingSince = null, LastError = null };
        return got is Intake.Read read ? good with { ETag = read.ETag, WholeAt = now, Warnings = read.Warnings.Count } : good;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Calendar {Id} was read: {How}")]
    private static partial void LogRead(ILogger log, string id, string how);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Calendars are not read for now: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
