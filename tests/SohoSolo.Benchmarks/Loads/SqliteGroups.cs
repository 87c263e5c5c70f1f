using Microsoft.Data.Sqlite;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>What SQLite's one writer can do when it has nothing else to do: groups of so many bookings, each group one commit and one fsync.</summary>
internal static class SqliteGroups
{
    private const string BareTable = """
        CREATE TABLE IF NOT EXISTS bare (id text PRIMARY KEY, space_id text NOT NULL, member_id text NOT NULL,
            start_at integer NOT NULL, end_at integer NOT NULL, holds boolean NOT NULL);
        CREATE INDEX IF NOT EXISTS bare_holding ON bare (space_id, start_at, end_at) WHERE holds;
        CREATE TRIGGER IF NOT EXISTS bare_no_overlap BEFORE INSERT ON bare WHEN NEW.holds
        BEGIN
            SELECT RAISE(ABORT, 'bare_no_overlap') WHERE EXISTS (
                SELECT 1 FROM bare b WHERE b.space_id = NEW.space_id AND b.holds AND b.start_at < NEW.end_at AND NEW.start_at < b.end_at);
        END;
        """;

    private const string InsertBare = "INSERT INTO bare (id, space_id, member_id, start_at, end_at, holds) VALUES ($1, $2, $3, $4, $5, TRUE)";

    /// <summary>One insert each, beside the same guard against overlaps.</summary>
    public static Group Inserts(string file, IReadOnlyList<Slots> slots) => new(Open(file, BareTable), slots, slot =>
    [
        new SqlStatement(InsertBare, [Guid.CreateVersion7().ToString("N"), slot.Space, slot.MemberId, slot.Start, slot.End]),
    ]);

    /// <summary>The statements of a whole decision each, in a savepoint as the storage runs them.</summary>
    public static Group Decisions(string file, IReadOnlyList<Slots> slots)
    {
        var decision = new BareDecision(Dialect.Sqlite);
        return new Group(Open(file, "SELECT 1"), slots, slot =>
        {
            var (facts, writes) = decision.Statements(slot, TimeProvider.System.GetUtcNow());
            return [new SqlStatement("SAVEPOINT decision", []), .. facts, .. writes, new SqlStatement("RELEASE decision", [])];
        });
    }

    private static SqliteConnection Open(string file, string first)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;" + first;
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>One turn is one group.</summary>
    internal sealed class Group(SqliteConnection connection, IReadOnlyList<Slots> slots, Func<Slot, IReadOnlyList<SqlStatement>> statementsOf) : IWorker
    {
        private readonly SqliteStatements statements = new(connection);

        public bool Once()
        {
            statements.Execute("BEGIN IMMEDIATE");
            foreach (var mine in slots)
            {
                foreach (var statement in statementsOf(mine.Next()))
                    statements.Execute(statement);
            }

            statements.Execute("COMMIT");
            return true;
        }

        public void Dispose()
        {
            statements.Dispose();
            connection.Dispose();
        }
    }
}
