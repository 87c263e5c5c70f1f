using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace SohoSolo.Testing;

/// <summary>
/// A real PostgreSQL with durable commits. One is shared by all tests of a process; tests that crash the server start one of their own.
/// Server and data are gone when the test process ends, however it ends.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>Names a server that is already running: a connection string of a superuser.</summary>
    public const string Setting = "SOHOSOLO_TEST_POSTGRES";

    /// <summary>Commits are as durable as in production: crashes are tested on this server.</summary>
    private const string Settings = "-c fsync=on -c synchronous_commit=on -c max_connections=200 -c shared_buffers=64MB";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(FindOrStart);

    private readonly PostgresPrograms? programs;
    private readonly string folder;
    private readonly Process? janitor;

    private PostgresServer(string connectionString, PostgresPrograms? programs = null, string folder = "")
    {
        ConnectionString = connectionString;
        this.programs = programs;
        this.folder = folder;
        janitor = programs?.Janitor(folder);
    }

    /// <summary>Of a superuser, to the server's own database.</summary>
    public string ConnectionString { get; }

    private string Data => PostgresPrograms.DataIn(folder);

    /// <summary>The process's server. Without PostgreSQL the test is skipped at a desk and fails in CI.</summary>
    public static Task<PostgresServer> Require() => Shared.Value;

    /// <summary>A server of the test's own, which may be crashed.</summary>
    public static async Task<PostgresServer> StartOwn()
    {
        var programs = PostgresPrograms.Find()
            ?? throw new MissingPartException("PostgreSQL is not installed, and this test needs it; tests/run.sh installs it when it may.");
        var folder = await PostgresPrograms.MakeFolder();
        var connection = $"Host=127.0.0.1;Port={LoopbackPort.Free()};Database=postgres;Username=postgres";
        var server = new PostgresServer(connection, programs, folder);
        await programs.Run("initdb", "-D", server.Data, "-U", "postgres", "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync");
        await server.Start();
        return server;
    }

    /// <summary>An empty database for one test, as a connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"test_{Guid.NewGuid():n}";
        await Execute($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    public Task DropDatabase(string connectionString) =>
        Execute($"DROP DATABASE IF EXISTS \"{new NpgsqlConnectionStringBuilder(connectionString).Database}\" WITH (FORCE)");

    /// <summary>As if the power went: no checkpoint, every connection cut.</summary>
    public Task StopImmediate() => Own().Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "-t", "60", "stop");

    /// <summary>Returns when it accepts connections, its log replayed after a crash.</summary>
    public Task Start()
    {
        var port = new NpgsqlConnectionStringBuilder(ConnectionString).Port.ToString(CultureInfo.InvariantCulture);
        var settings = $"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {Settings}";
        return Own().Run("pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o", settings, "start");
    }

    public void Dispose()
    {
        janitor?.StandardInput.Close();
        janitor?.WaitForExit();
        janitor?.Dispose();
    }

    private static async Task<PostgresServer> FindOrStart() =>
        Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named ? new PostgresServer(named) : await StartOwn();

    private PostgresPrograms Own() =>
        programs ?? throw new InvalidOperationException($"The server that {Setting} names is not ours to stop: use {nameof(StartOwn)}.");

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
