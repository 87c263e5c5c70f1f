using Npgsql;
using SohoSolo.Testing;

namespace SohoSolo.Storage.Tests;

/// <summary>An empty database of its own for one test, on either engine, with a small network in it. It is gone afterwards.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? folder;
    private readonly PostgresServer? server;

    private TestDatabase(string address, string? folder, PostgresServer? server)
    {
        Address = address;
        this.folder = folder;
        this.server = server;
    }

    public const string Sqlite = "sqlite";

    public const string Postgres = "postgres";

    public static TheoryData<string> Engines => [Sqlite, Postgres];

    public string Address { get; }

    public Store Store { get; private set; } = null!;

    public string ConnectionString => Address[(Address.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>With the network of <see cref="Some"/>.</summary>
    public static async Task<TestDatabase> Open(string engine)
    {
        var made = await Empty(engine);
        made.Store = await made.OpenStore();
        await Some.Network(made.Store);
        return made;
    }

    /// <summary>Without even a schema.</summary>
    public static async Task<TestDatabase> Empty(string engine)
    {
        if (engine == Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("sohosolo-").FullName;
            return new TestDatabase($"sqlite:{Path.Combine(folder, "var", "test.db")}", folder, null);
        }

        var server = await PostgresServer.Require();
        var database = await server.CreateDatabase();
        return new TestDatabase($"postgres:{database}", null, server);
    }

    public Task<Store> OpenStore() => Store.Open(Address, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>A bare connection beside the store's.</summary>
    public async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var connection = await Store.Engine.OpenWrite(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var value = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        return (T)Convert.ChangeType(value!, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Changes rows behind the store's back.</summary>
    public async Task Change(string sql)
    {
        await using var connection = await Store.Engine.OpenWrite(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();

        if (folder is not null)
            Directory.Delete(folder, recursive: true);

        if (server is not null)
            await server.DropDatabase(ConnectionString);
    }

    public static async Task Run(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
