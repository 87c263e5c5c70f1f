using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Gateway.Outbox;

/// <summary>One connection to the outbox's SQLite file, with its prepared statements.</summary>
internal sealed class OutboxFile : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, received INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS run (device TEXT NOT NULL, boot TEXT NOT NULL, content TEXT NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (device, boot)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
        """;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);

    private OutboxFile(SqliteConnection connection) => this.connection = connection;

    /// <summary>The writer's. Makes the file for its owner's eyes only; SQLite gives its log the same mode.</summary>
    public static OutboxFile OpenToWrite(string file, long mostBytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var made = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(file, made))
        {
        }

        var opened = Open(file, SqliteOpenMode.ReadWrite);
        opened.Execute("PRAGMA journal_mode = WAL");
        opened.Execute("PRAGMA synchronous = FULL");
        opened.Execute("PRAGMA secure_delete = ON");
        opened.ExecuteOnce(Schema);
        opened.ExecuteOnce(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {mostBytes / (long)opened.Scalar("PRAGMA page_size")!}"));
        return opened;
    }

    public static OutboxFile OpenToRead(string file) => Open(file, SqliteOpenMode.ReadOnly);

    public void Execute(string sql, params ReadOnlySpan<object> values) => Prepared(sql, values).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object> values) => Prepared(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    public IEnumerable<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object> values)
    {
        var command = Prepared(sql, values);
        return Enumerate(command, read);
    }

    /// <summary>Takes into the file what stands in its log, and cuts the log off: older states of pages are in it. Where the reader is just reading it stays for another time.</summary>
    public void ClearLog() => Scalar("PRAGMA wal_checkpoint(TRUNCATE)");

    public void Begin() => Execute("BEGIN IMMEDIATE");

    public void Commit() => Execute("COMMIT");

    /// <summary>SQLite ends some transactions by itself (a full disk), then there is nothing left to roll back.</summary>
    public void TakeBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            Execute("ROLLBACK");
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();

        connection.Dispose();
    }

    private static OutboxFile Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ConnectionString);
        connection.Open();
        return new OutboxFile(connection);
    }

    private static IEnumerable<T> Enumerate<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return read(rows);
    }

    private void ExecuteOnce(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepared(string sql, ReadOnlySpan<object> values)
    {
        if (!statements.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var number = 1; number <= values.Length; number++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${number}" });

            statements[sql] = command;
        }

        for (var index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index];

        return command;
    }
}
