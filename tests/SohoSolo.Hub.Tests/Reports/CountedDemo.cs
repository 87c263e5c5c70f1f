using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Core.Reporting;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Usage;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Reports;

/// <summary>The demo's fourteen months in a database of their own, counted and frozen when a test says so.</summary>
internal sealed class CountedDemo : IAsyncDisposable
{
    private readonly ScratchStore database;
    private readonly UsageKeeper keeper;

    private CountedDemo(ScratchStore database, ManualClock clock)
    {
        (this.database, Clock) = (database, clock);
        Queries = new StoreQueries(database.Store);
        var network = new NetworkCache(Queries);
        var day = new NetworkDay(network, clock);
        var numbers = new PersonNumbers();
        var book = new MonthBook(Queries, network, numbers);
        keeper = new UsageKeeper(database.Store, Queries, network, new OfferBook(database.Store, Queries, network, clock), clock, NullLogger<UsageKeeper>.Instance);
        Running = new RunningUse(Queries, network, day, numbers, clock);
        Freezing = new MonthFreezing(database.Store, Queries, network, day, book, Running, new JobBook(database.Store, clock, NullLogger<JobBook>.Instance), clock, NullLogger<MonthFreezing>.Instance);
        Reading = new ReportReading(book, Running, Queries, day, clock);
    }

    public ManualClock Clock { get; }

    public StoreQueries Queries { get; }

    public MonthFreezing Freezing { get; }

    public RunningUse Running { get; }

    public ReportReading Reading { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>On the day of the demo, 23 November 2026, with everything counted.</summary>
    public static async Task<CountedDemo> Open(string engine)
    {
        var clock = new ManualClock(RunningHub.MondayMorning);
        var database = await ScratchStore.Open(engine, clock);
        await ReferenceData.EnsureLoaded(database.Store, clock, Stop);
        using var keys = TestKeys.Make();
        await DemoSeed.Seed(database.Store, keys, DemoProfile.Network, clock.GetUtcNow(), Stop);
        var demo = new CountedDemo(database, clock);
        await demo.Count();
        return demo;
    }

    /// <summary>Follows the journal to its end, and counts what is due.</summary>
    public Task Count() => Patience.Until(
        async () => await keeper.Step(Stop) == 0 && await database.IsRead(StoreUsage.Cursor) && (await Queries.UsageDue(Clock.GetUtcNow(), Stop)).Count == 0,
        TimeSpan.FromSeconds(60),
        () => "Not everything was counted.",
        Stop);

    /// <summary>Changes bookings behind the hub's back, and has everything counted again.</summary>
    public async Task CountAgain(string sql)
    {
        if (sql.Length > 0)
            await database.Change(sql);

        var sites = (await Queries.Network(Stop)).Sites;
        await database.Store.Usage.MakeAllDue((site, during) => UsageRollup.MonthsOf(sites[site].Calendar, during), Stop);
        await Count();
    }

    public ValueTask DisposeAsync()
    {
        Running.Dispose();
        Freezing.Dispose();
        return database.DisposeAsync();
    }
}
