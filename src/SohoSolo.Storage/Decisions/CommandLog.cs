using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>
/// Commands by principal and key. A row without an answer is only ever the running transaction's own: whoever inserts the same key waits until
/// that one has ended, and then finds its answer or nothing.
/// </summary>
internal sealed class CommandLog(Dialect dialect)
{
    private const int ForgottenAtOnce = 5000;

    private const string ClaimSql =
        "INSERT INTO command (principal, key, fingerprint, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (principal, key) DO NOTHING";

    private const string LookSql = "SELECT fingerprint, status, location, body FROM command WHERE principal = $1 AND key = $2";

    private const string InsertSql = """
        INSERT INTO command (principal, key, fingerprint, made_at, status, location, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string ForgetSql = """
        DELETE FROM command WHERE (principal, key) IN (SELECT principal, key FROM command WHERE made_at < $1 ORDER BY made_at LIMIT $2) RETURNING 1
        """;

    private readonly string answerSql = dialect.Guard("UPDATE command SET status = $3, location = $4, body = $5 WHERE principal = $1 AND key = $2");

    /// <summary>The key of a command that nobody repeats was there already: only a commit whose answer was lost leaves that behind.</summary>
    public static bool IsKeyTaken(Exception failure) => failure switch
    {
        PostgresException refused => refused is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "command_pkey" },
        SqliteException refused => refused.SqliteErrorCode == 19 && refused.Message.Contains("command.principal", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Claims the key, then tells what is stored under it: in two statements, for the first one may have waited.</summary>
    public static IEnumerable<SqlStatement> Claim(Command command, Action<StoredAnswer> found) =>
    [
        new(ClaimSql, [command.Principal, command.Key, command.Fingerprint, command.At]),
        Look(command, found),
    ];

    /// <summary>Stores the answer of a claimed key, or key and answer at once.</summary>
    public SqlStatement Store(Command command, Answer answer, bool claimed) => claimed
        ? new SqlStatement(answerSql, [command.Principal, command.Key, answer.Status, answer.Location, answer.Body]) { Guarded = true }
        : new SqlStatement(InsertSql, [command.Principal, command.Key, command.Fingerprint, command.At, answer.Status, answer.Location, answer.Body]);

    /// <summary>A decline that was reached before the key was looked at finds out here what the key had meant.</summary>
    public async ValueTask<Executed<Answer>> Remember(Session session, Command command, Answer answer, CancellationToken stop)
    {
        StoredAnswer? stored = null;
        await session.Run([.. Claim(command, found => stored = found)], stop).ConfigureAwait(false);
        if (stored is { Answer: { } earlier })
            return stored.Fingerprint == command.Fingerprint ? new Executed<Answer>.Replayed(earlier) : new Executed<Answer>.Mismatch();

        await session.Commit([Store(command, answer, claimed: true)]).ConfigureAwait(false);
        return new Executed<Answer>.Fresh(answer, answer);
    }

    /// <summary>Forgets some of the commands older than this, few enough for a short transaction, and says whether there may be more.</summary>
    public static async ValueTask<(int Forgotten, bool More)> Forget(Session session, DateTimeOffset before)
    {
        var count = 0;
        await session.Commit([new SqlStatement(ForgetSql, [before, ForgottenAtOnce], _ => count++)]).ConfigureAwait(false);
        return (count, count == ForgottenAtOnce);
    }

    private static SqlStatement Look(Command command, Action<StoredAnswer> found) =>
        new(LookSql, [command.Principal, command.Key], row => found(ReadAnswer(row)));

    private static StoredAnswer ReadAnswer(DbDataReader row) =>
        new(row.GetString(0), row.Number(1) is { } status ? new Answer(status, row.Text(2), row.Text(3)) : null);
}

/// <summary>What is stored under a key; without an answer it is this transaction's own claim.</summary>
internal sealed record StoredAnswer(string Fingerprint, Answer? Answer);
