using System.Collections.Concurrent;
using SohoSolo.Core;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Link;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Gateways;

/// <summary>When each site's gateway was last heard of, by whichever node; a silence becomes an alarm, which the next word of the gateway ends.</summary>
internal sealed partial class GatewayWatch(StoreQueries queries, GatewayRing ring, SiteAlarms alarms, HubLink link, TimeProvider clock, ILogger<GatewayWatch> log) : BackgroundService
{
    /// <summary>A gateway says every quarter of a minute that it lives.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<SiteId, DateTimeOffset> heard = new();
    private readonly DateTimeOffset since = clock.GetUtcNow();

    /// <summary>How many of the sites' gateways are heard, and of how many.</summary>
    public (int Heard, int All) Count => (ring.Sites.Count(IsHeard), ring.Sites.Count);

    public bool IsHeard(SiteId site) => heard.TryGetValue(site, out var at) && clock.GetUtcNow() - at <= Silence;

    public void Heard(SiteId site) => heard[site] = clock.GetUtcNow();

    /// <summary>Looks at what other nodes have heard, and raises alarms for those whom nobody has.</summary>
    public async Task Look(CancellationToken stop)
    {
        foreach (var cursor in await queries.Cursors(null, stop))
            heard.AddOrUpdate(cursor.Site, cursor.SeenAt, (_, known) => cursor.SeenAt > known ? cursor.SeenAt : known);

        // After a start everybody gets the time to say something.
        if (!link.IsOn || clock.GetUtcNow() - since <= Silence)
            return;

        foreach (var site in ring.Sites.Where(site => !IsHeard(site)))
            await alarms.Raise(site, AlarmStep.Offline, AlarmStep.ByGateway, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested && broken is System.Data.Common.DbException or StoreException or TimeoutException)
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
            }

            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It cannot be seen which gateways were heard: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
