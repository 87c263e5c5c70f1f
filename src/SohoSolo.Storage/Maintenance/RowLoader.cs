using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace SohoSolo.Storage;

/// <summary>Writes many rows of one table in the fastest way of its engine, inside a transaction that somebody else ends.</summary>
internal abstract class RowLoader
{
    public static RowLoader For(DbConnection connection, DbTransaction transaction) => connection switch
    {
        NpgsqlConnection postgres => new Copy(postgres),
        SqliteConnection sqlite => new Inserts(sqlite, (SqliteTransaction)transaction),
        _ => throw new UnreachableException($"{connection}"),
    };

    /// <summary>Values come in the table's column order, as <see cref="string"/>, any integer, <see cref="bool"/>, <see cref="double"/> or null. Returns how many rows there were.</summary>
    public abstract Task<long> Load(Table table, IAsyncEnumerable<object?[]> rows, CancellationToken stop);

    public Task<long> Load(Table table, IEnumerable<object?[]> rows, CancellationToken stop) => Load(table, rows.ToAsyncEnumerable(), stop);

    private sealed class Copy(NpgsqlConnection connection) : RowLoader
    {
        public override async Task<long> Load(Table table, IAsyncEnumerable<object?[]> rows, CancellationToken stop)
        {
            var sql = $"COPY {table.Name} ({table.Names}) FROM STDIN (FORMAT BINARY)";
            var import = await connection.BeginBinaryImportAsync(sql, stop).ConfigureAwait(false);
            await using var closing = import.ConfigureAwait(false);

            // The server checks constraints while it reads; a large table takes its time.
            import.Timeout = TimeSpan.FromHours(1);
            await foreach (var row in rows.WithCancellation(stop).ConfigureAwait(false))
            {
                await import.StartRowAsync(stop).ConfigureAwait(false);
                for (var i = 0; i < row.Length; i++)
                    await Write(import, table.Columns[i].Kind, row[i], stop).ConfigureAwait(false);
            }

            return (long)await import.CompleteAsync(stop).ConfigureAwait(false);
        }

        private static Task Write(NpgsqlBinaryImporter import, ColumnKind kind, object? value, CancellationToken stop) => (kind, value) switch
        {
            (_, null) => import.WriteNullAsync(stop),
            (ColumnKind.Text, string text) => import.WriteAsync(text, NpgsqlDbType.Text, stop),
            (ColumnKind.Integer, _) => import.WriteAsync(Convert.ToInt32(value, CultureInfo.InvariantCulture), NpgsqlDbType.Integer, stop),
            (ColumnKind.Long, _) => import.WriteAsync(Convert.ToInt64(value, CultureInfo.InvariantCulture), NpgsqlDbType.Bigint, stop),
            (ColumnKind.Flag, bool flag) => import.WriteAsync(flag, NpgsqlDbType.Boolean, stop),
            (ColumnKind.Real, _) => import.WriteAsync(Convert.ToDouble(value, CultureInfo.InvariantCulture), NpgsqlDbType.Double, stop),
            _ => throw new FormatException($"{value.GetType().Name} is no {kind}."),
        };
    }

    private sealed class Inserts(SqliteConnection connection, SqliteTransaction transaction) : RowLoader
    {
        public override async Task<long> Load(Table table, IAsyncEnumerable<object?[]> rows, CancellationToken stop)
        {
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = $"INSERT INTO {table.Name} ({table.Names}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$v{i}"))})";
            var values = table.Columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter($"$v{i}", null))).ToArray();
            var count = 0L;
            await foreach (var row in rows.WithCancellation(stop).ConfigureAwait(false))
            {
                for (var i = 0; i < row.Length; i++)
                    values[i].Value = row[i] ?? DBNull.Value;

                insert.ExecuteNonQuery();
                count++;
            }

            return count;
        }
    }
}
