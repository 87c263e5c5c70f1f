using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SohoSolo.EndToEnd.Crashes;

/// <summary>
/// Names go, and members are erased, in processes that are killed with -9 in the middle of it. Whoever comes next goes on, comes to the end, and everything adds up. What it would miss: a disk that lies about what it has
/// written.
/// </summary>
public sealed class RetentionTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Leaving = Repository.IsFull ? 20 : 8;

    private static readonly int Kills = Repository.IsFull ? 15 : 2;
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);

    /// <summary>Where each kill falls, in turn.</summary>
    private static readonly string[] Jobs = ["left-members", "bookings", "journal"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");

    /// <summary>By engine, with a seed. The reduced run leaves PostgreSQL to the test above, which erases by the same desk.</summary>
    public static TheoryData<string, int> HubsThatDie => Repository.IsFull ? new() { { TestNetwork.Sqlite, 3 }, { TestNetwork.Postgres, 4 } } : new() { { TestNetwork.Sqlite, 3 } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(TestNetwork.Sqlite, 1)]
    [InlineData(TestNetwork.Postgres, 2)]
    public async Task A_year_s_names_go_although_who_lets_go_of_them_is_killed_again_and_again(string engine, int seed)
    {
        var chance = new Random(seed);
        var options = (await Database(engine)) with { Demo = "true", Folder = folder.FullName, Keys = Path.Combine(folder.FullName, "hub.key") };
        var seeded = await HubProcess.Run(options, "seed-demo");
        Assert.True(seeded.ExitCode == 0, $"{seeded}");
        await Change(options, $"UPDATE member SET status = 'left' WHERE id IN (SELECT b.member_id FROM booking b JOIN member m ON m.id = b.member_id WHERE m.role = 'member' GROUP BY b.member_id ORDER BY count(*) DESC LIMIT {Leaving})");
        var left = await Rows(options, "SELECT m.id FROM member m WHERE m.status = 'left'");
        var figures = await Rows(options, Figures);
        Assert.Equal(Leaving, left.Count);

        var (later, hits) = (options with { ClockStart = HubOptions.MondayMorning.AddMonths(14) }, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = HubProcess.Begin(later, "retain");
            await Patience.Until(async () => process.HasExited || await IsAt(later, Jobs[kill % Jobs.Length]), Patient, () => "It does not run.", Stop);
            await Patience.Pass(TimeSpan.FromMilliseconds(chance.Next(0, 150)), Stop);
            process.Kill();
            await process.WaitForExitAsync(Stop);
            hits += (await Rows(later, "SELECT r.name FROM job_run r WHERE r.outcome = 'running'")).Count;
            if (!Repository.IsFull) continue;

            var half = await HubProcess.Run(later, "verify");
            Assert.True(half.ExitCode == 0, $"seed {seed}, kill {kill}: {half}");
        }

        output.WriteLine($"{hits} of {Kills} kills fell into a job");
        Assert.True(hits > 0);
        foreach (var hours in (int[])[1, 2])
        {
            var ended = await HubProcess.Run(later with { ClockStart = later.ClockStart.AddHours(hours) }, "retain");
            Assert.True(ended.ExitCode == 0, $"{ended}");
        }

        Assert.Empty(await Rows(options, "SELECT e.member_id FROM erasure e"));
        foreach (var column in (string[])["member.id", "booking.member_id", "entitlement.member_id", "journal.member_id", "journal.actor", "mail.member_id", "person.member_id", "member_home.member_id", "token.member_id"])
            Assert.Empty((await Rows(options, $"SELECT DISTINCT {column} FROM {column.Split('.')[0]}")).Intersect(left));

        Assert.Empty(await Rows(options, "SELECT b.id FROM booking b JOIN member m ON m.id = b.member_id WHERE m.status <> 'erased' AND b.status NOT IN ('requested', 'offered', 'confirmed', 'checked-in')"));
        Assert.Equal(figures, await Rows(options, Figures));
        var verified = await HubProcess.Run(options, "verify");
        Assert.True(verified.ExitCode == 0, $"{verified}");
    }

    /// <summary>She asked over HTTP, and the hub died while it answered: she is either whole or nobody, and never in between once a hub serves again.</summary>
    [Theory, MemberData(nameof(HubsThatDie))]
    public async Task Who_was_being_erased_when_the_hub_died_is_nobody_when_it_serves_again(string engine, int seed)
    {
        var chance = new Random(seed);
        await using var network = await TestNetwork.Start(engine);
        var days = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
        for (var member = 0; member < (Repository.IsFull ? 10 : 1); member++)
        {
            for (var n = 0; n < 5; n++)
                Assert.Equal(201, (await network.Book(member, TestNetwork.Desk("auch", member), days.AddHours(n), days.AddHours(n + 1))).Status);

            var asked = network.Call(member, HttpMethod.Delete, "me", TestNetwork.Member(member));
            await Patience.Pass(TimeSpan.FromMilliseconds(chance.Next(5, 120)), Stop);
            network.Hub.Kill9();
            var heard = await Heard(asked);
            await network.Hub.Start(Stop);

            var isThere = (await network.Call(member, HttpMethod.Get, "me", TestNetwork.Member(member))).Status == 200;
            output.WriteLine($"seed {seed}: heard {heard}, {(isThere ? "there" : "gone")}");
            Assert.False(isThere && heard);
            if (isThere) Assert.Equal(200, (await network.Call(member, HttpMethod.Delete, "me", TestNetwork.Member(member))).Status);

            Assert.Equal(401, (await network.Call(member, HttpMethod.Get, "me", TestNetwork.Member(member))).Status);
            Assert.Empty(await network.Holders("auch", days, days.AddDays(1)));
            await network.MustBeClean();
        }
    }

    private static async Task<bool> Heard(Task<Answer> asked)
    {
        try
        {
            return (await asked).Status == 200;
        }
        catch (Exception dead) when (dead is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>What was booked, and used of which grant: no figure may change.</summary>
    private const string Figures = """
        SELECT b.site_id, b.kind, b.status, count(*), sum(b.end_at - b.start_at), (SELECT sum(c.units) FROM charge c) FROM booking b GROUP BY b.site_id, b.kind, b.status
        """;

    private static async Task<bool> IsAt(HubOptions options, string job) =>
        (await Rows(options, $"SELECT r.name FROM job_run r WHERE r.outcome = 'running' AND r.name = '{job}'")).Count > 0;

    private async Task<HubOptions> Database(string engine) => engine == TestNetwork.Sqlite
        ? HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db"))
        : HubOptions.Postgres(await (await PostgresServer.Require()).CreateDatabase());

    private static async Task Change(HubOptions options, string sql)
    {
        await using var connection = await Open(options);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static async Task<IReadOnlyList<string>> Rows(HubOptions options, string sql)
    {
        await using var connection = await Open(options);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Stop);
        List<string> rows = [];
        while (await reader.ReadAsync(Stop))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static async Task<DbConnection> Open(HubOptions options)
    {
        var address = options.Database.Split(':', 2);
        DbConnection connection = address[0] == "sqlite" ? new SqliteConnection($"Data Source={address[1]};Pooling=False") : new NpgsqlConnection($"{address[1]};Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }
}
