using System.Data.Common;
using Dapper;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Schema;

/// <summary>Brings a database to the program's schema: one transaction under a lock, so that two hubs that start at once do it once.</summary>
internal static class Migration
{
    private const string VersionKey = "schema_version";

    // Any number that nothing else on the server locks.
    private const long LockNumber = 0x50_48_4f_53_4f_4c_4f;

    public static async Task Run(Engine engine, CancellationToken stop)
    {
        var connection = await engine.OpenWrite(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);

        // The lock is PostgreSQL's own until the transaction ends; SQLite has one writer anyway.
        await connection.ExecuteAsync(engine.Dialect.IsPostgres ? $"BEGIN; SELECT pg_advisory_xact_lock({LockNumber})" : "BEGIN EXCLUSIVE").ConfigureAwait(false);
        try
        {
            await Apply(connection, engine.Dialect, stop).ConfigureAwait(false);
            await connection.ExecuteAsync("COMMIT").ConfigureAwait(false);
        }
        catch
        {
            await connection.ExecuteAsync("ROLLBACK").ConfigureAwait(false);
            throw;
        }
    }

    private static async Task Apply(DbConnection connection, Dialect dialect, CancellationToken stop)
    {
        var scripts = Script.Of(dialect);
        var applied = await Applied(connection, dialect).ConfigureAwait(false);
        var version = applied.TryGetValue(VersionKey, out var text) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : -1;
        var newest = scripts[^1].Version;
        if (version > newest)
            throw new StoreException($"The database has schema version {version}; this program knows {newest} at most. Run a newer program.");

        foreach (var script in scripts)
        {
            stop.ThrowIfCancellationRequested();
            if (script.Version > version)
                await connection.ExecuteAsync(script.Sql).ConfigureAwait(false);
            else if (applied.GetValueOrDefault(Key(script)) != script.Checksum)
                throw new StoreException($"The database was made by another {script.Name} than this program's; it cannot be used with it.");
        }

        if (version == newest)
            return;

        // Only now: the first scripts make the table that remembers them.
        foreach (var script in scripts.Where(script => script.Version > version))
            await Put(connection, Key(script), script.Checksum).ConfigureAwait(false);

        await Put(connection, VersionKey, $"{newest}").ConfigureAwait(false);
    }

    private static async Task<Dictionary<string, string>> Applied(DbConnection connection, Dialect dialect)
    {
        var there = await connection.ExecuteScalarAsync<bool>(dialect.IsPostgres
            ? "SELECT to_regclass('meta') IS NOT NULL"
            : "SELECT count(*) FROM sqlite_master WHERE name = 'meta'").ConfigureAwait(false);
        if (!there)
            return [];

        var rows = await connection.QueryAsync<(string Key, string Value)>("SELECT key, value FROM meta WHERE key LIKE 'schema_%'").ConfigureAwait(false);
        return rows.ToDictionary(row => row.Key, row => row.Value);
    }

    private static Task<int> Put(DbConnection connection, string key, string value) => connection.ExecuteAsync(
        "INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value", new { key, value });

    private static string Key(Script script) => $"schema_script {script.Name}";
}
