using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Months.World;

/// <summary>The hub: the whole program over a database of its own, except that nothing runs by itself and that no broker lies between it and the sites.</summary>
internal sealed class SimHub : IAsyncDisposable
{
    /// <summary>Entries that change nobody's rights anywhere, and happenings of a booking that leave them as they are.</summary>
    private static readonly string[] OfNoRight =
        ["access", "access-log", "site-signals", "alarm", "token", "waiting", "enrolment", "walk-in", "occupancy", "reconciliation", "mail", "preference"];

    private static readonly string[] LeavesTheRight = ["checked-in", "proven", "guest-arrived", "seen", "reminded", "leave-offered", "ghost-asked"];

    private readonly ScratchStore database;
    private readonly ManualClock clock;
    private WebApplication? app;
    private HttpClient? http;
    private JournalPosition place;
    private HashSet<SiteId> refreshed = [];

    private SimHub(ScratchStore database, KeyBox keys, ManualClock clock) => (this.database, Keys, this.clock) = (database, keys, clock);

    public KeyBox Keys { get; }

    public Store Store => database.Store;

    public bool IsUp => app is not null;

    public StoreQueries Queries => Get<StoreQueries>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SimHub> Start(string engine, ManualClock clock, IReadOnlyList<SiteId> sites)
    {
        var hub = new SimHub(await ScratchStore.Open(engine, clock), TestKeys.Make(), clock);
        await new StoreMaintenance(hub.Store).Seed(Villages.At(clock.GetUtcNow(), sites, hub.Keys), Stop);
        await hub.Begin();
        hub.place = await hub.Queries.JournalEnd(Stop);
        return hub;
    }

    public T Get<T>()
        where T : notnull => app!.Services.GetRequiredService<T>();

    public Person As(string member) => new(http!, member);

    public async Task<GatewayKeys> Enrol(SiteId site)
    {
        var enrolled = await new GatewayEnrolment(Store, Keys, clock).Make(site, "months", Stop);
        await Get<SiteAccounts>().Reload(Stop);
        return enrolled!.Keys;
    }

    /// <summary>Its process ends.</summary>
    public async Task End()
    {
        http?.Dispose();
        if (app is not null)
            await app.DisposeAsync();

        (app, http) = (null, null);
    }

    /// <summary>And begins again, on the same database.</summary>
    public async Task Begin()
    {
        var settings = new HubSettings { Url = new Uri("http://127.0.0.1:0"), Database = database.Address, Mqtt = "off", Gateways = "off", Node = "months" };
        app = Serving.Build(settings, Store, Keys, clock, runJobs: false, services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)));
        await app.StartAsync(Stop);
        http = new HttpClient { BaseAddress = new Uri(new Uri(app.Urls.First()), "/api/v1/") };
        await Get<SiteAccounts>().Reload(Stop);
    }

    /// <summary>What is due by the clock, and what follows from what was committed.</summary>
    public async Task Sweep()
    {
        await Get<Sweeper>().Sweep(Stop);
        while (await Get<JournalReader>().Step(Stop) > 0)
        {
        }
    }

    /// <summary>Time alone changes who may enter, and how long what says so is good for.</summary>
    public async Task Renew()
    {
        foreach (var site in Get<GatewayRing>().Sites.OrderBy(site => site.Value, StringComparer.Ordinal))
        {
            await Get<SnapshotPublisher>().Refresh(site, Stop);
            refreshed.Add(site);
        }
    }

    /// <summary>What was committed since the last time, and the sites whose snapshots were made anew for it.</summary>
    public async Task<(IReadOnlyList<JournalEntry> Entries, IReadOnlySet<SiteId> Changed)> Follow()
    {
        List<JournalEntry> all = [];
        while (await Queries.JournalAfter(place, 500, Stop) is { Count: > 0 } entries)
        {
            all.AddRange(entries);
            place = entries[^1].Position;
        }

        var news = all.Where(entry => !OfNoRight.Contains(entry.Entity) && !LeavesTheRight.Contains(entry.What)).ToList();
        var everywhere = news.Exists(entry => entry.SiteId is null || entry.Entity is "member" or "credential" or "entitlement");
        var ring = Get<GatewayRing>();
        var concerned = everywhere ? ring.Sites : news.Select(entry => new SiteId(entry.SiteId!)).Distinct();
        foreach (var site in concerned.OrderBy(site => site.Value, StringComparer.Ordinal))
        {
            await Get<SnapshotPublisher>().Refresh(site, Stop);
            refreshed.Add(site);
        }

        var changed = refreshed;
        refreshed = [];
        return (all, changed);
    }

    public async Task<IReadOnlyList<string>> Verify() =>
        [.. (await new StoreMaintenance(Store).Verify(Stop)).Where(finding => !finding.Ok).Select(finding => $"{finding.Check}: {finding.Says}")];

    public async ValueTask DisposeAsync()
    {
        await End();
        await database.DisposeAsync();
        Keys.Dispose();
    }
}
