using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>Brings a backup back, in one transaction: the hub is not running, so nobody waits for it.</summary>
internal sealed class Restoration(DbConnection connection, DbTransaction transaction, Dialect dialect, BackupReader backup)
{
    public static async Task Run(Engine engine, string file, CancellationToken stop)
    {
        using var backup = BackupReader.Open(file);
        var connection = await engine.OpenWrite(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
            await using var ending = transaction.ConfigureAwait(false);
            await new Restoration(connection, transaction, engine.Dialect, backup).RestoreAll(stop).ConfigureAwait(false);
            await transaction.CommitAsync(stop).ConfigureAwait(false);
        }
        catch (PostgresException inUse) when (inUse.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new StoreException("The database is in use. Stop every hub, then restore.", inUse);
        }
        catch (DbException refused) when (refused is PostgresException or SqliteException)
        {
            throw new StoreException($"The database refused what the backup holds; nothing was restored: {refused.Message}", refused);
        }
    }

    private async Task RestoreAll(CancellationToken stop)
    {
        if (dialect.IsPostgres)
            await connection.ExecuteAsync($"LOCK TABLE {string.Join(", ", TableCatalog.InOrder)} IN ACCESS EXCLUSIVE MODE NOWAIT", transaction: transaction).ConfigureAwait(false);

        var here = await Meta.Read(connection, transaction).ConfigureAwait(false);
        if (backup.Manifest.Schema != here.Schema)
            throw new StoreException($"The backup has schema {backup.Manifest.Schema}, this program's is {here.Schema}: restore it with the program that made it, then migrate.");

        await MustBeEmpty(stop).ConfigureAwait(false);
        foreach (var reference in TableCatalog.Reference.Reverse())
            await connection.ExecuteAsync($"DELETE FROM {reference}", transaction: transaction).ConfigureAwait(false);

        var catalog = await TableCatalog.Read(connection, dialect, transaction).ConfigureAwait(false);
        var loader = RowLoader.For(connection, transaction);
        foreach (var table in backup.Manifest.Tables)
            await backup.Read(table, catalog[table.Name], loader, stop).ConfigureAwait(false);

        await BeginEpoch(Math.Max(here.JournalEpoch, backup.Manifest.JournalEpoch) + 1).ConfigureAwait(false);
    }

    private async Task MustBeEmpty(CancellationToken stop)
    {
        // Reference data and a hub's fresh keys are no reason to refuse: any start of the program makes them. The backup's own take their place.
        foreach (var name in TableCatalog.InOrder.Except(TableCatalog.Reference))
        {
            var sql = $"SELECT EXISTS (SELECT 1 FROM {name} {(name == Meta.Table ? Meta.Carried : "")})";
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, transaction: transaction, cancellationToken: stop)).ConfigureAwait(false))
                throw new StoreException($"The database is not empty ({name} has rows). A backup is restored into a new database only.");
        }
    }

    /// <summary>The journal goes on behind what it holds. Its readers' places came with it: what they had not read yet, they still will.</summary>
    private async Task BeginEpoch(long epoch)
    {
        await Meta.BeginEpoch(connection, transaction, epoch).ConfigureAwait(false);
        if (dialect.IsPostgres)
        {
            await connection.ExecuteAsync(
                "SELECT setval(pg_get_serial_sequence('journal', 'seq'), (SELECT coalesce(max(seq), 0) + 1 FROM journal), false)", transaction: transaction).ConfigureAwait(false);
        }
    }
}
