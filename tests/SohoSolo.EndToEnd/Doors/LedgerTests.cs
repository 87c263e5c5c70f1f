using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using SohoSolo.FirmwareSim.Faults;

namespace SohoSolo.EndToEnd.Doors;

/// <summary>
/// What was acknowledged to a device is in the hub, once, whatever dies in the middle of it: gateway, hub or database killed with -9, lines cut. And what opened a door opened it once,
/// in time.
/// </summary>
public sealed class LedgerTests(ITestOutputHelper output)
{
    private const string Site = "nogaro";

    private static readonly int Blows = Repository.IsFull ? 8 : 3;
    private static readonly int Events = Repository.IsFull ? 600 : 200;

    [Fact]
    public async Task Every_event_arrives_once_on_SQLite()
    {
        for (var run = 0; run < (Repository.IsFull ? 15 : 1); run++)
            await Run(server: null, seed: 100 + run);
    }

    [Fact]
    public async Task Every_event_arrives_once_on_PostgreSQL_also_when_the_server_crashes()
    {
        using var server = await PostgresServer.StartOwn();
        for (var run = 0; run < (Repository.IsFull ? 15 : 2); run++)
            await Run(server, seed: 200 + run);
    }

    private async Task Run(PostgresServer? server, int seed)
    {
        output.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        await using var network = await DoorNetwork.Start(server, gateways: "external");
        await using var line = CuttableLine.To(network.Broker);

        // Before the gateway has its first list: no reader comes in without it, and it lets in whom it names.
        var second = await network.Must(201, HttpMethod.Post, $"telecentres/{Site}/devices", DoorNetwork.Keeper, new { id = "nogaro-reader-2", driver = "sohosolo", role = "reader", door = "main" });
        await network.Must(201, HttpMethod.Post, "bookings", DoorNetwork.Anne, new { site = Site, kind = "desk", day = "2026-11-23", part = "morning" });
        var other = await network.SomebodyBooks(new { site = Site, kind = "office", day = "2026-11-23", part = "morning" });
        string[] badges = [DoorNetwork.AnnesBadge, DoorNetwork.BadgeOf(other), DoorNetwork.BadgeOf(22), "04FFFFFFFFFF01"];
        await using var gateway = await GatewayProcess.Enrol(network.Hub, network.Options, Site, network.Folder, line.Port, TestContext.Current.CancellationToken);
        await using var first = SimulatedReader.Start(network.Folder, Site, "nogaro-reader-main", gateway.Lan, network.Hub.Url, Events, rate: 40, seed, faults: "some", badges: badges);
        await using var another = SimulatedReader.Start(network.Folder, Site, "nogaro-reader-2", gateway.Lan, network.Hub.Url, Events, rate: 40, seed + 1, second.Text("password")!, "some", badges);

        for (var blow = 0; blow < Blows; blow++)
        {
            await Patience.Pass(TimeSpan.FromMilliseconds(chance.Next(300, 2500)), TestContext.Current.CancellationToken);
            await Strike(chance.Next(server is null ? 3 : 4), chance, network, line, gateway, server);
        }

        IReadOnlyList<JsonElement> promises = [.. await first.End(), .. await another.End()];
        await Check(network, promises);
    }

    private async Task Strike(int blow, Random chance, DoorNetwork network, CuttableLine line, GatewayProcess gateway, PostgresServer? server)
    {
        output.WriteLine($"blow {blow}");
        switch (blow)
        {
            case 0:
                gateway.Kill9();
                await gateway.Start(TestContext.Current.CancellationToken);
                return;
            case 1:
                network.Hub.Kill9();
                await network.Hub.Start(TestContext.Current.CancellationToken);
                return;
            case 2:
                line.Cut();
                await Patience.Pass(TimeSpan.FromMilliseconds(chance.Next(200, 1500)), TestContext.Current.CancellationToken);
                line.Restore();
                return;
            default:
                await server!.StopImmediate();
                await server.Start();
                await network.Hub.BecomesReady(TestContext.Current.CancellationToken);
                return;
        }
    }

    private async Task Check(DoorNetwork network, IReadOnlyList<JsonElement> promises)
    {
        var promised = promises.Where(one => one.TryGetProperty("acked", out var acked) && acked.GetBoolean())
            .Select(one => (Device: one.GetProperty("device").GetString()!, Boot: one.GetProperty("boot").GetString()!, Seq: one.GetProperty("seq").GetInt64())).ToHashSet();
        List<(string Device, string Boot, long Seq)> arrived = [];
        await network.Until(
            async () =>
            {
                arrived = await Arrived(network);
                return promised.IsSubsetOf(arrived);
            },
            "Not everything that was promised arrived.");
        Assert.Equal(arrived.Count, arrived.Distinct().Count());
        Assert.Equal(promised.Order(), arrived.Order());

        var unlocks = promises.Where(one => one.TryGetProperty("unlock", out _)).ToList();
        Assert.NotEmpty(unlocks);
        var ids = unlocks.Select(one => (one.GetProperty("device").GetString(), one.GetProperty("unlock").GetString())).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(unlocks, one => Assert.True(one.GetProperty("at").GetDouble() <= one.GetProperty("naf").GetDouble(), $"acted on too late: {one}"));
        output.WriteLine($"{promised.Count} events promised and arrived, {ids.Count} unlocks acted on");
        await network.MustBeClean();
    }

    /// <summary>Every tag in the hub, by the number that its reader gave it.</summary>
    private static async Task<List<(string Device, string Boot, long Seq)>> Arrived(DoorNetwork network)
    {
        var address = network.Options.Database.Split(':', 2);
        await using DbConnection connection = address[0] == "sqlite" ? new SqliteConnection($"Data Source={address[1]};Mode=ReadOnly;Pooling=False") : new NpgsqlConnection($"{address[1]};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT device, detail FROM site_event WHERE kind = 'tag'";
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<(string, string, long)>();
        while (await rows.ReadAsync())
        {
            var detail = JsonElement.Parse(rows.GetString(1));
            found.Add((rows.GetString(0), detail.GetProperty("boot").GetString()!, detail.GetProperty("seq").GetInt64()));
        }

        return found;
    }
}
