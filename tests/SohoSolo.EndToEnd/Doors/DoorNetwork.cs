using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Doors;

/// <summary>The demo's network with its doors: a real hub with its own broker, on a real database, and its gateways in it or beside it.</summary>
internal sealed class DoorNetwork : IAsyncDisposable
{
    public const string Keeper = "demo-keeper";
    public const string Chamber = "demo-chamber";
    public const string Anne = "demo-teleworker";
    public const string AnnesBadge = "04D0000000A11E";

    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    private HttpClient http;
    private int boots;
    private int somebody = 100;

    private DoorNetwork(string folder, HubOptions options, HubProcess hub, int broker)
    {
        (Folder, Options, Hub, Broker) = (folder, options, hub, broker);
        http = hub.Client();
    }

    public string Folder { get; }

    public HubOptions Options { get; private set; }

    public HubProcess Hub { get; private set; }

    /// <summary>The port of the hub's broker.</summary>
    public int Broker { get; }

    /// <summary>On SQLite, or on the given server.</summary>
    public static async Task<DoorNetwork> Start(PostgresServer? server = null, string gateways = "embedded", DateTimeOffset? now = null)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-").FullName;
        var broker = LoopbackPort.Free();
        var database = server is null ? HubOptions.Sqlite(Path.Combine(folder, "demo.db")) : HubOptions.Postgres(await server.CreateDatabase());
        var options = database with
        {
            Demo = "true",
            Folder = folder,
            Gateways = gateways,
            Mqtt = $"embedded:127.0.0.1:{broker}",
            Keys = Path.Combine(folder, "hub.key"),
            ClockStart = now ?? HubOptions.MondayMorning,
        };
        return new DoorNetwork(folder, options, await HubProcess.Start(options, TestContext.Current.CancellationToken), broker);
    }

    public Task<Answer> Call(HttpMethod method, string address, string token, object? body = null) => http.Call(method, address, token, body);

    /// <summary>What happens at a site from now on, as the hub tells it line by line.</summary>
    public async Task<StreamReader> Listen(string site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"telecentres/{site}/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Chamber);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var stream = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        return stream;
    }

    public async Task<Answer> Must(int status, HttpMethod method, string address, string token, object? body = null)
    {
        var said = await Call(method, address, token, body);
        Assert.True(said.Status == status, $"{method} {address}: {status} was expected, and it was {said}");
        return said;
    }

    /// <summary>The next of the invented members who has nothing else in that time books; says who it was.</summary>
    public async Task<int> SomebodyBooks(object wish)
    {
        for (somebody++; somebody <= 400; somebody++)
        {
            if ((await Call(HttpMethod.Post, "bookings", Token(somebody), wish)).Status == 201)
                return somebody;
        }

        throw new InvalidOperationException("Nobody could book that.");
    }

    public static string Token(int member) => string.Create(CultureInfo.InvariantCulture, $"demo-member-{member:000}");

    /// <summary>What the hub's clock says.</summary>
    public async Task<DateTimeOffset> Now() =>
        (await Must(200, HttpMethod.Get, "telecentres/nogaro/board", Keeper)).Body.GetProperty("at").GetDateTimeOffset();

    /// <summary>Somebody who reads along what a site's doors are told.</summary>
    public Task<LineProcess> Commands(string site) => Observer.Subscribe("-t", $"sohosolo/1/{site}/door/+/cmd", "-q", "1");

    /// <summary>Does something, and returns when the hub has sent the site's doors what follows from it.</summary>
    public async Task<T> AndTell<T>(string site, Func<Task<T>> doing)
    {
        await using var deltas = await Observer.Subscribe(["-t", $"sohosolo/1/{site}/dn/delta", "-q", "1"], "%t|%l bytes");
        var done = await doing();
        await deltas.Message();
        return done;
    }

    /// <summary>The keeper locks a site's door down; returns when the door has been told.</summary>
    public async Task LockDown(string site)
    {
        await using var modes = await Observer.Subscribe("-t", $"sohosolo/1/{site}/door/main/mode", "-q", "1");
        await Must(200, HttpMethod.Put, $"telecentres/{site}/doors/main/mode", Keeper, new { mode = "lockdown", reason = "essai" });
        while (!(await modes.Message()).Contains("lockdown", StringComparison.Ordinal))
        {
            // What it was before came first.
        }
    }

    private MosquittoClients Observer => new(Broker, "5", "-u", "observer", "-P", "demo");

    /// <summary>Presents a badge as the site's reader would, with <c>mosquitto_pub</c>.</summary>
    public Task Present(string site, string badge) => Show(site, "tag", new { kind = "mifare-uid", v = badge });

    public async Task Show(string site, string kind, object credential)
    {
        var now = await Now();
        var payload = JsonSerializer.Serialize(new
        {
            boot = string.Create(CultureInfo.InvariantCulture, $"hand{Interlocked.Increment(ref boots)}"),
            seq = 1,
            t = now.ToUnixTimeMilliseconds() / 1000.0,
            clk = "synced",
            k = kind,
            reader = "in",
            cred = credential,
        });
        var reader = $"{site}-reader-main";
        var said = await new MosquittoClients(Broker, "311", "-u", reader, "-P", "demo").Publish("-t", $"sohosolo/1/{site}/dev/{reader}/evt", "-q", "1", "-m", payload);
        Assert.True(said.ExitCode == 0, $"{said}");
    }

    /// <summary>The next command that a door gets, as its JSON.</summary>
    public static async Task<JsonElement> Command(LineProcess observer)
    {
        var line = await observer.Message();
        return JsonElement.Parse(line[(line.IndexOf("|{", StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>Presents a badge, and says what the door was told: <c>unlock</c>, or why not.</summary>
    public async Task<string> Try(LineProcess commands, string site, string badge)
    {
        await Present(site, badge);
        JsonElement command;
        try
        {
            command = await Command(commands);
        }
        catch (TimeoutException silent)
        {
            var log = await Call(HttpMethod.Get, $"telecentres/{site}/doors/main/access-log", Chamber);
            throw new TimeoutException($"{silent.Message}\nThe access log: {log}\n{Hub.Output}", silent);
        }

        return command.GetProperty("op").GetString() == "unlock" ? "unlock" : command.GetProperty("deny").GetString()!;
    }

    public static string BadgeOf(int member) => string.Create(CultureInfo.InvariantCulture, $"04D0000000{member:0000}");

    /// <summary>Stops the hub, and starts it at another time of the same network.</summary>
    public async Task MoveTo(DateTimeOffset now)
    {
        await Hub.Stop();
        Options = new HubOptions(Options.Database) { Demo = Options.Demo, Folder = Folder, Gateways = Options.Gateways, Mqtt = Options.Mqtt, Keys = Options.Keys, Url = Options.Url, ClockStart = now };
        Hub = await HubProcess.Start(Options, TestContext.Current.CancellationToken);
        http.Dispose();
        http = Hub.Client();
    }

    public async Task Until(Func<Task<bool>> isReached, string otherwise) =>
        await Patience.Until(isReached, Patient, () => $"{otherwise}\n{Hub.Output}", TestContext.Current.CancellationToken);

    public async Task MustBeClean()
    {
        var verified = await Hub.Run("verify");
        Assert.True(verified.ExitCode == 0, $"verify: {verified}");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Hub.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
