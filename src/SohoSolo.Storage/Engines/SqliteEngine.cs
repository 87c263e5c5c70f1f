using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Storage.Engines;

/// <summary>SQLite in one file: any number of readers, one writer that commits decisions in groups.</summary>
internal sealed class SqliteEngine : Engine
{
    private const int Busy = 5;
    private const int Locked = 6;

    /// <summary>In milliseconds.</summary>
    private const int MostWait = 250;

    private readonly string readOnly;
    private readonly string readWrite;
    private readonly SqliteWriter writer;

    public SqliteEngine(string path)
    {
        var file = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var settings = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 10 };
        readWrite = new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ConnectionString;
        readOnly = new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString;
        writer = new SqliteWriter(Write());
    }

    public override Dialect Dialect => Dialect.Sqlite;

    public override ValueTask<DbConnection> OpenRead(CancellationToken stop)
    {
        var connection = new SqliteConnection(readOnly);
        connection.Open();
        return new ValueTask<DbConnection>(connection);
    }

    public override ValueTask<DbConnection> OpenWhole(CancellationToken stop) => OpenRead(stop);

    public override ValueTask<DbConnection> OpenWrite(CancellationToken stop) => new(Write());

    public override Task<T> Transact<T>(Func<Session, ValueTask<T>> body, CancellationToken stop) => writer.Run(body, stop);

    /// <summary>
    /// The log keeps older states of pages until it is written over. It is taken into the file and cut off, which waits for readers and keeps the writer waiting: not for long, and at another time where they do not end.
    /// </summary>
    public override async ValueTask<bool> ClearLog(CancellationToken stop)
    {
        var connection = Write();
        await using var closing = connection.ConfigureAwait(false);
        using var cut = connection.CreateCommand();
        cut.CommandText = $"PRAGMA busy_timeout = {MostWait}; PRAGMA wal_checkpoint(TRUNCATE);";
        using var said = await cut.ExecuteReaderAsync(stop).ConfigureAwait(false);
        await said.NextResultAsync(stop).ConfigureAwait(false);
        return await said.ReadAsync(stop).ConfigureAwait(false) && said.GetInt64(0) == 0;
    }

    /// <summary>Busy: another process writes, a maintenance command. Locked: a reader of this process holds the schema.</summary>
    public override bool IsTransient(Exception failure) => failure is SqliteException { SqliteErrorCode: Busy or Locked };

    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        using var any = new SqliteConnection(readOnly);
        SqliteConnection.ClearPool(any);
    }

    private SqliteConnection Write()
    {
        var connection = new SqliteConnection(readWrite);
        connection.Open();
        using var settings = connection.CreateCommand();

        // What is deleted is written over: a name must not be readable in the file once its term is over.
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA secure_delete = ON;";
        settings.ExecuteNonQuery();
        return connection;
    }
}
