namespace SohoSolo.Browser;

/// <summary>The demo as somebody starts it: hub, broker and gateways in one process, on a database of its own.</summary>
internal sealed class DemoNetwork : IAsyncDisposable
{
    public const string Anne = "anne";
    public const string Keeper = "keeper-nogaro";
    public const string Chamber = "chamber-admin";
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    private readonly DirectoryInfo folder;

    private DemoNetwork(HubProcess hub, DirectoryInfo folder, int mqtt) => (Hub, this.folder, Mqtt) = (hub, folder, mqtt);

    public HubProcess Hub { get; }

    /// <summary>The port of its broker.</summary>
    public int Mqtt { get; }

    /// <summary>The sessions of the demo's persons who have come in: for those who come back.</summary>
    public Dictionary<string, string> Sessions { get; } = [];

    /// <summary>As people open it: passkeys refuse a number.</summary>
    public Uri Address => new UriBuilder(Hub.Url) { Host = "localhost" }.Uri;

    public static async Task<DemoNetwork> Start(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-");
        var mqtt = LoopbackPort.Free();
        var database = engine == Postgres ? HubOptions.Postgres(await (await PostgresServer.Require()).CreateDatabase()) : HubOptions.Sqlite(Path.Combine(folder.FullName, "demo.db"));
        var options = database with { Demo = "true", Mqtt = $"embedded:127.0.0.1:{mqtt}", Gateways = "embedded", Folder = folder.FullName };
        return new DemoNetwork(await HubProcess.Start(options, TestContext.Current.CancellationToken), folder, mqtt);
    }

    /// <summary>The newest message to an address that holds a text, in HTML; null where none has been sent from SQLite's demo yet.</summary>
    public string? Letter(string address, string holding) =>
        new DirectoryInfo(Path.Combine(folder.FullName, "demo.db-mail")) is { Exists: true } sent
            ? sent.GetFiles($"*{address}*.html").OrderByDescending(file => file.LastWriteTimeUtc).Select(file => File.ReadAllText(file.FullName)).FirstOrDefault(letter => letter.Contains(holding, StringComparison.Ordinal))
            : null;

    public HttpClient Api(string token) => Hub.Client(token);

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

/// <summary>One demo for each engine, shared by the tests that only look or that book what no other test books.</summary>
public sealed class DemoNetworks : IAsyncDisposable
{
    private readonly Dictionary<string, DemoNetwork> running = [];

    internal async Task<DemoNetwork> On(string engine)
    {
        if (!running.TryGetValue(engine, out var network))
            running.Add(engine, network = await DemoNetwork.Start(engine));

        return network;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var network in running.Values)
            await network.DisposeAsync();
    }
}
