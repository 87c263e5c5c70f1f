using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>A database of a test's own on either engine, gone when it is done with.</summary>
internal sealed class ScratchStore : IAsyncDisposable
{
    private static readonly string[] Tables =
        ["policy", "site", "space", "closure", "member", "keeper_site", "token", "entitlement", "lent_day", "balance", "booking", "charge", "evidence", "waiting",
         "credential", "enrolment", "guest_pass", "door", "device", "site_event", "alarm", "preference", "consent", "mail", "webhook", "journal"];

    private readonly DirectoryInfo? folder;
    private readonly PostgresServer? server;

    private ScratchStore(string address, DirectoryInfo? folder, PostgresServer? server)
    {
        Address = address;
        this.folder = folder;
        this.server = server;
    }

    public string Address { get; }

    public Store Store { get; private set; } = null!;

    private string Connection => Address[(Address.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ScratchStore> Open(string engine, TimeProvider clock)
    {
        var made = engine == Engines.Sqlite ? OfSqlite() : await OfPostgres();
        made.Store = await Store.Open(made.Address, clock, Stop);
        return made;
    }

    /// <summary>How many rows each table has, the answers that keys remember left out: what must not change when nothing is stored.</summary>
    public async Task<string> Count() =>
        (string)(await Ask($"SELECT {string.Join(" || ' ' || ", Tables.Select(table => $"'{table} ' || (SELECT count(*) FROM {table})"))}"))!;

    /// <summary>Whether a reader has dealt with every entry of the journal.</summary>
    public async Task<bool> IsRead(string cursor)
    {
        var unread = $"SELECT count(*) FROM journal j WHERE (j.epoch, j.tx, j.seq) > (SELECT c.epoch, c.tx, c.seq FROM journal_cursor c WHERE c.name = '{cursor}')";
        return Convert.ToInt64(await Ask(unread), CultureInfo.InvariantCulture) == 0;
    }

    public bool IsSqlite => server is null;

    public async Task Change(string sql)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    /// <summary>The rows of a statement, each as its values with bars between them, in the order of their text.</summary>
    public async Task<IReadOnlyList<string>> Rows(string sql)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (server is not null)
            await server.DropDatabase(Connection);

        folder?.Delete(recursive: true);
    }

    private async Task<object?> Ask(string sql)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Stop);
    }

    private async Task<DbConnection> Connect()
    {
        DbConnection connection = server is null ? new SqliteConnection($"Data Source={Connection};Pooling=False") : new NpgsqlConnection($"{Connection};Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }

    private static ScratchStore OfSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-");
        return new ScratchStore($"sqlite:{Path.Combine(folder.FullName, "hub.db")}", folder, null);
    }

    private static async Task<ScratchStore> OfPostgres()
    {
        var server = await PostgresServer.Require();
        return new ScratchStore($"postgres:{await server.CreateDatabase()}", null, server);
    }
}
