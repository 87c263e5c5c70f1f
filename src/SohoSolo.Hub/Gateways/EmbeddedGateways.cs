using SohoSolo.Core;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Gateways;

/// <summary>
/// Every site's gateway in this process, for trial and for small networks: keys are made as needed, a new site gets its gateway by itself. Of several nodes one has them, under a lease in the database;
/// when it dies another takes over.
/// </summary>
internal sealed partial class EmbeddedGateways(
    HubSettings settings, Store store, NetworkCache network, GatewayRing ring, GatewayEnrolment enrolment, SiteAccounts accounts, IBrokerLink link, InProcessSecret secret, DeviceInbox inbox,
    TimeProvider clock, ILoggerFactory logs)
    : BackgroundService
{
    private const string Lease = "gateways";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    private readonly ILogger log = logs.CreateLogger<EmbeddedGateways>();
    private readonly Dictionary<SiteId, EmbeddedGateway> running = [];
    private readonly HashSet<SiteId> told = [];
    private DateTimeOffset heldUntil = DateTimeOffset.MaxValue;

    /// <summary>Starts what is missing, stops what must not run, as things stand.</summary>
    public async Task Look(CancellationToken stop)
    {
        if (link is not (EmbeddedBroker { Broker: not null } or ExternalBroker) || !await Holds(stop))
        {
            await StopAll();
            return;
        }

        foreach (var site in (await network.Get(stop)).Sites.Keys)
            await Look(site, stop);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await StopAll();
        if (!settings.IsSqlite)
            await store.Leases.Release(Lease, settings.Node, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.HasEmbeddedGateways)
            return;

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested && broken is System.Data.Common.DbException or StoreException or TimeoutException or IOException)
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);

                // Without the database nobody knows who has the lease once it has run out.
                if (!settings.IsSqlite && clock.GetUtcNow() >= heldUntil)
                    await StopAll();
            }

            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One process alone has an SQLite database.</summary>
    private async Task<bool> Holds(CancellationToken stop)
    {
        if (settings.IsSqlite)
            return true;

        var until = clock.GetUtcNow() + Length;
        var holds = await store.Leases.TryHold(Lease, settings.Node, until, stop);
        heldUntil = holds ? until : DateTimeOffset.MinValue;
        return holds;
    }

    private async Task Look(SiteId site, CancellationToken stop)
    {
        var keys = await KeysOf(site, stop);
        if (running.TryGetValue(site, out var gateway) && gateway.Keys.Kid == keys?.Kid)
            return;

        if (gateway is not null)
            await Stop(site, gateway);

        if (keys is not null)
            await Start(keys);
        else if (told.Add(site))
            LogRevoked(log, site);
    }

    private async Task<GatewayKeys?> KeysOf(SiteId site, CancellationToken stop)
    {
        if (ring.Newest(site) is { } known)
            return known;

        // Keys that were revoked are not made anew behind the operator's back.
        if ((await store.Keys.GatewayKeys(site, stop)).Count > 0)
        {
            await accounts.Reload(stop);
            return ring.Newest(site);
        }

        await enrolment.Make(site, "system", stop);
        await accounts.Reload(stop);
        return ring.Newest(site);
    }

    private async Task Start(GatewayKeys keys)
    {
        var folder = Path.Combine(settings.GatewaysFolder, keys.Site.Value);
        running[keys.Site] = link is EmbeddedBroker hub
            ? await EmbeddedGateway.AtOurOwn(keys, folder, hub, hub.Broker!, secret.Text, inbox, clock, logs)
            : await EmbeddedGateway.AtTheirs(keys, folder, (MqttSetting.External)settings.Broker, clock, logs);
        told.Remove(keys.Site);
        LogStarted(log, keys.Site);
    }

    private async Task StopAll()
    {
        foreach (var (site, gateway) in running.ToList())
            await Stop(site, gateway);
    }

    private async Task Stop(SiteId site, EmbeddedGateway gateway)
    {
        running.Remove(site);
        await gateway.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The gateway of {Site} runs in this process")]
    private static partial void LogStarted(ILogger log, SiteId site);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway of {Site} is revoked and does not run; gateway enrol gives it new keys")]
    private static partial void LogRevoked(ILogger log, SiteId site);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every site's gateway could be started; it is tried again: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
