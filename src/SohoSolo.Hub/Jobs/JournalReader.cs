using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Closures;
using SohoSolo.Hub.Health;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Waiting;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Jobs;

/// <summary>
/// Follows the journal and lets others feel what was committed: closures give bookings back, and whatever changed at a site may serve its waiting line.
/// It keeps a cursor and may read an entry twice, also on two nodes at once; every consequence is decided again under lock.
/// </summary>
internal sealed partial class JournalReader(
    Store store, StoreQueries queries, ClosureFollowUp closures, WaitingLine line, NetworkCache network, ILogger<JournalReader> log)
    : BackgroundService
{
    private const int Batch = 500;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Nobody who waits in line feels so short a time; read after every commit, the journal would cost a commit of its own for each.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);

    /// <summary>Happenings that can neither free a place nor let anybody have one.</summary>
    private static readonly string[] FreesNothing = ["booked", "offered", "taken", "checked-in", "approved", "proven", "reminded", "leave-offered", "ghost-asked", "no-show-undone", "place-taken"];

    /// <summary>What is seen at a site, and the account of it: no place is free because of that alone.</summary>
    private static readonly string[] OnlySeen = ["occupancy", "reconciliation", "presence"];

    private long refreshed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Refresh(stoppingToken);

                // Asked for before reading, so that a commit in between is not slept through.
                var committed = store.WhenCommitted(stoppingToken);
                var read = await Step(stoppingToken);
                if (read == 0)
                {
                    await Task.WhenAny(committed, Task.Delay(Poll, stoppingToken));
                }

                if (read < Batch)
                {
                    await Task.Delay(Gathering, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The reader outlives any trouble: the cursor has not moved, so the same entries come again.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
                await Task.Delay(AfterTrouble, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Another node may have dealt with the entry that says so: what pages read is at most a second behind.</summary>
    private async Task Refresh(CancellationToken stop)
    {
        if (Stopwatch.GetElapsedTime(refreshed) >= Poll)
        {
            refreshed = Stopwatch.GetTimestamp();
            await network.Refresh(stop);
        }
    }

    /// <summary>Deals with the next entries and moves the cursor; says how many there were.</summary>
    public async Task<int> Step(CancellationToken stop)
    {
        var entries = await store.ReadJournal(HealthApi.Cursor, Batch, stop);
        if (entries.Count == 0)
        {
            return 0;
        }

        if (entries.Any(entry => entry.Entity is "site" or "policy" or "closure"))
        {
            await network.Reload(stop);
        }

        foreach (var site in Sites(entries.Where(entry => entry is { Entity: "site" or "closure", What: "closed" or "blocked" })))
        {
            await closures.Apply(site, stop);
        }

        IReadOnlyList<JournalEntry> news = [.. entries.Where(entry => !OnlySeen.Contains(entry.Entity) && !(entry.Entity == "booking" && FreesNothing.Contains(entry.What)))];
        foreach (var site in Sites(news).Union(await WhereTheyWait(news, stop)))
        {
            await line.Serve(site, stop);
        }

        await store.MoveCursor(HealthApi.Cursor, entries[^1].Position, stop);
        return entries.Count;
    }

    /// <summary>Who gave a place back elsewhere, or was granted more, may now have what she waits for.</summary>
    private async Task<IReadOnlyList<SiteId>> WhereTheyWait(IEnumerable<JournalEntry> entries, CancellationToken stop)
    {
        var sites = new List<SiteId>();
        foreach (var member in entries.Where(entry => entry is { MemberId: not null, Entity: "booking" or "entitlement" }).Select(entry => entry.MemberId!).Distinct())
        {
            var places = await queries.WaitingOf(new MemberId(member), stop);
            sites.AddRange(places.Where(place => place.Status == WaitingStatus.Waiting).Select(place => place.Site));
        }

        return sites;
    }

    private static IEnumerable<SiteId> Sites(IEnumerable<JournalEntry> entries) =>
        entries.Where(entry => entry.SiteId is not null).Select(entry => new SiteId(entry.SiteId!)).Distinct();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal's reader tries again: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
