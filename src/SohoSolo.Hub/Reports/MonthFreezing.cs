using System.Data.Common;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Reports;

/// <summary>
/// Freezes each month some days after its end, once everything of it has been counted; and whenever a frozen month is counted again and says something else, writes that down as a revision. It may run on several
/// nodes: whoever writes a revision first has written it.
/// </summary>
internal sealed partial class MonthFreezing(Store store, StoreQueries queries, NetworkCache network, NetworkDay day, MonthBook book, RunningUse running, JobBook jobs, TimeProvider clock, ILogger<MonthFreezing> log) : BackgroundService
{
    /// <summary>Its name among the jobs.</summary>
    public const string Name = "months";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>So often it is written down that it runs: whoever watches jobs would notice that it no longer does.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromHours(1);

    /// <summary>At which count a month was looked at last.</summary>
    private readonly Dictionary<DateOnly, long> looked = [];

    /// <summary>Looks at every month whose count is another one than last time; says how many revisions were written.</summary>
    public async Task<int> Freeze(CancellationToken stop)
    {
        // What has been booked and is not counted yet would come as a correction.
        if ((await store.ReadJournal(StoreUsage.Cursor, 1, stop)).Count > 0) return 0;

        var (today, known) = (await day.Today(stop), await network.Get(stop));
        var written = 0;
        foreach (var (month, counts) in await queries.CountedMonths(clock.GetUtcNow(), stop))
        {
            if (month.AddMonths(1).AddDays(known.ReportFreezeDay - 1) > today || looked.GetValueOrDefault(month) == counts) continue;

            written += await Look(month, known, stop) ? 1 : 0;
            looked[month] = counts;
        }

        if (written > 0) book.Forget();

        return written;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? told = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (clock.GetUtcNow() - told < Told)
                {
                    await Freeze(stoppingToken);
                }
                else if (await jobs.Run(Name, Told, async (mark, stop) => (await Freeze(stop), mark), stoppingToken))
                {
                    told = clock.GetUtcNow();
                }

                await Warm(stoppingToken);
                await Task.Delay(Every, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken) when (broken is DbException or StoreException or TimeoutException)
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
                await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Has in memory what the pages ask for first, so that nobody waits for it: the months of a year and the same one a year before, and the running one.</summary>
    private async Task Warm(CancellationToken stop)
    {
        var month = UsageRollup.First(await day.Today(stop));
        await book.Read([.. Enumerable.Range(1, 13).Select(before => month.AddMonths(-before))], stop);
        await running.Refresh(month, stop);
    }

    private async Task<bool> Look(DateOnly month, Network known, CancellationToken stop)
    {
        var uses = (await queries.UsagePersons(month, month, stop)).Select(use => PersonUses.Of(use.Site, use.Use, known)).ToList();
        var checksum = MonthChecksum.Of(UsageDefinition.Version, uses);
        var before = (await queries.FrozenMonths(stop)).Where(frozen => frozen.Month == month).ToList();
        if (before.Count > 0 && (before[^1].Checksum == checksum || before.Last(frozen => !frozen.IsWithheld).Checksum == checksum)) return false;

        var decided = await Decide(month, before, uses, stop);
        var frozen = new FrozenMonth(month, before.Count, UsageDefinition.Version, checksum, clock.GetUtcNow(), decided is null);
        var hours = decided is null ? [] : await Hours(month, known, stop);
        var isWritten = await store.Reports.Freeze(frozen, decided is null ? [] : uses, decided?.Shown ?? [], hours, stop);
        if (isWritten) LogFrozen(log, month, frozen.Revision, frozen.IsWithheld, checksum);

        return isWritten;
    }

    private async Task<PublishedMonth?> Decide(DateOnly month, List<FrozenMonth> before, List<PersonUse> uses, CancellationToken stop)
    {
        if (before.Count == 0) return SmallCells.Decide(uses, SmallCellRule.Internal);

        var published = new List<(IReadOnlyList<PersonUse> Uses, PublishedMonth Month)>();
        foreach (var revision in before.Where(frozen => !frozen.IsWithheld))
        {
            var (rows, shown) = (await queries.FrozenUses(month, revision.Revision, stop), await queries.FrozenCells(month, revision.Revision, stop));
            published.Add((rows, new PublishedMonth(shown, rows.SelectMany(use => UsageCellKey.Of(use.Place)).Distinct().Except(shown))));
        }

        return SmallCells.Revise(published, uses, SmallCellRule.Internal);
    }

    private async Task<IEnumerable<FrozenHour>> Hours(DateOnly month, Network known, CancellationToken stop)
    {
        var uses = new List<HourUse>();
        foreach (var site in known.Sites.Values)
        {
            var facts = await queries.UsageFacts(site.Id, month, site.Calendar, stop);
            uses.AddRange(UsageRollup.Of(site.Calendar, month, facts.Bookings, clock.GetUtcNow()).Hours.Select(hour => new HourUse(hour.Person, new WeekHour(hour.Day, hour.Hour), hour.Minutes)));
        }

        return UsageHours.Of(uses, SmallCellRule.Internal).Select(hour => new FrozenHour(hour.Key, hour.Value));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Month:yyyy-MM} is frozen: revision {Revision}, withheld {Withheld}, SHA-256 {Checksum}")]
    private static partial void LogFrozen(ILogger log, DateOnly month, int revision, bool withheld, string checksum);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Months cannot be frozen for now: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
