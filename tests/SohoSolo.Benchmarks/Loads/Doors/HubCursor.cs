using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>How far the hub has committed a site's events, read from its database behind its back.</summary>
internal sealed class HubCursor : IDisposable
{
    private readonly DbConnection connection;
    private readonly DbCommand upTo;
    private readonly DbCommand count;
    private readonly DbCommand noticed;

    public HubCursor(HubOptions options, string site)
    {
        var (engine, where) = (options.Database[..options.Database.IndexOf(':')], options.Database[(options.Database.IndexOf(':') + 1)..]);
        connection = engine == "sqlite"
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = where, Pooling = false }.ConnectionString)
            : new NpgsqlConnection(where + ";Pooling=false");
        connection.Open();
        upTo = connection.CreateCommand();
        upTo.CommandText = $"SELECT COALESCE(MAX(upto), 0) FROM gateway_cursor WHERE site_id = '{site}'";
        count = connection.CreateCommand();
        count.CommandText = $"SELECT COUNT(*) FROM site_event WHERE site_id = '{site}' AND kind IN ('tag', 'rex')";
        noticed = connection.CreateCommand();
        noticed.CommandText = "SELECT COUNT(*) FROM site_event WHERE kind = 'occ'";
    }

    /// <summary>What the sensors of all sites have said.</summary>
    public long Noticed => Number(noticed);

    /// <summary>The last event's number.</summary>
    public long UpTo => Number(upTo);

    /// <summary>How many there are of those that a load makes.</summary>
    public long Count => Number(count);

    public void Dispose()
    {
        upTo.Dispose();
        count.Dispose();
        noticed.Dispose();
        connection.Dispose();
    }

    private static long Number(DbCommand command) => Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
}
