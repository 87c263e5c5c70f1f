using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Link;

/// <summary>
/// Follows the journal for the sites' sake: who may connect, who may enter, what is asked of the doors. Each node keeps its own place, for each needs its own copy of who may connect; what two nodes
/// do twice does no harm.
/// </summary>
internal sealed partial class SiteFollower(
    Store store, StoreQueries queries, NetworkCache network, SiteAccounts accounts, SnapshotPublisher snapshots, GatewayRing ring, IBrokerLink broker, HubLink link, TimeProvider clock,
    ILogger<SiteFollower> log)
    : BackgroundService
{
    private const int Batch = 500;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestGathering = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>Entries that change nobody's rights anywhere.</summary>
    private static readonly string[] OfNoRight = ["access", "access-log", "site-signals", "alarm", "token", "passkey", "waiting", "enrolment", "walk-in"];

    /// <summary>What happens to a booking and leaves its member's right as it was.</summary>
    private static readonly string[] LeavesTheRight = ["checked-in", "proven", "guest-arrived"];

    private JournalPosition? place;
    private DateTimeOffset looked;

    /// <summary>Reads who may connect, and takes its place in the journal. Before the broker lets anybody in.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        place = await queries.JournalEnd(cancellationToken);
        await accounts.Reload(cancellationToken);
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
                await Look(stoppingToken);
                var began = Stopwatch.GetTimestamp();
                if (await Step(stoppingToken) == 0)
                    await Task.WhenAny(committed, Task.Delay(Poll, stoppingToken));
                else
                    await Task.Delay(Rest(Stopwatch.GetElapsedTime(began)), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // It outlives any trouble: its place has not moved, so the same entries come again.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
                await Task.Delay(AfterTrouble, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Twice as long as the work took: where bookings come by the hundred, the lists are made anew at times, and the processors are left to the bookings.</summary>
    private static TimeSpan Rest(TimeSpan worked) => worked * 2 < Gathering ? Gathering : worked * 2 < LongestGathering ? worked * 2 : LongestGathering;

    /// <summary>Says the whole to every gateway: at the start, since nobody knows what the broker still holds.</summary>
    public async Task SendAll(CancellationToken stop)
    {
        foreach (var site in ring.Sites)
            await snapshots.Send(site, have: -1, stop);
    }

    /// <summary>Deals with the next entries; says how many there were.</summary>
    public async Task<int> Step(CancellationToken stop)
    {
        var entries = await queries.JournalAfter(place ??= await queries.JournalEnd(stop), Batch, stop);
        if (entries.Count == 0)
            return 0;

        if (entries.Any(entry => entry.Entity is "device" or "gateway" or "site"))
            await Admit(stop);

        if (entries.Any(entry => entry.Entity is "site" or "policy" or "closure"))
            await network.Reload(stop);

        if (link.IsOn)
            await Tell(entries, stop);

        place = entries[^1].Position;
        return entries.Count;
    }

    /// <summary>Who may not be there any more is shown out.</summary>
    private async Task Admit(CancellationToken stop)
    {
        foreach (var gone in await accounts.Reload(stop))
            broker.Disconnect(gone);
    }

    private async Task Tell(IReadOnlyList<JournalEntry> entries, CancellationToken stop)
    {
        var news = entries.Where(entry => !OfNoRight.Contains(entry.Entity) && entry.What != DeviceStep.Seen && !(entry.Entity == "booking" && LeavesTheRight.Contains(entry.What))).ToList();
        var everywhere = news.Exists(entry => entry.SiteId is null || entry.Entity is "member" or "credential" or "entitlement");
        var concerned = everywhere ? ring.Sites : [.. SitesOf(news)];
        foreach (var site in concerned)
            await snapshots.Refresh(site, stop);

        foreach (var site in SitesOf(news.Where(entry => entry.Entity == "gateway" && entry.What == "enrolled")))
            await snapshots.Send(site, have: -1, stop);

        foreach (var site in SitesOf(news.Where(entry => entry.Entity == "door")))
            await snapshots.SendModes(site, stop);
    }

    /// <summary>Time alone changes a snapshot, too: a new day begins, and its expiry comes nearer.</summary>
    private async Task Look(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (!link.IsOn || now - looked < BetweenLooks)
            return;

        var isFirst = looked == default;
        looked = now;
        if (isFirst)
        {
            await SendAll(stop);
            return;
        }

        foreach (var site in ring.Sites)
            await snapshots.Refresh(site, stop);
    }

    private static IEnumerable<SiteId> SitesOf(IEnumerable<JournalEntry> entries) =>
        entries.Where(entry => entry.SiteId is not null).Select(entry => new SiteId(entry.SiteId!)).Distinct();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The follower of the sites tries again: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
