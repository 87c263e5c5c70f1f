using Npgsql;
using NpgsqlTypes;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>A booking as bare SQL: two prepared batches a transaction, made once and bound again and again, with no HTTP and no deciding around them.</summary>
internal sealed class PostgresDecision : IWorker
{
    private readonly BareDecision decision = new(Dialect.Postgres);
    private readonly NpgsqlConnection connection;
    private readonly Slots slots;
    private NpgsqlBatch? facts;
    private NpgsqlBatch? writes;

    public PostgresDecision(string database, Slots slots)
    {
        this.slots = slots;
        connection = new NpgsqlConnection(PostgresEngine.Daily(database));
        connection.Open();
    }

    public bool Once()
    {
        var (reads, rows) = decision.Statements(slots.Next(), TimeProvider.System.GetUtcNow());
        facts ??= Prepared(reads, before: "BEGIN", behind: null);
        writes ??= Prepared(rows, before: null, behind: "COMMIT");
        Send(facts, reads, first: 1);
        Send(writes, rows, first: 0);
        return true;
    }

    public void Dispose()
    {
        facts?.Dispose();
        writes?.Dispose();
        connection.Dispose();
    }

    private static void Send(NpgsqlBatch batch, IReadOnlyList<SqlStatement> statements, int first)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            var parameters = batch.BatchCommands[i + first].Parameters;
            for (var j = 0; j < parameters.Count; j++)
                parameters[j].Value = Plain(statements[i].Values[j]);
        }

        using var reader = batch.ExecuteReader();
        do
        {
            while (reader.Read())
            {
                // Rows are received, as a decision would receive them, and left.
            }
        }
        while (reader.NextResult());
    }

    private NpgsqlBatch Prepared(IReadOnlyList<SqlStatement> statements, string? before, string? behind)
    {
        var batch = new NpgsqlBatch(connection);
        if (before is not null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(before));

        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var value in statement.Values)
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = Type(value.Kind) });

            batch.BatchCommands.Add(command);
        }

        if (behind is not null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(behind));

        batch.Prepare();
        return batch;
    }

    private static NpgsqlDbType Type(ValueKind kind) => kind switch
    {
        ValueKind.Text => NpgsqlDbType.Text,
        ValueKind.Number => NpgsqlDbType.Bigint,
        ValueKind.Flag => NpgsqlDbType.Boolean,
        ValueKind.Real => NpgsqlDbType.Double,
        _ => NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    private static object Plain(in Value value) => value.IsNull ? DBNull.Value : value.Kind switch
    {
        ValueKind.Text => value.Text,
        ValueKind.Number => value.Number,
        ValueKind.Flag => value.Flag,
        ValueKind.Real => value.Real,
        _ => value.Texts,
    };
}
