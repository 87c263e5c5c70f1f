using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>
/// Use by community and month straight from the bookings: half-days and different members. It knows that no booking of <see cref="History"/> is longer than an hour, and when the clocks of Paris were set back.
/// </summary>
internal sealed class RawUse : IWorker
{
    private const long SetBack = 1_792_890_000_000;

    private readonly DbConnection connection;
    private readonly DbCommand command;

    public RawUse(string database, bool isSqlite, string from, string to)
    {
        connection = isSqlite ? new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False") : new NpgsqlConnection(database);
        connection.Open();
        command = connection.CreateCommand();
        command.CommandTimeout = 600;
        var month = isSqlite ? $"strftime('%Y-%m', {Local("x.at")} / 1000, 'unixepoch')" : $"to_char(to_timestamp({Local("x.at")} / 1000) AT TIME ZONE 'UTC', 'YYYY-MM')";

        // A booking of an hour touches one half-day, or two: that of its beginning, and that of its last moment where it is another.
        command.CommandText = $"""
            SELECT y.community, y.month, count(*), count(DISTINCT y.member_id) FROM (
                SELECT x.community, {month} AS month, x.member_id FROM (
                    SELECT s.community, b.member_id, CASE WHEN part.n = 0 THEN b.start_at ELSE b.end_at - 1 END AS at
                    FROM booking b JOIN site s ON s.id = b.site_id CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) part
                    WHERE b.status IN ('confirmed', 'checked-in', 'completed', 'no-show') AND (part.n = 0 OR {Half("b.start_at")} <> {Half("b.end_at - 1")})) x) y
            WHERE y.month >= '{from}' AND y.month <= '{to}'
            GROUP BY y.community, y.month ORDER BY y.community, y.month
            """;
    }

    /// <summary>Community, month, half-days, members.</summary>
    public IReadOnlyList<string> Rows()
    {
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.GetValue(0)} {reader.GetValue(1)} {reader.GetValue(2)} {reader.GetValue(3)}"));

        return rows;
    }

    /// <summary>Half-days by number, on the clock of Paris.</summary>
    private static string Half(string at) => string.Create(CultureInfo.InvariantCulture, $"(({Local(at)} / 86400000) * 2 + CASE WHEN {Local(at)} % 86400000 >= 48600000 THEN 1 ELSE 0 END)");

    private static string Local(string at) => string.Create(CultureInfo.InvariantCulture, $"(({at}) + CASE WHEN ({at}) < {SetBack} THEN 7200000 ELSE 3600000 END)");

    public bool Once() => Rows().Count > 0;

    public void Dispose()
    {
        command.Dispose();
        connection.Dispose();
    }
}
