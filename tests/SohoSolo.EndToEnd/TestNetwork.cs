using System.Globalization;
using System.Text.Json;

namespace SohoSolo.EndToEnd;

/// <summary>The bench network, served by one or two real hubs on a real database.</summary>
internal sealed class TestNetwork : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";
    public const string TwoHubs = "PostgreSQL, two hubs";

    /// <summary>Statuses that hold a place, as the API shows them.</summary>
    private static readonly string[] Holding = ["requested", "confirmed", "checked-in"];

    private readonly string folder = Directory.CreateTempSubdirectory("sohosolo-").FullName;
    private readonly List<HubProcess> hubs = [];
    private readonly List<HttpClient> clients = [];

    private TestNetwork()
    {
    }

    public static TheoryData<string> Engines => [Sqlite, Postgres, TwoHubs];

    public static IReadOnlyList<string> Sites { get; } = ["auch", "nogaro", "fleurance", "eauze", "mirande", "samatan", "condom", "mauvezin"];

    public HubProcess Hub => hubs[0];

    public static async Task<TestNetwork> Start(string engine, string? mail = null) =>
        await Start(engine, engine == Sqlite ? null : await PostgresServer.Require(), mail);

    /// <summary>On a given server, or in a file.</summary>
    public static async Task<TestNetwork> Start(string engine, PostgresServer? server, string? mail = null)
    {
        var network = new TestNetwork();
        var options = server is null
            ? HubOptions.Sqlite(Path.Combine(network.folder, "bench.db"))
            : HubOptions.Postgres(await server.CreateDatabase());
        options = options with { Mail = mail };
        await network.AddHub(options);
        if (engine == TwoHubs)
            await network.AddHub(options with { Url = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"), Node = "other" });

        return network;
    }

    /// <summary>The token of one of the invented members, counted from 0.</summary>
    public static string Member(int number) => $"demo-member-{number + 1:000}";

    public static string Desk(string site, int number) => $"{site}-desk-{number + 1}";

    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Callers are spread over the hubs.</summary>
    public Task<Answer> Call(int caller, HttpMethod method, string address, string token, object? body = null, string? key = null) =>
        clients[caller % clients.Count].Call(method, address, token, body, key);

    public Task<Answer> Book(int member, string space, DateTimeOffset start, DateTimeOffset end, bool waitlist = false) =>
        Call(member, HttpMethod.Post, "bookings", Member(member), new { space, start = Utc(start), end = Utc(end), waitlist });

    /// <summary>The bookings that hold a place at a site in a time.</summary>
    public async Task<IReadOnlyList<JsonElement>> Holders(string site, DateTimeOffset from, DateTimeOffset to)
    {
        var listed = await Call(0, HttpMethod.Get, $"bookings?site={site}&from={Utc(from)}&to={Utc(to)}", "demo-chamber");
        Assert.Equal(200, listed.Status);
        return [.. listed.Body.EnumerateArray().Where(booking => Holding.Contains(booking.GetProperty("status").GetString()))];
    }

    /// <summary><c>free</c> or <c>busy</c>, as any member sees it.</summary>
    public async Task<string?> State(string site, string space, DateTimeOffset from, DateTimeOffset to)
    {
        var seen = await Call(1, HttpMethod.Get, $"telecentres/{site}/availability?from={Utc(from)}&to={Utc(to)}&kind=desk", Member(399));
        Assert.Equal(200, seen.Status);
        return seen.Body.EnumerateArray().Single(one => one.GetProperty("id").GetString() == space).GetProperty("state").GetString();
    }

    /// <summary><c>sohosolo verify</c> finds nothing, while the hubs are running.</summary>
    public async Task MustBeClean()
    {
        var verified = await Hub.Run("verify");
        Assert.True(verified.ExitCode == 0, $"verify: {verified}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();

        foreach (var hub in hubs)
            await hub.DisposeAsync();

        Directory.Delete(folder, recursive: true);
    }

    private async Task AddHub(HubOptions options)
    {
        var hub = await HubProcess.Start(options, TestContext.Current.CancellationToken);
        hubs.Add(hub);
        clients.Add(hub.Client());
    }
}
