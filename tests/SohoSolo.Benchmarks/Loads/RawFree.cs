using Npgsql;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>The bare question to the database: for each space of these sites, is anything held in this time?</summary>
internal sealed class RawFree : IWorker
{
    private const string Sql = """
        SELECT s.id, EXISTS (
            SELECT 1 FROM booking b WHERE b.space_id = s.id AND b.holds AND int8range(b.start_at, b.end_at) && int8range($1, $2))
        FROM space s WHERE s.site_id = ANY($3)
        """;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private readonly DateTimeOffset first;
    private readonly int days;
    private int next;

    public RawFree(string database, string[] sites, DateTimeOffset firstDay, int days)
    {
        this.days = days;
        first = firstDay;
        connection = new NpgsqlConnection(database);
        connection.Open();
        command = new NpgsqlCommand(Sql, connection);
        command.Parameters.AddWithValue(0L);
        command.Parameters.AddWithValue(0L);
        command.Parameters.AddWithValue(sites);
        command.Prepare();
    }

    public bool Once()
    {
        var morning = new DateTimeOffset(first.AddDays(next++ % days).Date, TimeSpan.Zero).AddHours(8);
        command.Parameters[0].Value = morning.ToUnixTimeMilliseconds();
        command.Parameters[1].Value = morning.AddHours(3).ToUnixTimeMilliseconds();
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read())
            rows++;

        return rows > 0;
    }

    public void Dispose()
    {
        command.Dispose();
        connection.Dispose();
    }
}
