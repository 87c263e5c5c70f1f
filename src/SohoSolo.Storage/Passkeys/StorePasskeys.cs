using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>Signing in with a key: each question is answered once, and a key's counter only grows, whoever comes at the same time.</summary>
public sealed class StorePasskeys
{
    private const string CountSql = "SELECT count(*) FROM passkey_try t WHERE t.client = $1 AND t.made_at > $2";

    private const string TakeSql = "INSERT INTO passkey_try (challenge, client, made_at) VALUES ($1, $2, $3) ON CONFLICT (challenge) DO NOTHING RETURNING 1";

    // The row is locked by whoever comes first; who waited for it finds the higher count. A device that does not count says 0 always.
    private const string UseSql = """
        UPDATE passkey SET sign_count = $2, backed_up = $3, used_at = $4
        WHERE credential = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0)) RETURNING 1
        """;

    private const string ForgetSql = "DELETE FROM passkey_try WHERE made_at < $1";

    private static readonly TimeSpan Within = TimeSpan.FromHours(1);

    private readonly Store store;

    internal StorePasskeys(Store store) => this.store = store;

    /// <summary>Uses a question up, before its answer is looked at.</summary>
    public Task<PasskeyTry> Take(string challenge, string client, int most, DateTimeOffset now, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            var before = 0L;
            await session.Run([new SqlStatement(CountSql, [client, now - Within], row => before = row.GetInt64(0))], stop).ConfigureAwait(false);
            if (before >= most) return PasskeyTry.TooOften;

            var isFirst = false;
            await session.Commit([new SqlStatement(TakeSql, [challenge, client, now], _ => isFirst = true)]).ConfigureAwait(false);
            return isFirst ? PasskeyTry.First : PasskeyTry.Again;
        },
        stop);

    /// <summary>Notes that a key was used; false where it is gone meanwhile, or its device has not counted on: then something was signed with a copy of it.</summary>
    public Task<bool> Use(string credential, long signCount, bool isBackedUp, DateTimeOffset now, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            var isUsed = false;
            await session.Commit([new SqlStatement(UseSql, [credential, signCount, isBackedUp, now], _ => isUsed = true)]).ConfigureAwait(false);
            return isUsed;
        },
        stop);

    public Task Forget(DateTimeOffset before, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await session.Commit([new SqlStatement(ForgetSql, [before])]).ConfigureAwait(false);
            return true;
        },
        stop);
}
