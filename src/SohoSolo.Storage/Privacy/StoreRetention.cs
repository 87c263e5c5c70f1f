using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>
/// Lets go of what has reached its term. Everything goes in short transactions, and doing it again does nothing: whoever is killed midway, or runs beside another node, leaves the rest to the next.
/// Each tells how many rows it touched.
/// </summary>
public sealed partial class StoreRetention
{
    private const int Usual = 500;

    private const int MostTries = 8;

    private readonly int most;
    private readonly Store store;
    private readonly Dialect dialect;

    /// <param name="store">Where.</param>
    /// <param name="most">How many rows a transaction takes at most: few enough for a short one.</param>
    internal StoreRetention(Store store, int most = Usual)
    {
        this.store = store;
        this.most = most;
        dialect = store.Engine.Dialect;
        ageSql = AgeSql();
        journalOfSql = $"DELETE FROM journal WHERE entity = $1 AND entity_id {dialect.In("$2")}";
    }

    private readonly string journalOfSql;

    /// <summary>Guests keep their number and lose name and address.</summary>
    public Task<int> Guests(DateTimeOffset before, CancellationToken stop)
    {
        const string sql = """
            SELECT b.id, b.guests FROM booking b WHERE b.guests IS NOT NULL AND b.guests NOT LIKE '[{"name":"",%' AND b.end_at < $1 ORDER BY b.end_at LIMIT $2
            """;
        return Chunks(
            async session =>
            {
                List<(string Id, string Guests)> found = [];
                await session.Run([new SqlStatement(sql, [before, most], row => found.Add((row.GetString(0), row.GetString(1))))], stop).ConfigureAwait(false);
                await session.Commit([.. found.Select(one => new SqlStatement("UPDATE booking SET guests = $2 WHERE id = $1", [one.Id, NamelessGuests(one.Guests)]))]).ConfigureAwait(false);
                return found.Count;
            },
            stop);
    }

    /// <summary>Passes that have run out, and what is kept of PINs that were taken back.</summary>
    public async Task<int> Passes(DateTimeOffset before, CancellationToken stop) =>
        await Forget("guest_pass", "nonce", "end_at < $1", "pass", before, stop).ConfigureAwait(false)
        + await Update("UPDATE credential SET sealed = '' WHERE id IN (SELECT id FROM credential WHERE kind = 'pin' AND revoked_at < $1 AND sealed <> '' ORDER BY id LIMIT $2) RETURNING 1", before, stop).ConfigureAwait(false);

    /// <summary>Badges and PINs that were taken back so long ago that no event kept names them.</summary>
    public Task<int> Badges(DateTimeOffset before, CancellationToken stop) => Forget("credential", "id", "revoked_at < $1", "credential", before, stop);

    /// <summary>Sessions, tokens and attempts to enrol a badge that ended.</summary>
    public async Task<int> Sessions(DateTimeOffset before, CancellationToken stop) =>
        await Forget("token", "id", "(revoked_at < $1 OR expires_at < $1)", "token", before, stop).ConfigureAwait(false)
        + await Forget("enrolment", "id", "expires_at < $1", "enrolment", before, stop).ConfigureAwait(false);

    public async Task<int> SignIns(DateTimeOffset before, CancellationToken stop)
    {
        await store.SignIns.Forget(before, stop).ConfigureAwait(false);
        await store.Passkeys.Forget(before, stop).ConfigureAwait(false);
        return 0;
    }

    /// <summary>Places that were waited for.</summary>
    public Task<int> Waiting(DateTimeOffset before, CancellationToken stop) => Forget("waiting", "id", "end_at < $1 AND status NOT IN ('waiting', 'offered')", "waiting", before, stop);

