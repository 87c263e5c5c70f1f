using Npgsql;
using NpgsqlTypes;

namespace SohoSolo.Storage.Engines;

/// <summary>
/// One transaction in as few round trips as it has batches: BEGIN travels in front of the first statements and COMMIT behind the last.
/// READ COMMITTED gives every statement of a batch its own snapshot, which is what "lock first, read after" rests on.
/// </summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : Session
{
    private bool begun;

    public override ValueTask Run(IReadOnlyList<SqlStatement> statements, CancellationToken stop) => Send(statements, last: false, stop);

    public override ValueTask Commit(IReadOnlyList<SqlStatement> statements) => Send(statements, last: true, CancellationToken.None);

    /// <summary>Rolls back what was begun and not committed.</summary>
    public async ValueTask End()
    {
        if (!begun)
            return;

        var rollback = new NpgsqlCommand("ROLLBACK", connection);
        await using var disposing = rollback.ConfigureAwait(false);
        await rollback.ExecuteNonQueryAsync().ConfigureAwait(false);
        begun = false;
    }

    private async ValueTask Send(IReadOnlyList<SqlStatement> statements, bool last, CancellationToken stop)
    {
        var batch = new NpgsqlBatch(connection);
        await using var disposing = batch.ConfigureAwait(false);
        if (!begun)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));

        foreach (var statement in statements)
            batch.BatchCommands.Add(Bind(statement));

        if (last)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));

        begun = true;
        var reader = await batch.ExecuteReaderAsync(stop).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
            await ReadAll(reader, statements, stop).ConfigureAwait(false);

        begun = !last;
    }

    private static async ValueTask ReadAll(NpgsqlDataReader reader, IReadOnlyList<SqlStatement> statements, CancellationToken stop)
    {
        foreach (var statement in statements)
        {
            // Npgsql steps over statements that return no rows by itself.
            if (statement.Read is null && !statement.Guarded)
                continue;

            while (await reader.ReadAsync(stop).ConfigureAwait(false))
                statement.Read?.Invoke(reader);

            await reader.NextResultAsync(stop).ConfigureAwait(false);
        }

        // What follows returns no rows but may still fail, COMMIT above all: read to the end.
        while (await reader.NextResultAsync(stop).ConfigureAwait(false))
        {
        }
    }

    private static NpgsqlBatchCommand Bind(SqlStatement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        foreach (var value in statement.Values)
            command.Parameters.Add(Bind(value));

        return command;
    }

    private static NpgsqlParameter Bind(in Value value)
    {
        var type = value.Kind switch
        {
            ValueKind.Text => NpgsqlDbType.Text,
            ValueKind.Number => NpgsqlDbType.Bigint,
            ValueKind.Flag => NpgsqlDbType.Boolean,
            ValueKind.Real => NpgsqlDbType.Double,
            _ => NpgsqlDbType.Array | NpgsqlDbType.Text,
        };
        if (value.IsNull)
            return new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value };

        return value.Kind switch
        {
            ValueKind.Text => new NpgsqlParameter<string> { NpgsqlDbType = type, TypedValue = value.Text },
            ValueKind.Number => new NpgsqlParameter<long> { NpgsqlDbType = type, TypedValue = value.Number },
            ValueKind.Flag => new NpgsqlParameter<bool> { NpgsqlDbType = type, TypedValue = value.Flag },
            ValueKind.Real => new NpgsqlParameter<double> { NpgsqlDbType = type, TypedValue = value.Real },
            _ => new NpgsqlParameter<string?[]> { NpgsqlDbType = type, TypedValue = value.Texts },
        };
    }
}
