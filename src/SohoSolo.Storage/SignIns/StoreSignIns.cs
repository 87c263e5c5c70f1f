using SohoSolo.Core;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Signing in by mail: each step is a short transaction of its own, and of two that use one code at once only one gets in.</summary>
public sealed class StoreSignIns
{
    public const int MostTries = 5;

    private const string CountSql = """
        SELECT (SELECT count(*) FROM sign_in s WHERE s.address = $1 AND s.made_at > $3), (SELECT count(*) FROM sign_in s WHERE s.client = $2 AND s.made_at > $3)
        """;

    private const string InsertSql = """
        INSERT INTO sign_in (id, address, client, member_id, code_hash, link_hash, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string TrySql = """
        UPDATE sign_in SET tries = tries + 1, used_at = CASE WHEN code_hash = $2 AND member_id IS NOT NULL THEN $3 END
        WHERE id = $1 AND used_at IS NULL AND expires_at > $3 AND tries < $4 RETURNING member_id, used_at, tries
        """;

    private const string FollowSql = """
        UPDATE sign_in SET used_at = $2 WHERE link_hash = $1 AND used_at IS NULL AND expires_at > $2 AND tries < $3 AND member_id IS NOT NULL RETURNING member_id
        """;

    private const string ForgetSql = "DELETE FROM sign_in WHERE made_at < $1";

    private static readonly TimeSpan Within = TimeSpan.FromHours(1);

    private readonly Store store;

    internal StoreSignIns(Store store) => this.store = store;

    /// <summary>Keeps it and puts its letter in the queue; false, and nothing is written, where it was asked too often.</summary>
    public Task<bool> Begin(SignIn asked, Letter? letter, SignInLimits limits, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            var (ofAddress, ofClient) = (0L, 0L);
            await session.Run([new SqlStatement(CountSql, [asked.Address, asked.Client, asked.MadeAt - Within], row => (ofAddress, ofClient) = (row.GetInt64(0), row.GetInt64(1)))], stop).ConfigureAwait(false);
            if (ofAddress >= limits.OfAddress || ofClient >= limits.OfClient) return false;

            await session.Commit(
            [
                new SqlStatement(InsertSql, [asked.Id, asked.Address, asked.Client, asked.Member?.Value, asked.CodeHash, asked.LinkHash, asked.MadeAt, asked.ExpiresAt]),
                .. letter is null ? [] : MailTable.Insert(letter),
            ]).ConfigureAwait(false);
            return true;
        },
        stop);

    /// <summary>Tries a code; the right one gets in once.</summary>
    public Task<SignInTry> Try(string id, string codeHash, DateTimeOffset now, CancellationToken stop) => store.TransactQuietly<SignInTry>(
        async session =>
        {
            SignInTry went = new SignInTry.Over();
            await session.Commit(
            [
                new SqlStatement(TrySql, [id, codeHash, now, MostTries], row => went = row.IsDBNull(1) ? new SignInTry.Wrong(MostTries - row.GetInt32(2)) : new SignInTry.Good(new MemberId(row.GetString(0)))),
            ]).ConfigureAwait(false);
            return went;
        },
        stop);

    /// <summary>Uses a link up; null where it leads nowhere any more.</summary>
    public Task<MemberId?> Follow(string linkHash, DateTimeOffset now, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            MemberId? member = null;
            await session.Commit([new SqlStatement(FollowSql, [linkHash, now, MostTries], row => member = new MemberId(row.GetString(0)))]).ConfigureAwait(false);
            return member;
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
