using System.Data.Common;
using System.Globalization;
using Dapper;

namespace SohoSolo.Storage;

/// <summary>What a database says about itself: its schema's scripts and the journal's epoch are its own, everything else travels with a backup.</summary>
internal sealed record Meta(string Schema, long JournalEpoch)
{
    public const string Table = "meta";

    /// <summary>The rows that a backup carries.</summary>
    public const string Carried = "WHERE key NOT LIKE 'schema\\_%' ESCAPE '\\' AND key <> 'journal_epoch'";

    public static async Task<Meta> Read(DbConnection connection, DbTransaction transaction)
    {
        var values = (await connection.QueryAsync<(string Key, string Value)>("SELECT key, value FROM meta", transaction: transaction).ConfigureAwait(false))
            .ToDictionary(row => row.Key, row => row.Value);
        return new Meta(values["schema_version"], long.Parse(values["journal_epoch"], CultureInfo.InvariantCulture));
    }

    /// <summary>Everything that the journal says from now on comes after everything it said before.</summary>
    public static Task BeginEpoch(DbConnection connection, DbTransaction transaction, long epoch) => connection.ExecuteAsync(
        "UPDATE meta SET value = @value WHERE key = 'journal_epoch'", new { value = epoch.ToString(CultureInfo.InvariantCulture) }, transaction);
}
