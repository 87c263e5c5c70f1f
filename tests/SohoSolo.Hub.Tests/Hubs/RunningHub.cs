using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Health;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>
/// The hub as it is served, on a free loopback port, over a database of its own with <see cref="SmallNetwork"/> in it. Its clock stands still
/// until a test moves it, and what runs by itself elsewhere (journal, sweeper) runs here when a test says so.
/// </summary>
internal sealed class RunningHub : IAsyncDisposable
{
    /// <summary>Monday 23 November 2026, 08:55 in the Gers.</summary>
    public static readonly DateTimeOffset MondayMorning = new(2026, 11, 23, 7, 55, 0, TimeSpan.Zero);

    private readonly ScratchStore database;
    private readonly HttpClient http;

    private RunningHub(ScratchStore database, WebApplication app, ManualClock clock, RecordingLine line)
    {
        this.database = database;
        App = app;
        Clock = clock;
        Line = line;
        http = new HttpClient { BaseAddress = new Uri(new Uri(app.Urls.First()), "/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public WebApplication App { get; }

    public ManualClock Clock { get; }

    /// <summary>What would go to the sites.</summary>
    public RecordingLine Line { get; }

    public Store Store => database.Store;

    public Uri Api => http.BaseAddress!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<RunningHub> Start(string engine, DateTimeOffset? now = null, Func<HubSettings, HubSettings>? set = null, KeyBox? keys = null) =>
        Start(engine, (store, clock) => new StoreMaintenance(store).Seed(SmallNetwork.At(clock.GetUtcNow()), Stop), now, keys, set);

    /// <summary>Over a database that was brought back from a file.</summary>
    public static Task<RunningHub> FromCopy(string engine, string file, KeyBox keys, Func<HubSettings, HubSettings> set) =>
        Start(engine, (store, _) => new StoreMaintenance(store).Restore(file, Stop), null, keys, set);

    private static async Task<RunningHub> Start(string engine, Func<Store, TimeProvider, Task> fill, DateTimeOffset? now, KeyBox? keys, Func<HubSettings, HubSettings>? set)
    {
        var clock = new ManualClock(now ?? MondayMorning);
        var line = new RecordingLine();
        var database = await ScratchStore.Open(engine, clock);
        await fill(database.Store, clock);
        var settings = new HubSettings { Url = new Uri("http://127.0.0.1:0"), Database = database.Address, Mqtt = "off", Gateways = "off", Node = "test", Keys = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.key") };
        var app = Serving.Build(set?.Invoke(settings) ?? settings, database.Store, keys ?? TestKeys.Make(), clock, runJobs: false, services => services.AddSingleton<IDoorLine>(line));
        await app.StartAsync(Stop);
        return new RunningHub(database, app, clock, line);
    }

    /// <summary>Starts a hub, walks through it, and asks the database in the end whether it still adds up.</summary>
    public static async Task Walk(string engine, Func<RunningHub, Task> walk, string? now = null)
    {
        await using var hub = await Start(engine, now is null ? null : DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        await walk(hub);
        await hub.MustVerify();
    }

    /// <summary>The same with other settings than tests usually have.</summary>
    public static async Task Walk(string engine, Func<RunningHub, Task> walk, Func<HubSettings, HubSettings> set)
    {
        await using var hub = await Start(engine, set: set);
        await walk(hub);
        await hub.MustVerify();
    }

    public Person As(string? token) => new(http, token);

    /// <summary>Moves the clock to an instant such as <c>2026-11-24T08:00+01:00</c>, and lets what is due happen.</summary>
    public async Task MoveTo(string instant)
    {
        Clock.MoveTo(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
        await CatchUp();
    }

    /// <summary>What is due, then what follows from what was committed, until nothing does.</summary>
    public async Task CatchUp()
    {
        await App.Services.GetRequiredService<Sweeper>().Sweep(Stop);
        var journal = App.Services.GetRequiredService<JournalReader>();

        // PostgreSQL settles an entry once no older transaction runs on the whole server, and other tests share it.
        await Patience.Until(
            async () => await journal.Step(Stop) == 0 && await database.IsRead(HealthApi.Cursor), TimeSpan.FromSeconds(30), () => "The journal was not read to its end.", Stop);
    }

    /// <summary>Writes down what a gateway would have told, or anything else that no call makes.</summary>
    public async Task Happens(Action<Work> what, Scope? under = null) => await Store.Execute(
        SystemCommand.Named("test", Clock.GetUtcNow()),
        async work =>
        {
            await work.Lock(under ?? new Scope());
            what(work);
            return (true, (Answer?)SystemCommand.Done);
        },
        Stop);

    /// <summary>Whether a reader of the journal has dealt with every entry.</summary>
    public Task<bool> IsRead(string cursor) => database.IsRead(cursor);

    public Task<string> CountRows() => database.Count();

    /// <summary>The rows of a statement, each as its values with bars between them, in the order of their text.</summary>
    public Task<IReadOnlyList<string>> Rows(string sql) => database.Rows(sql);

    /// <summary>Where its database is, for a command or another node.</summary>
    public string Address => database.Address;

    public async Task MustVerify() =>
        Assert.All(await new StoreMaintenance(database.Store).Verify(Stop), finding => Assert.True(finding.Ok, $"{finding.Check}: {finding.Says}"));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        var erased = App.Services.GetRequiredService<ErasedList>().File;
        await App.DisposeAsync();
        File.Delete(erased);
        await database.DisposeAsync();
    }
}
