using System.Data.Common;
using Dapper;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>Runs every check over one moment of the database, while it is in use.</summary>
internal static class Verification
{
    // The slowest check reads every row of two large tables.
    internal const int PatienceSeconds = 3600;

    public static async Task<IReadOnlyList<Finding>> Run(Engine engine, CancellationToken stop)
    {
        var connection = await engine.OpenWhole(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var snapshot = await Snapshot.Begin(connection, stop).ConfigureAwait(false);
        await using var ending = snapshot.ConfigureAwait(false);
        var findings = new List<Finding>();
        foreach (var check in Check.All)
            findings.Add(await Judge(connection, snapshot, check, stop).ConfigureAwait(false));

        findings.Add(await StateCheck.Run(connection, snapshot, stop).ConfigureAwait(false));
        findings.Add(await UsageCheck.Run(connection, snapshot, engine.Dialect, stop).ConfigureAwait(false));
        findings.Add(await FrozenCheck.Run(connection, snapshot, stop).ConfigureAwait(false));
        return findings;
    }

    private static async Task<Finding> Judge(DbConnection connection, DbTransaction snapshot, Check check, CancellationToken stop)
    {
        var sql = $"SELECT count(*), min(wrong.id) FROM ({check.Wrong}) wrong";
        var command = new CommandDefinition(sql, transaction: snapshot, commandTimeout: PatienceSeconds, cancellationToken: stop);
        var (count, first) = await connection.QuerySingleAsync<(long, string?)>(command).ConfigureAwait(false);
        return count == 0
            ? new Finding(check.Name, true, check.Rule)
            : new Finding(check.Name, false, $"{check.Rule}: not so for {count}, such as {first}");
    }
}