    /// <summary>Messages that went out long ago, or never will.</summary>
    public Task<int> Mails(DateTimeOffset before, CancellationToken stop) => Chunks(
        async session =>
        {
            List<string> found = [];
            const string sql = "SELECT m.id FROM mail m WHERE m.made_at < $1 AND m.status NOT IN ('queued', 'sending') ORDER BY m.made_at LIMIT $2";
            await session.Run([new SqlStatement(sql, [before, most], row => found.Add(row.GetString(0)))], stop).ConfigureAwait(false);
            await session.Commit(ForgetMails(found)).ConfigureAwait(false);
            return found.Count;
        },
        stop);

    /// <summary>
    /// What was deleted can no longer be read from the database's own files either, as far as the program has a hand in them: on PostgreSQL that is its vacuum's work.
    /// </summary>
    /// <exception cref="TimeoutException">Readers kept it from being done.</exception>
    public async Task Traces(CancellationToken stop)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.Engine.ClearLog(stop).ConfigureAwait(false)) return;
        }

        throw new TimeoutException("Somebody reads from the database's log all the time.");
    }

    /// <summary>Whoever left before an instant, and is still known by name.</summary>
    public async Task<IReadOnlyList<MemberId>> LeftBefore(DateTimeOffset before, CancellationToken stop)
    {
        const string sql = """
            SELECT m.id FROM member m JOIN journal j ON j.entity = 'member' AND j.entity_id = m.id AND j.version = m.version
            WHERE m.status = 'left' AND j.at < $1 ORDER BY m.id
            """;
        List<MemberId> left = [];
        await store.TransactQuietly(
            async session =>
            {
                left.Clear();
                await session.Run([new SqlStatement(sql, [before], row => left.Add(new MemberId(row.GetString(0))))], stop).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);
        return left;
    }

    internal IReadOnlyList<SqlStatement> ForgetMails(IReadOnlyList<string> mails) => mails.Count == 0
        ? []
        : [
            new SqlStatement($"DELETE FROM mail_about WHERE mail_id {dialect.In("$1")}", [mails.ToArray()]),
            new SqlStatement($"DELETE FROM mail WHERE id {dialect.In("$1")}", [mails.ToArray()]),
            JournalOf("mail", mails),
        ];

    /// <summary>What the journal says of rows that are no more goes with them: it names whoever they were about.</summary>
    internal SqlStatement JournalOf(string entity, IReadOnlyList<string> ids) => new(journalOfSql, [entity, ids.ToArray()]);

    internal static string NamelessGuests(string guests) => Stored.Guests([.. Stored.Guests(guests).Select(_ => new Core.Bookings.Guest("", null))]) ?? "[]";

    /// <summary>Deletes rows with what the journal says of them.</summary>
    private Task<int> Forget(string table, string id, string which, string entity, DateTimeOffset before, CancellationToken stop) => Chunks(
        async session =>
        {
            List<string> gone = [];
            var sql = $"DELETE FROM {table} WHERE {id} IN (SELECT {id} FROM {table} WHERE {which} ORDER BY {id} LIMIT $2) RETURNING {id}";
            await session.Run([new SqlStatement(sql, [before, most], row => gone.Add(row.GetString(0)))], stop).ConfigureAwait(false);
            await session.Commit(gone.Count == 0 ? [] : [JournalOf(entity, gone)]).ConfigureAwait(false);
            return gone.Count;
        },
        stop);

    /// <summary>A statement that takes <c>$1</c>, the instant, and <c>$2</c>, how many rows at most, and returns a row for each.</summary>
    private Task<int> Update(string sql, DateTimeOffset before, CancellationToken stop) => Chunks(
        async session =>
        {
            var touched = 0;
            await session.Commit([new SqlStatement(sql, [before, most], _ => touched++)]).ConfigureAwait(false);
            return touched;
        },
        stop);

    /// <summary>Short transactions until one finds nothing: less than it could take may only mean that another node was quicker.</summary>
    private async Task<int> Chunks(Func<Session, ValueTask<int>> some, CancellationToken stop)
    {
        var (all, last) = (0, most);
        while (last > 0)
        {
            stop.ThrowIfCancellationRequested();
            last = await store.TransactQuietly(some, stop).ConfigureAwait(false);
            all += last;
        }

        return all;
    }
}
