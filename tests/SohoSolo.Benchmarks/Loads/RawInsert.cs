using Npgsql;
using NpgsqlTypes;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>The database's own limit: one prepared insert a transaction into a table that has the exclusion constraint and nothing else.</summary>
internal sealed class RawInsert : IWorker
{
    private const string Sql = "INSERT INTO bare (id, space_id, member_id, start_at, end_at, holds) VALUES ($1, $2, $3, $4, $5, TRUE)";

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand insert;
    private readonly Slots slots;

    public RawInsert(string database, Slots slots)
    {
        this.slots = slots;
        connection = new NpgsqlConnection(database);
        connection.Open();
        insert = new NpgsqlCommand(Sql, connection);
        foreach (var type in new[] { NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint })
            insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });

        insert.Prepare();
    }

    public static async Task CreateTable(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand(
            """
            CREATE EXTENSION IF NOT EXISTS btree_gist;
            CREATE TABLE bare (id text COLLATE "C" PRIMARY KEY, space_id text COLLATE "C" NOT NULL, member_id text COLLATE "C" NOT NULL,
                start_at bigint NOT NULL, end_at bigint NOT NULL, holds boolean NOT NULL,
                EXCLUDE USING gist (space_id WITH =, int8range(start_at, end_at) WITH &&) WHERE (holds));
            """,
            connection);
        await create.ExecuteNonQueryAsync();
    }

    public bool Once()
    {
        var slot = slots.Next();
        insert.Parameters[0].Value = Guid.CreateVersion7().ToString("N");
        insert.Parameters[1].Value = slot.Space;
        insert.Parameters[2].Value = slot.MemberId;
        insert.Parameters[3].Value = slot.Start.ToUnixTimeMilliseconds();
        insert.Parameters[4].Value = slot.End.ToUnixTimeMilliseconds();
        return insert.ExecuteNonQuery() == 1;
    }

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }
}
