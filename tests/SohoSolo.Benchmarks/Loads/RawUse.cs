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
        var local = string.Create(CultureInfo.InvariantCulture, $"(b.start_at + CASE WHEN b.start_at < {SetBack} THEN 7200000 ELSE 3600000 END)");
        var month = isSqlite ? $"strftime('%Y-%m', {local} / 1000, 'unixepoch')" : $"to_char(to_timestamp({local} / 1000) AT TIME ZONE 'UTC', 'YYYY-MM')";

        // An hour touches both halves of its day when it begins less than an hour before the boundary.
        command.CommandText = $"""
            SELECT x.community, x.month, sum(x.halves), count(DISTINCT x.member_id) FROM (
                SELECT s.community, {month} AS month, b.member_id, CASE WHEN {local} % 86400000 > 45000000 AND {local} % 86400000 < 48600000 THEN 2 ELSE 1 END AS halves
                FROM booking b JOIN site s ON s.id = b.site_id WHERE b.status IN ('confirmed', 'checked-in', 'completed', 'no-show')) x
            WHERE x.month >= '{from}' AND x.month <= '{to}'
            GROUP BY x.community, x.month ORDER BY x.community, x.month
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

    public bool Once() => Rows().Count > 0;

    public void Dispose()
    {
        command.Dispose();
        connection.Dispose();
    }
}
