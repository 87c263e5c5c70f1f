using System.Data.Common;
using Npgsql;

namespace SohoSolo.Storage.Engines;

/// <summary>PostgreSQL: any number of hubs share it, and its row locks are the only coordination between them.</summary>
internal sealed class PostgresEngine : Engine
{
    // In front of what the operator wrote, so that her words win. A hub that vanishes behind a dead line must not keep its locks.
    // Every statement that is sent all day goes by an index: the server must not keep reading whole tables because they were all but empty
    // when it planned, and compiling such a plan takes longer than running it.
    // A server that says nothing is given up within the time a person waits: a caller is answered 503 then. Asking it to cancel would be waiting again.
    private const string Defaults =
        "Timeout=5;Command Timeout=8;Cancellation Timeout=-1;Maximum Pool Size=32;Max Auto Prepare=200;Auto Prepare Min Usages=2;Application Name=sohosolo;"
        + "Options=-c idle_in_transaction_session_timeout=10s -c enable_seqscan=off -c jit=off;";

    private const string ForWholeTables = "Maximum Pool Size=8;Application Name=sohosolo maintenance;";

    // Behind it: sessions keep no state of their own, so there is nothing to reset between two uses; transactions are not shared.
    private const string Musts = ";No Reset On Close=true;Multiplexing=false";

    private const string IdleTooLong = "25P03";

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource maintenance;

    public PostgresEngine(string connectionString)
    {
        source = NpgsqlDataSource.Create(Daily(connectionString));
        maintenance = NpgsqlDataSource.Create(ForWholeTables + connectionString + Musts);
    }

    /// <summary>How decisions and everyday reads connect.</summary>
    public static string Daily(string connectionString) => Defaults + connectionString + Musts;

    public override Dialect Dialect => Dialect.Postgres;

    public override async ValueTask<DbConnection> OpenRead(CancellationToken stop) => await Open(stop).ConfigureAwait(false);

    public override async ValueTask<DbConnection> OpenWhole(CancellationToken stop) => await Open(maintenance, stop).ConfigureAwait(false);

    public override async ValueTask<DbConnection> OpenWrite(CancellationToken stop) => await Open(maintenance, stop).ConfigureAwait(false);

    public ValueTask<NpgsqlConnection> Open(CancellationToken stop) => Open(source, stop);

    private static async ValueTask<NpgsqlConnection> Open(NpgsqlDataSource source, CancellationToken stop)
    {
        try
        {
            return await source.OpenConnectionAsync(stop).ConfigureAwait(false);
        }
        catch (NpgsqlException busy) when (busy.InnerException is TimeoutException)
        {
            throw new StoreException("No database connection came free in time: the hub is overloaded or the server does not answer.", busy);
        }
    }

    public override async Task<T> Transact<T>(Func<Session, ValueTask<T>> body, CancellationToken stop)
    {
        var connection = await Open(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var session = new PostgresSession(connection);
        try
        {
            var result = await body(session).ConfigureAwait(false);
            await session.End().ConfigureAwait(false);
            return result;
        }
        catch (PostgresException refused) when (Meaning(refused) is { } meant)
        {
            throw meant;
        }

        // After any failure the pool rolls back what is open before it hands the connection out again.
    }

    public override bool IsTransient(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or IdleTooLong
            || refused.SqlState.StartsWith("08", StringComparison.Ordinal)
            || CommandLog.IsKeyTaken(refused),
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException broken => broken.IsTransient,
        _ => false,
    };

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        await maintenance.DisposeAsync().ConfigureAwait(false);
    }

    private static Exception? Meaning(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.ExclusionViolation => new OverlapException(refused.ConstraintName ?? refused.MessageText, refused),
        PostgresErrorCodes.DivisionByZero => new StaleWriteException("A row changed since the decision read it, or was never there.", refused),
        PostgresErrorCodes.UniqueViolation when !CommandLog.IsKeyTaken(refused) => new TakenException(refused.ConstraintName ?? refused.MessageText, refused),
        _ => null,
    };
}
