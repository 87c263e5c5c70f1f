using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Ingest;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Link;

/// <summary>
/// A hub with its own broker over a small network with doors and badges, and the keys of Nogaro's gateway in hand. Walk-ins are taken at Nogaro and Eauze. Its clock stands still; the follower of the
/// sites runs when a test says so.
/// </summary>
internal sealed class LinkedHub : IAsyncDisposable
{
    public static readonly SiteId Nogaro = new("nogaro");

    private static readonly string[] WithBadges = ["anne", "bruno", "chloe", "keeper-nogaro"];

    private readonly ScratchStore database;
    private readonly KeyBox keys;
    private readonly string folder;
    private readonly HttpClient http;

    private LinkedHub(ScratchStore database, KeyBox keys, WebApplication app, ManualClock clock, EnrolledGateway gateway, string folder)
    {
        (this.database, this.keys, this.folder) = (database, keys, folder);
        (App, Clock, Gateway) = (app, clock, gateway);
        http = new HttpClient { BaseAddress = new Uri(new Uri(app.Urls.First()), "/api/v1/") };
    }

    public WebApplication App { get; }

    public ManualClock Clock { get; }

    public EnrolledGateway Gateway { get; private set; }

    public KeyBox Keys => keys;

    public Store Store => database.Store;

    /// <summary>Whatever the hub keeps on its disk: on SQLite the database, too.</summary>
    public string Disk => database.IsSqlite ? Path.GetDirectoryName(database.Address["sqlite:".Length..])! : folder;

    public StoreQueries Queries => Get<StoreQueries>();

    public int Port => Get<EmbeddedBroker>().EndPoint.Port;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<LinkedHub> Start(
        string engine, string gateways = "external", Func<SeedData, SeedData>? change = null, Func<HubSettings, HubSettings>? set = null, Action<IServiceCollection>? more = null)
    {
        var clock = new ManualClock(RunningHub.MondayMorning);
        var database = await ScratchStore.Open(engine, clock);
        var keys = TestKeys.Make();
        await new StoreMaintenance(database.Store).Seed((change ?? (seed => seed))(Network(keys, clock.GetUtcNow())), Stop);
        var gateway = await new GatewayEnrolment(database.Store, keys, clock).Make(Nogaro, "test", Stop);
        var folder = Directory.CreateTempSubdirectory("sohosolo-").FullName;
        var settings = new HubSettings
        {
            Url = new Uri("http://127.0.0.1:0"),
            Database = engine == Engines.Sqlite ? database.Address : $"sqlite:{folder}/unused.db",
            Mqtt = "embedded:127.0.0.1:0",
            Gateways = gateways,
            Node = "test",
        };
        var app = Serving.Build(set?.Invoke(settings) ?? settings, database.Store, keys, clock, runJobs: false, more);
        await app.StartAsync(Stop);
        var hub = new LinkedHub(database, keys, app, clock, gateway!, folder);
        await hub.Follow();
        return hub;
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public Person As(string token) => new(http, token);

    /// <summary>Whatever follows from what was committed, for the sites.</summary>
    public async Task Follow()
    {
        var follower = Get<SiteFollower>();
        while (await follower.Step(Stop) > 0)
        {
        }
    }

    public Task<IngestOutcome> Ingest(params GatewayEvent[] events) => Ingest(1, events);

    public Task<IngestOutcome> Ingest(long from, params GatewayEvent[] events) => Get<EventIngest>().Apply(Batch(from, events), Stop);

    public Batch Batch(long from, params GatewayEvent[] events) =>
        new(Nogaro, Gateway.Keys.Gateway, Gateway.Keys.Kid, "e1", from, [.. events.Select((happened, index) => happened with { Seq = from + index })], Clock.GetUtcNow());

    /// <summary>A badge at Nogaro's door that was let in.</summary>
    public GatewayEvent LetIn(string member, DateTimeOffset? at = null, string why = "booking") => Happened(EventKinds.Tag, at) with
    {
        Device = "nogaro-reader-main",
        Door = "main",
        Reader = "in",
        Decision = "granted",
        Reason = why,
        Ref = $"badge-{member}",
    };

    public GatewayEvent Happened(string kind, DateTimeOffset? at = null) =>
        new() { Kind = kind, At = at ?? Clock.GetUtcNow(), ReceivedAt = at ?? Clock.GetUtcNow(), Quality = "synced" };

    /// <summary>A booking that stands, made as the rules would have it.</summary>
    public async Task<Booking> Booked(string member, string space, string start, string end)
    {
        var answer = await As(member).Book(new { space, start, end });
        return (await Queries.Booking(new BookingId(answer.Must(201).Id), Stop))!;
    }

    public async Task<Booking> Now(Booking booking) => (await Queries.Booking(booking.Id, Stop))!;

    public async Task<IReadOnlyList<Booking>> BookingsOf(string member) => await Queries.Bookings(new BookingFilter { Member = new MemberId(member) }, Stop);

    public async Task Put(Action<Work> what, Scope? under = null) => await Store.Execute(
        SystemCommand.Named("test", Clock.GetUtcNow()),
        async work =>
        {
            await work.Lock(under ?? new Scope());
            what(work);
            return (true, (Answer?)SystemCommand.Done);
        },
        Stop);

    public async Task Rotate() => Gateway = (await Get<GatewayEnrolment>().Make(Nogaro, "test", Stop))!;

    public async Task<IReadOnlyList<Alarm>> Alarms() => await Queries.Alarms(Nogaro, openOnly: true, 100, Stop);

    public async Task MustVerify() =>
        Assert.All(await new StoreMaintenance(Store).Verify(Stop), finding => Assert.True(finding.Ok, $"{finding.Check}: {finding.Says}"));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await App.DisposeAsync();
        await database.DisposeAsync();
        keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public static string BadgeOf(string member) => $"04D0000000{Math.Abs(member.Sum(letter => letter)):0000}";

    private static SeedData Network(KeyBox keys, DateTimeOffset now)
    {
        var small = SmallNetwork.At(now);
        return small with
        {
            Policy = """{"defaults":{},"sites":{"nogaro":{"walkIns":1},"eauze":{"walkIns":1}}}""",
            Doors = [.. small.Sites.Select(site => new Door { Site = site.Id, Id = "main", Name = "Entrée", HasContact = true, HasRequestToExit = true })],
            Devices = [.. small.Sites.Select(site => Reader(site.Id, now))],
            Credentials = [.. WithBadges.Select(member => Badge(keys, member, now))],
        };
    }

    private static Device Reader(SiteId site, DateTimeOffset now) => new()
    {
        Id = $"{site}-reader-main",
        Site = site,
        Driver = "sohosolo",
        Role = "door-controller",
        Door = "main",
        PasswordHash = MqttPasswords.Hash($"{site}-reader-main", "demo"),
        MadeAt = now,
    };

    private static Credential Badge(KeyBox keys, string member, DateTimeOffset now)
    {
        var (lookup, kept) = keys.Kept(PresentedCredential.Read("mifare-uid", BadgeOf(member))!);
        return new Credential { Id = $"badge-{member}", Member = new MemberId(member), Kind = CredentialKind.MifareUid, Lookup = lookup, Sealed = kept, MadeAt = now };
    }
}
