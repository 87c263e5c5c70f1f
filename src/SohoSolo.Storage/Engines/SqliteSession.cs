using Microsoft.Data.Sqlite;

namespace SohoSolo.Storage.Engines;

/// <summary>One decision's turn on the writer's thread. Everything completes synchronously.</summary>
internal sealed class SqliteSession(SqliteStatements statements) : Session
{
    private bool closed;

    public bool Committed { get; private set; }

    public override ValueTask Run(IReadOnlyList<SqlStatement> batch, CancellationToken stop)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        foreach (var statement in batch)
            statements.Execute(statement);

        return ValueTask.CompletedTask;
    }

    public override ValueTask Commit(IReadOnlyList<SqlStatement> batch)
    {
        var run = Run(batch, CancellationToken.None);
        Committed = true;
        return run;
    }

    /// <summary>A decision that went on by itself must not write into another one's savepoint.</summary>
    public void Close() => closed = true;
}

/// <summary>The writer's prepared statements, by their text.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private const int ConstraintViolated = 19;
    private const int UniqueViolated = 2067;
    private const int PrimaryKeyViolated = 1555;

    private readonly Dictionary<string, SqliteCommand> prepared = [];

    public void Execute(string sql) => Prepared(sql, 0).ExecuteNonQuery();

    public void Execute(SqlStatement statement)
    {
        var command = Prepared(statement.Sql, statement.Values.Length);
        for (var i = 0; i < statement.Values.Length; i++)
            command.Parameters[i].Value = Plain(statement.Values[i]);

        try
        {
            Run(command, statement);
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode == ConstraintViolated && refused.Message.Contains("_no_overlap", StringComparison.Ordinal))
        {
            throw new OverlapException(refused.Message, refused);
        }
        catch (SqliteException refused) when (refused.SqliteExtendedErrorCode is UniqueViolated or PrimaryKeyViolated && !CommandLog.IsKeyTaken(refused))
        {
            throw new TakenException(refused.Message, refused);
        }
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
    }

    private static void Run(SqliteCommand command, SqlStatement statement)
    {
        if (statement.Read is null)
        {
            var changed = command.ExecuteNonQuery();
            if (statement.Guarded && changed != 1)
                throw new StaleWriteException("A row changed since the decision read it, or was never there.");

            return;
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
            statement.Read(reader);
    }

    private SqliteCommand Prepared(string sql, int values)
    {
        if (prepared.TryGetValue(sql, out var known))
            return known;

        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= values; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", null));

        prepared.Add(sql, command);
        return command;
    }

    private static object Plain(in Value value)
    {
        if (value.IsNull)
            return DBNull.Value;

        return value.Kind switch
        {
            ValueKind.Text => value.Text,
            ValueKind.Real => value.Real,
            ValueKind.Texts => System.Text.Json.JsonSerializer.Serialize(value.Texts),
            _ => value.Number,
        };
    }
}
