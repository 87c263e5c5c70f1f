using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Storage;

/// <summary>Several reads that see the database at one moment, without waiting for anybody.</summary>
internal static class Snapshot
{
    public static async Task<DbTransaction> Begin(DbConnection connection, CancellationToken stop) =>
        connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop).ConfigureAwait(false);
}
