using System.Data.Common;
using Dapper;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>Fills an empty database in one transaction: nobody uses it yet, so nobody waits, and a seed that breaks off leaves nothing behind.</summary>
internal static class Seeding
{
    private const string DemoMark = StoreQueries.DemoMark;

    // Any number that nothing else on the server locks.
    private const long LockNumber = 0x53_45_45_44_53_4f_4c_4f;

    public static async Task Run(Engine engine, SeedData data, CancellationToken stop)
    {
        var connection = await engine.OpenWrite(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);

        // Until the transaction ends. SQLite has one writer anyway.
        if (engine.Dialect.IsPostgres)
            await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({LockNumber})", transaction: transaction).ConfigureAwait(false);

        var rows = new SeedRows(data, (await Meta.Read(connection, transaction).ConfigureAwait(false)).JournalEpoch,
            await connection.ExecuteScalarAsync<long>($"SELECT {engine.Dialect.Transaction}", transaction: transaction).ConfigureAwait(false));
        if (await IsSeededAlready(connection, transaction, data).ConfigureAwait(false))
            return;

        await Load(connection, transaction, engine.Dialect, rows, stop).ConfigureAwait(false);
        foreach (var reader in data.Informed)
        {
            await connection.ExecuteAsync(
                "INSERT INTO journal_cursor (name, epoch, tx, seq) SELECT @reader, epoch, tx, seq FROM journal ORDER BY epoch DESC, tx DESC, seq DESC LIMIT 1", new { reader }, transaction).ConfigureAwait(false);
        }

        await transaction.CommitAsync(stop).ConfigureAwait(false);

        // The planner must not take the new rows for an empty table until the server gets round to counting them.
        if (engine.Dialect.IsPostgres)
            await connection.ExecuteAsync("ANALYZE", commandType: System.Data.CommandType.Text).ConfigureAwait(false);
    }

    private static async Task<bool> IsSeededAlready(DbConnection connection, DbTransaction transaction, SeedData data)
    {
        var mark = await connection.ExecuteScalarAsync<string?>(
            "SELECT value FROM meta WHERE key = @DemoMark", new { DemoMark }, transaction).ConfigureAwait(false);
        if (mark is not null && mark == data.Demo)
            return true;

        if (data.IsReferenceOnly)
            return await HasRows(connection, transaction, "community").ConfigureAwait(false);

        foreach (var table in SeedRows.Tables)
        {
            if (await HasRows(connection, transaction, table).ConfigureAwait(false))
                throw new StoreException($"The database is not empty ({table} has rows); only an empty one is seeded.");
        }

        return false;
    }

    private static async Task Load(DbConnection connection, DbTransaction transaction, Dialect dialect, SeedRows rows, CancellationToken stop)
    {
        var catalog = await TableCatalog.Read(connection, dialect, transaction).ConfigureAwait(false);
        var loader = RowLoader.For(connection, transaction);
        var known = await HasRows(connection, transaction, "community").ConfigureAwait(false);
        foreach (var (name, columns, values) in known ? rows.Invented() : rows.Reference().Concat(rows.Invented()))
        {
            var all = catalog[name].Columns.ToDictionary(column => column.Name);
            await loader.Load(new Table(name, [.. columns.Split(", ").Select(column => all[column])]), values, stop).ConfigureAwait(false);
        }
    }

    private static Task<bool> HasRows(DbConnection connection, DbTransaction transaction, string table) =>
        connection.ExecuteScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM {table})", transaction: transaction);
}
