using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Storage.Engines;

/// <summary>SQLite in one file: any number of readers, one writer that commits decisions in groups.</summary>
internal sealed class SqliteEngine : Engine
{
    private const int Busy = 5;
    private const int Locked = 6;

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
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;";
        settings.ExecuteNonQuery();
        return connection;
    }
}
