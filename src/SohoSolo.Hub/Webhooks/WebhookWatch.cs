using SohoSolo.Core;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>Tells when an address has not taken anything for long, at the sites whose news wait for it; deletes what was delivered long ago.</summary>
internal sealed partial class WebhookWatch(Store store, StoreQueries queries, SiteAlarms alarms, NetworkCache network, TimeProvider clock, ILogger<WebhookWatch> log) : BackgroundService
{
    public const string Alarm = "webhook-failing";

    private const int Many = 1000;

    /// <summary>Shorter than a mended server takes to come back; much shorter than what is given up.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private static readonly TimeSpan DeliveriesAreKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private IReadOnlyList<WebhookStanding> standings = [];

    /// <summary>How many deliveries wait, over all addresses.</summary>
    public int Waiting => standings.Sum(standing => standing.Waiting);

    /// <summary>How many addresses have not taken anything for long.</summary>
    public int Failing => standings.Count(IsFailing);

    /// <summary>For the health page: <c>off</c> where nobody is told anything, <c>ok</c>, or <c>failing</c>.</summary>
    public string Check => !standings.Any(standing => standing.Webhook.IsActive) ? "off" : Failing == 0 ? "ok" : "failing";

    public async Task Look(CancellationToken stop)
    {
        standings = await queries.WebhookStandings(stop);
        var wanted = new HashSet<(SiteId Site, string About)>();
        foreach (var failing in standings.Where(IsFailing))
            wanted.UnionWith((await queries.SitesWaitingFor(failing.Webhook.Id, stop)).Select(site => (site, failing.Webhook.Name)));

        foreach (var (site, about) in wanted)
            await alarms.Raise(site, Alarm, about, stop);

        foreach (var site in (await network.Get(stop)).Sites.Keys)
        {
            foreach (var over in (await queries.Alarms(site, openOnly: true, Many, stop)).Where(alarm => alarm.Kind == Alarm && !wanted.Contains((site, alarm.About))))
                await alarms.Clear(site, Alarm, over.About, stop);
        }

        await store.Webhooks.GiveUpPaused(clock.GetUtcNow() - WebhookSchedule.GivesUpAfter, stop);
        await store.Webhooks.Forget(clock.GetUtcNow() - DeliveriesAreKept, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    private bool IsFailing(WebhookStanding standing) => standing.Webhook is { IsActive: true, PausedAt: null } && standing.Lane.FailingSince is { } since && clock.GetUtcNow() - since >= Long;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhooks cannot be looked at: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
