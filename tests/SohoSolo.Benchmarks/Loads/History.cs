using Npgsql;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>Years of use, written straight into the tables: what was booked, charged and is over, and what is still to come.</summary>
internal sealed class History(string database, IReadOnlyList<string> spaces, DateTimeOffset now)
{
    private const int Chunk = 100_000;
    private const long Hour = 3_600_000;

    // One past hour of a desk after the other, all desks of an hour before the hour before it; member and desk never meet twice in an hour.
    private const string PastSql = """
        WITH slot AS (
            SELECT '00past' || lpad(n::text, 26, '0') AS id, n, ($1::text[])[1 + n % $2] AS space, 'member-' || lpad((1 + (n + n / $2) % 400)::text, 3, '0') AS member,
                $3 - $4 * (1 + n / $2) AS start_at
            FROM generate_series($5::int, $6::int) n
        ), booked AS (
            INSERT INTO booking (id, version, site_id, space_id, kind, member_id, start_at, end_at, status, holds, rules_version, rate, made_at, unproven)
            SELECT id, 3, regexp_replace(space, '-desk-.*', ''), space, 'desk', member, start_at, start_at + $4, 'completed', FALSE, 1, 1, start_at - 86400000, TRUE FROM slot
        )
        INSERT INTO charge (booking_id, entitlement_id, period, units, used)
        SELECT id, member || '-free', to_char(to_timestamp(start_at / 1000), 'YYYY-MM'), 1, TRUE FROM slot
        """;

    // Every desk for one half of each day, in turns: 100 days ahead are half full.
    private const string ToComeSql = """
        WITH slot AS (
            SELECT '00next' || lpad(n::text, 26, '0') AS id, ($1::text[])[1 + n % $2] AS space, 'member-' || lpad((1 + (n + n / $2) % 400)::text, 3, '0') AS member,
                $3 + $4 * (24 * (n / $2) + CASE WHEN (n + n / $2) % 2 = 0 THEN 0 ELSE 5 END) AS start_at
            FROM generate_series($5::int, $6::int) n
        ), booked AS (
            INSERT INTO booking (id, version, site_id, space_id, kind, member_id, start_at, end_at, status, holds, rules_version, rate, made_at, due_at, unproven)
            SELECT id, 1, regexp_replace(space, '-desk-.*', ''), space, 'desk', member, start_at, start_at + 5 * $4, 'confirmed', TRUE, 1, 1, $3 - 86400000, start_at + 5 * $4, FALSE FROM slot
        )
        INSERT INTO charge (booking_id, entitlement_id, period, units, used)
        SELECT id, member || '-free', to_char(to_timestamp(start_at / 1000), 'YYYY-MM'), 1, FALSE FROM slot
        """;

    private int past;

    /// <summary>Past bookings up to so many in all, then statistics as autovacuum would have kept them.</summary>
    public async Task GrowTo(int bookings)
    {
        await using var connection = await Open();
        for (; past < bookings; past = Math.Min(past + Chunk, bookings))
            await Insert(connection, PastSql, past, Math.Min(past + Chunk, bookings) - 1, At(now));

        await Execute(connection, "VACUUM ANALYZE");
        await Execute(connection, "CHECKPOINT");
    }

    /// <summary>Half-days to come, from tomorrow 08:00 on.</summary>
    public async Task AddToCome(int bookings)
    {
        await using var connection = await Open();
        await Insert(connection, ToComeSql, 0, bookings - 1, At(now.UtcDateTime.Date.AddDays(1).AddHours(8)));
        await Execute(connection, "VACUUM ANALYZE");
    }

    private async Task Insert(NpgsqlConnection connection, string sql, int first, int last, long from)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        foreach (var value in new object[] { spaces.ToArray(), spaces.Count, from, Hour, first, last })
            command.Parameters.AddWithValue(value);

        await command.ExecuteNonQueryAsync();
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    private static long At(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
