using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SohoSolo.Benchmarks.Loads.Doors;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>
/// One site on real parts: a hub and the site's gateway, a process each, and between them a line that can be cut. 400 members have five badges each; 25 of them have booked a desk, so that
/// theirs open the door.
/// </summary>
internal sealed class DoorSite : IAsyncDisposable
{
    public const string Site = "nogaro";
    public const int Booked = 25;
    public const int Members = 400;
    public const int BadgesEach = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private DoorSite(HubOptions options, HubProcess hub, CuttableLine line, GatewayProcess gateway, IReadOnlyList<MqttAccount> accounts)
    {
        (Options, Hub, Line, Gateway, Accounts) = (options, hub, line, gateway, accounts);
        Cursor = new HubCursor(options, Site);
    }

    public HubOptions Options { get; }

    public HubProcess Hub { get; }

    public CuttableLine Line { get; }

    public GatewayProcess Gateway { get; }

    /// <summary>Devices at the main door: the lock's first, then the readers'.</summary>
    public IReadOnlyList<MqttAccount> Accounts { get; }

    public HubCursor Cursor { get; }

    /// <summary>Those that open the door.</summary>
    public static IReadOnlyList<string> GrantedBadges { get; } = [.. Enumerable.Range(0, BadgesEach).SelectMany(badge => Enumerable.Range(1, Booked).Select(member => Badge(member, badge)))];

    public static IReadOnlyList<string> AllBadges { get; } = [.. Enumerable.Range(0, BadgesEach).SelectMany(badge => Enumerable.Range(1, Members).Select(member => Badge(member, badge)))];

    public static async Task<DoorSite> Start(HubOptions database, string folder, int readers)
    {
        var broker = LoopbackPort.Free();
        var options = database with { Mqtt = $"embedded:127.0.0.1:{broker}", Gateways = "external" };
        var hub = await HubProcess.Start(options);
        var line = new CuttableLine(broker);
        try
        {
            var accounts = await Furnish(hub, readers);
            var gateway = await GatewayProcess.Enrol(hub, options, Site, folder, line.Port);
            var site = new DoorSite(options, hub, line, gateway, accounts);
            await site.KnowsItsDevices();
            return site;
        }
        catch
        {
            line.Dispose();
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the hub has committed so many of a load's events.</summary>
    public Task Has(long events) => Patience.Until(
        () => Task.FromResult(Cursor.Count >= events), Longest, () => $"The hub has {Cursor.Count} events of {events}.\n{Gateway.Output}\n{Hub.Output}");

    /// <summary>Waits until nothing comes to the hub any more.</summary>
    public async Task<long> Settles()
    {
        var (seen, since) = (Cursor.UpTo, TimeProvider.System.GetTimestamp());
        await Patience.Until(
            () =>
            {
                if (Cursor.UpTo is var now && now != seen)
                    (seen, since) = (now, TimeProvider.System.GetTimestamp());

                return Task.FromResult(TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(1.5));
            },
            Longest,
            () => "Events come on and on.");
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        Cursor.Dispose();
        await Gateway.DisposeAsync();
        Line.Dispose();
        await Hub.DisposeAsync();
    }

    /// <summary>The first of each member's is the demo's (contract §1).</summary>
    private static string Badge(int member, int badge) => badge == 0 ? $"04D0000000{member:0000}" : $"04B00000{badge:00}{member:0000}";

    private static async Task<IReadOnlyList<MqttAccount>> Furnish(HubProcess hub, int readers)
    {
        using var keeper = hub.Client("demo-keeper");
        var accounts = new List<MqttAccount>();
        for (var number = 0; number <= readers; number++)
            accounts.Add(await AddDevice(keeper, $"bench-reader-{number}", number == 0 ? "door-controller" : "reader"));

        await Parallel.ForAsync(1, Booked + 1, async (member, _) => await Book(hub, member));
        await Parallel.ForEachAsync(
            AllBadges.Select((badge, index) => (badge, Member: (index % Members) + 1)).Skip(Members),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (typed, _) => await Post(keeper, $"members/member-{typed.Member:000}/credentials", new { kind = "mifare-uid", value = typed.badge }));
        return accounts;
    }

    public static async Task<MqttAccount> AddDevice(HttpClient keeper, string id, string role)
    {
        using var added = await Post(keeper, $"telecentres/{Site}/devices", new { id, driver = "sohosolo", role, door = "main" });
        return new MqttAccount(id, added.RootElement.GetProperty("password").GetString()!);
    }

    public static async Task Book(HubProcess hub, int member)
    {
        using var client = hub.Client($"demo-member-{member:000}");
        var start = HubOptions.MondayMorning.AddMinutes(20).ToUniversalTime();
        using var booked = await Post(client, "bookings", new { space = $"{Site}-desk-{member}", start = $"{start:yyyy-MM-ddTHH:mm:ssZ}", end = $"{start.AddHours(9):yyyy-MM-ddTHH:mm:ssZ}" });
    }

    private static async Task<JsonDocument> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == HttpStatusCode.Created ? JsonDocument.Parse(text) : throw new InvalidOperationException($"POST {path}: {answer.StatusCode} {text}");
    }

    private Task KnowsItsDevices() => Patience.Until(
        () =>
        {
            try
            {
                using var known = MqttConnection.Open(Gateway.Lan, Accounts[^1]);
                known.Leave();
                return Task.FromResult(true);
            }
            catch (InvalidOperationException)
            {
                return Task.FromResult(false);
            }
        },
        Longest,
        () => $"The gateway has no snapshot:\n{Gateway.Output}\n{Hub.Output}");
}
