using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>The same years of use as <see cref="History"/>, in a SQLite file.</summary>
internal sealed class SqliteHistory(string file, IReadOnlyList<string> spaces, DateTimeOffset now)
{
    private const int Chunk = 100_000;
    private const int Members = 400;

    private const string BookingSql = """
        INSERT INTO booking (id, version, site_id, space_id, kind, member_id, start_at, end_at, status, holds, rules_version, rate, made_at, due_at, unproven)
        VALUES ($id, $version, $site, $space, 'desk', $member, $start, $end, $status, $holds, 1, 1, $made, $due, $unproven)
        """;

    private const string ChargeSql = "INSERT INTO charge (booking_id, entitlement_id, period, units, used) VALUES ($id, $entitlement, $period, 1, $used)";

    public void Add(int past, int toCome)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        for (var first = 0; first < past; first += Chunk)
            Insert(connection, Enumerable.Range(first, Math.Min(Chunk, past - first)).Select(Past));

        Insert(connection, Enumerable.Range(0, toCome).Select(ToCome));
        using var analyse = connection.CreateCommand();
        analyse.CommandText = "ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)";
        analyse.ExecuteNonQuery();
    }

    // One past hour of a desk after the other, all desks of an hour before the hour before it.
    private Row Past(int n)
    {
        var start = now.AddHours(-(1 + (n / spaces.Count)));
        return Row.Of($"00past{n:D26}", spaces[n % spaces.Count], Member(n), start, start.AddHours(1), start.AddDays(-1), IsOver: true);
    }

    // Every desk for one half of each day, in turns.
    private Row ToCome(int n)
    {
        var start = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1 + (n / spaces.Count)), TimeSpan.Zero).AddHours(8 + ((n + (n / spaces.Count)) % 2 == 0 ? 0 : 5));
        return Row.Of($"00next{n:D26}", spaces[n % spaces.Count], Member(n), start, start.AddHours(5), now.AddDays(-1), IsOver: false);
    }

    private string Member(int n) => string.Create(CultureInfo.InvariantCulture, $"member-{1 + ((n + (n / spaces.Count)) % Members):000}");

    private static void Insert(SqliteConnection connection, IEnumerable<Row> rows)
    {
        using var transaction = connection.BeginTransaction();
        using var booking = Prepare(connection, BookingSql);
        using var charge = Prepare(connection, ChargeSql);
        foreach (var row in rows)
        {
            Run(booking,
                ("$id", row.Id), ("$version", row.IsOver ? 3 : 1), ("$site", row.Site), ("$space", row.Space), ("$member", row.Member), ("$start", At(row.Start)), ("$end", At(row.End)),
                ("$status", row.IsOver ? "completed" : "confirmed"), ("$holds", !row.IsOver), ("$made", At(row.Made)), ("$due", row.IsOver ? DBNull.Value : At(row.End)), ("$unproven", row.IsOver));
            Run(charge,
                ("$id", row.Id), ("$entitlement", $"{row.Member}-free"), ("$period", row.Start.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)), ("$used", row.IsOver));
        }

        transaction.Commit();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);

        command.ExecuteNonQuery();
    }

    private static long At(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private sealed record Row(string Id, string Site, string Space, string Member, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset Made, bool IsOver)
    {
        public static Row Of(string id, string space, string member, DateTimeOffset start, DateTimeOffset end, DateTimeOffset made, bool IsOver) =>
            new(id, space[..space.IndexOf("-desk-", StringComparison.Ordinal)], space, member, start, end, made, IsOver);
    }
}
