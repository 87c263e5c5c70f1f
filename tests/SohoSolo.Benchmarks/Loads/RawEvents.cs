using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>The database's own limit: batches of rows that look like events, each batch a commit, into a table with their key and nothing else. One turn is one batch.</summary>
internal sealed class RawEvents : IWorker
{
    private const string Columns = "gateway, epoch, seq, site_id, at, received_at, kind, device, door, reader, decision, reason, credential, member_id, detail";

    private readonly DbConnection connection;
    private readonly DbCommand insert;
    private readonly int rows;
    private readonly bool isPostgres;
    private long seq;

    public RawEvents(HubOptions options, int rows)
    {
        this.rows = rows;
        isPostgres = options.Database.StartsWith("postgres:", StringComparison.Ordinal);
        var where = options.Database[(options.Database.IndexOf(':') + 1)..];
        connection = isPostgres ? new NpgsqlConnection(where) : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = where, Pooling = false }.ConnectionString);
        connection.Open();
        Execute(isPostgres ? "SET synchronous_commit = on" : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        Execute(
            """
            DROP TABLE IF EXISTS bare_event;
            CREATE TABLE bare_event (gateway text NOT NULL, epoch text NOT NULL, seq bigint NOT NULL, site_id text NOT NULL, at bigint NOT NULL, received_at bigint NOT NULL,
                kind text NOT NULL, device text, door text, reader text, decision text, reason text, credential text, member_id text, detail text, PRIMARY KEY (gateway, epoch, seq));
            """);
        insert = connection.CreateCommand();
        insert.CommandText = isPostgres
            ? $"INSERT INTO bare_event ({Columns}) SELECT 'gw-nogaro', '3f9a1c5e', s, 'nogaro', t, t, 'tag', d, 'main', 'in', 'denied', 'no-booking', c, m, x FROM unnest($1, $2, $3, $4, $5, $6) AS _(s, t, d, c, m, x)"
            : $"INSERT INTO bare_event ({Columns}) VALUES ('gw-nogaro', '3f9a1c5e', $1, 'nogaro', $2, $2, 'tag', $3, 'main', 'in', 'denied', 'no-booking', $4, $5, $6)";
        for (var i = 1; i <= 6; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = isPostgres ? "" : $"${i}";
            parameter.Value = isPostgres ? i <= 2 ? new long[rows] : Enumerable.Repeat("", rows).ToArray() : i <= 2 ? 0L : "";
            insert.Parameters.Add(parameter);
        }

        insert.Prepare();
    }

    public bool Once()
    {
        if (isPostgres)
            Bind([.. Numbers()]);
        else
            Loop();

        return true;
    }

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }

    private IEnumerable<long> Numbers() => Enumerable.Range(0, rows).Select(_ => ++seq);

    private void Bind(long[] numbers)
    {
        insert.Parameters[0].Value = numbers;
        insert.Parameters[1].Value = numbers;
        insert.Parameters[2].Value = Texts(numbers, Device);
        insert.Parameters[3].Value = Texts(numbers, Credential);
        insert.Parameters[4].Value = Texts(numbers, Member);
        insert.Parameters[5].Value = Texts(numbers, Detail);
        insert.ExecuteNonQuery();
    }

    private void Loop()
    {
        using var transaction = connection.BeginTransaction();
        insert.Transaction = transaction;
        foreach (var number in Numbers())
        {
            insert.Parameters[0].Value = number;
            insert.Parameters[1].Value = number;
            insert.Parameters[2].Value = Device(number);
            insert.Parameters[3].Value = Credential(number);
            insert.Parameters[4].Value = Member(number);
            insert.Parameters[5].Value = Detail(number);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string[] Texts(long[] numbers, Func<long, string> text) => [.. numbers.Select(text)];

    private static string Device(long number) => $"bench-reader-{number % 60}";

    private static string Credential(long number) => $"01KB{number:D20}";

    private static string Member(long number) => $"member-{number % 400:000}";

    private static string Detail(long number) => $$"""{"clock":"gateway","boot":"1f6c20aa","seq":{{number}}}""";
}
