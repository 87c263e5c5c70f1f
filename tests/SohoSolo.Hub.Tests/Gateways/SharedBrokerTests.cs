using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;
using SohoSolo.Testing;
using SohoSolo.Testing.Mqtt;
using Xunit;

namespace SohoSolo.Hub.Tests.Gateways;

/// <summary>Hubs in processes of their own with one Mosquitto: it is the sites' network and the line to the hub.</summary>
public sealed class SharedBrokerTests : IAsyncDisposable
{
    private const string AnnesBadge = "04D0000000A11E";
    private const string Events = "sohosolo/1/nogaro/dev/nogaro-reader-main/evt";

    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");
    private readonly List<HubProcess> hubs = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs)
            await hub.DisposeAsync();

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_badge_at_somebody_elses_broker_opens_the_door_and_checks_in()
    {
        await using var mosquitto = await MosquittoBroker.Start(BrokerOptions.Open, Stop);
        var hub = await Start(HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db")), mosquitto, "one");
        var booking = await Book(hub, "morning");
        await using var door = await new MosquittoClients(mosquitto.Port).Subscribe("-t", "sohosolo/1/nogaro/door/main/cmd", "-q", "1");

        await Arrives(hub, booking, mosquitto, "b1");

        await Opens(door);
        await MustBeClean(hub);
    }

    [Fact]
    public async Task When_the_node_that_has_the_gateways_dies_the_other_one_takes_them_over()
    {
        await using var mosquitto = await MosquittoBroker.Start(BrokerOptions.Open, Stop);
        var server = await PostgresServer.Require();
        var database = HubOptions.Postgres(await server.CreateDatabase());
        var first = await Start(database, mosquitto, "one");
        var other = await Start(database, mosquitto, "other");
        await Arrives(first, await Book(first, "morning"), mosquitto, "b1");
        Assert.Contains("The gateway of nogaro runs in this process", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("runs in this process", other.Output, StringComparison.Ordinal);

        var afternoon = await Book(other, "afternoon");
        await using var door = await new MosquittoClients(mosquitto.Port).Subscribe("-t", "sohosolo/1/nogaro/door/main/cmd", "-q", "1");
        first.Kill9();

        await Patience.Until(
            () => Task.FromResult(other.Output.Contains("The gateway of nogaro runs in this process", StringComparison.Ordinal)), Patient, () => $"Nobody took over:\n{other.Output}", Stop);
        await Arrives(other, afternoon, mosquitto, "b2");
        await Opens(door);
        await MustBeClean(other);
    }

    [Fact]
    public async Task A_gateway_that_runs_alone_finds_its_devices_at_the_sites_own_broker()
    {
        var users = Path.Combine(folder.FullName, "users");
        await MosquittoClients.WriteUsers(users, ("door", "p@w"));
        await using var theirs = await MosquittoBroker.Start(new BrokerOptions { Users = users, AllowAnonymous = false }, Stop);
        var port = LoopbackPort.Free();
        var options = Options(HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db")), $"embedded:127.0.0.1:{port}", "one", "external");
        var hub = await Start(options);
        var booking = await Book(hub, "morning");
        await using var gateway = await GatewayProcess.Enrol(hub, options, "nogaro", folder.FullName, port, new Uri($"mqtt://door:p%40w@127.0.0.1:{theirs.Port}"), Stop);
        await using var door = await new MosquittoClients(theirs.Port, "5", "-u", "door", "-P", "p@w").Subscribe("-t", "sohosolo/1/nogaro/door/main/cmd", "-q", "1");

        await Arrives(hub, booking, theirs, "b1", "-u", "door", "-P", "p@w");

        await Opens(door);
        Assert.DoesNotContain("p@w", gateway.Output, StringComparison.Ordinal);
        await MustBeClean(hub);
    }

    [Fact]
    public async Task Two_nodes_share_the_batches_of_the_sites_and_each_event_is_applied_once_though_one_dies()
    {
        await using var mosquitto = await MosquittoBroker.Start(BrokerOptions.Open, Stop);
        var server = await PostgresServer.Require();
        var connection = await server.CreateDatabase();
        var options = Options(HubOptions.Postgres(connection), $"mqtt://127.0.0.1:{mosquitto.Port}", "one", "external");
        var first = await Start(options);
        var other = await Start(Options(options, options.Mqtt, "other", "external"));
        await using var gateway = await GatewayProcess.Enrol(first, options, "nogaro", folder.FullName, mosquitto.Port, Stop);
        await using var reader = await Reader(gateway.Lan);
        var number = 0;

        await Patience.Until(
            async () =>
            {
                await Present(reader, await Now(other), ++number);
                return await Applied(first) > 1 && await Applied(other) > 1;
            },
            Patient,
            () => $"The nodes do not share what comes:\n{first.Output}\n{other.Output}",
            Stop);
        first.Kill9();
        for (var more = 0; more < 50; more++)
            await Present(reader, await Now(other), ++number);

        await Patience.Until(async () => await Count(connection, "DISTINCT detail") == number, Patient, () => $"Not everything came:\n{other.Output}", Stop);
        Assert.Equal(number, await Count(connection, "*"));
        await MustBeClean(other);
    }

    private Task<HubProcess> Start(HubOptions database, MosquittoBroker mosquitto, string node) => Start(Options(database, $"mqtt://127.0.0.1:{mosquitto.Port}", node, "embedded"));

    private async Task<HubProcess> Start(HubOptions options)
    {
        var hub = await HubProcess.Start(options, Stop);
        hubs.Add(hub);
        return hub;
    }

    private HubOptions Options(HubOptions database, string broker, string node, string gateways) => database with
    {
        Demo = "true",
        Gateways = gateways,
        Mqtt = broker,
        Node = node,
        Folder = folder.CreateSubdirectory(node).FullName,
        Keys = Path.Combine(folder.FullName, "hub.key"),
        Url = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"),
    };

    /// <summary>A gateway that has no snapshot yet knows no reader.</summary>
    private static async Task<MqttClient> Reader(int port)
    {
        MqttClient? connected = null;
        await Patience.Until(
            async () =>
            {
                var client = new MqttClient(new MqttClientOptions { Port = port, ClientId = "nogaro-reader-main", UserName = "nogaro-reader-main", Password = "demo" });
                try
                {
                    await client.StartAsync(Stop);
                    connected = client;
                    return true;
                }
                catch (MqttConnectException)
                {
                    await client.DisposeAsync();
                    return false;
                }
            },
            Patient,
            () => "The gateway does not know its reader.",
            Stop);
        return connected!;
    }

    /// <summary>Until the gateway has taken it: a reader keeps what nobody has taken.</summary>
    private static async Task Present(MqttClient reader, DateTimeOffset now, int number)
    {
        var message = new MqttMessage { Topic = Events, Payload = Encoding.UTF8.GetBytes(Badge(now, "b1", number)), QualityOfService = QualityOfService.AtLeastOnce };
        await Patience.Until(async () => (await reader.PublishAsync(message, Stop)).IsSuccess, Patient, () => "Nobody took the badge.", Stop);
    }

    private static async Task<double> Applied(HubProcess hub)
    {
        using var http = new HttpClient { BaseAddress = hub.Url };
        var page = await http.GetStringAsync(new Uri("metrics", UriKind.Relative), Stop);
        var line = page.Split('\n').FirstOrDefault(line => line.StartsWith("sohosolo_ingest_events_total", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>What a badge event tells of itself holds the device's own number of it.</summary>
    private static async Task<long> Count(string connection, string what)
    {
        await using var source = NpgsqlDataSource.Create($"{connection};Pooling=false");
        await using var count = source.CreateCommand($"SELECT count({what}) FROM site_event WHERE kind = 'tag' AND device = 'nogaro-reader-main'");
        return (long)(await count.ExecuteScalarAsync(Stop))!;
    }

    private static async Task<string> Book(HubProcess hub, string part)
    {
        using var http = hub.Client("demo-teleworker");
        using var wish = new StringContent($$"""{"site":"nogaro","kind":"desk","day":"2026-11-23","part":"{{part}}"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("bookings", UriKind.Relative), wish, Stop);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True((int)answer.StatusCode == 201, said);
        return JsonElement.Parse(said).GetProperty("id").GetString()!;
    }

    /// <summary>The reader says it until the gateway has it: with somebody else's broker nobody tells it whether there is one.</summary>
    private static async Task Arrives(HubProcess hub, string booking, MosquittoBroker mosquitto, string boot, params string[] account)
    {
        using var http = hub.Client("demo-teleworker");
        var (device, number) = (new MosquittoClients(mosquitto.Port, "311", account), 0);
        await Patience.Until(
            async () =>
            {
                await device.Publish("-q", "1", "-t", Events, "-m", Badge(await Now(hub), boot, ++number));
                return (await http.GetStringAsync(new Uri($"bookings/{booking}", UriKind.Relative), Stop)).Contains("\"checked-in\"", StringComparison.Ordinal);
            },
            Patient,
            () => $"She was not checked in:\n{hub.Output}",
            Stop);
    }

    /// <summary>As long as the gateway has not heard of the booking, it says why not.</summary>
    private static async Task Opens(LineProcess door)
    {
        while (!(await door.Message()).Contains("\"op\":\"unlock\"", StringComparison.Ordinal))
        {
            // She shows her badge again.
        }
    }

    private static string Badge(DateTimeOffset now, string boot, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"boot":"{{boot}}","seq":{{number}},"t":{{now.ToUnixTimeMilliseconds() / 1000.0}},"clk":"synced","k":"tag","reader":"in","cred":{"kind":"mifare-uid","v":"{{AnnesBadge}}" } }""");

    private static async Task<DateTimeOffset> Now(HubProcess hub)
    {
        using var keeper = hub.Client("demo-keeper");
        return JsonElement.Parse(await keeper.GetStringAsync(new Uri("telecentres/nogaro/board", UriKind.Relative), Stop)).GetProperty("at").GetDateTimeOffset();
    }

    private static async Task MustBeClean(HubProcess hub)
    {
        var verified = await hub.Run("verify");
        Assert.True(verified.ExitCode == 0, $"{verified}");
    }
}
