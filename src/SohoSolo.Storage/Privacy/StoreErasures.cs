using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>
/// Erasing a member whose erasure was begun (<see cref="Work.BeginErasure"/>). What figures and accounts need moves to her pseudonym, everything else is deleted, and at the end the row goes that
/// led from her to it. Step by step, in short transactions, each of which may be done again.
/// </summary>
public sealed class StoreErasures
{
    private const int Some = 500;

    /// <summary>What the journal says of these stays, under the pseudonym: their rows do, or it is about a place.</summary>
    private const string Outlast = "('booking', 'entitlement', 'access', 'alarm', 'door-order')";

    private readonly Store store;
    private readonly Dialect dialect;

    internal StoreErasures(Store store)
    {
        this.store = store;
        dialect = store.Engine.Dialect;
    }

    /// <summary>Those that were begun and not ended, the oldest first; <c>Emptied</c> where only late comers are still to be swept up.</summary>
    public async Task<IReadOnlyList<(MemberId Member, DateTimeOffset BegunAt, DateTimeOffset? Emptied)>> Pending(CancellationToken stop)
    {
        List<(MemberId, DateTimeOffset, DateTimeOffset?)> all = [];
        await Quietly(
            session => session.Run([new SqlStatement(
                "SELECT e.member_id, e.begun_at, e.emptied_at FROM erasure e ORDER BY e.begun_at, e.member_id", [],
                row => all.Add((new MemberId(row.GetString(0)), Stored.At(row.GetInt64(1)), row.IsDBNull(2) ? null : Stored.At(row.GetInt64(2)))))], stop),
            stop).ConfigureAwait(false);
        return all;
    }

    /// <summary>Gives her the number that figures will know her by, while she still is somebody: whoever counts in the moment of her erasure finds it.</summary>
    public Task Number(MemberId member, CancellationToken stop) => Quietly(
        async session =>
        {
            await Pseudonyms.Of(session, member, stop).ConfigureAwait(false);
            await session.Commit([]).ConfigureAwait(false);
        },
        stop);

    /// <summary>The ids of her messages, as far as files on this node are named by them.</summary>
    public async Task<IReadOnlyList<string>> MailsOf(MemberId member, CancellationToken stop)
    {
        List<string> all = [];
        await Quietly(session => session.Run([new SqlStatement("SELECT m.id FROM mail m WHERE m.member_id = $1", [member.Value], row => all.Add(row.GetString(0)))], stop), stop).ConfigureAwait(false);
        return all;
    }

    /// <summary>Everything of hers; her places to come must have been given back. When it is done again for somebody who is gone already, it sweeps up what came in late.</summary>
    public async Task Empty(MemberId member, CancellationToken stop)
    {
        await Chunks($"DELETE FROM mail_about WHERE mail_id IN (SELECT a.mail_id FROM mail_about a JOIN mail m ON m.id = a.mail_id WHERE m.member_id = $1 LIMIT {Some}) RETURNING 1", member, stop).ConfigureAwait(false);
        foreach (var table in (string[])["mail", "reconciliation"])
            await Forget(table, "member_id = $1", member, stop).ConfigureAwait(false);

        await Forget("guest_pass", "booking_id IN (SELECT b.id FROM booking b WHERE b.member_id = $1)", member, stop, id: "nonce", entity: "pass").ConfigureAwait(false);
        await Chunks($"DELETE FROM evidence WHERE booking_id IN (SELECT e.booking_id FROM booking b JOIN evidence e ON e.booking_id = b.id WHERE b.member_id = $1 LIMIT {Some}) RETURNING 1", member, stop).ConfigureAwait(false);
        await Chunks($"DELETE FROM walk_in WHERE ask IN (SELECT w.ask FROM walk_in w WHERE w.member_id = $1 LIMIT {Some}) RETURNING 1", member, stop).ConfigureAwait(false);
        await Chunks($"DELETE FROM command WHERE (principal, key) IN (SELECT c.principal, c.key FROM command c WHERE c.principal = $1 LIMIT {Some}) RETURNING 1", member, stop).ConfigureAwait(false);

        // Others' answers that tell of her: who asks again gets the same status, without words.
        var told = $"%\"{member.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}\"%";
        await Quietly(session => session.Commit([new SqlStatement("UPDATE command SET body = NULL WHERE body LIKE $1 ESCAPE '\\'", [told])]), stop).ConfigureAwait(false);

        if (await Prepare(member, stop).ConfigureAwait(false) is { } pseudonym)
        {
            await Move(member, pseudonym, stop).ConfigureAwait(false);
            await store.Transact(session => Close(session, member, pseudonym, stop), stop).ConfigureAwait(false);
        }
        else
        {
            await LateComers(member, stop).ConfigureAwait(false);
        }

        await Quietly(session => session.Commit([new SqlStatement("UPDATE erasure SET emptied_at = coalesce(emptied_at, $2) WHERE member_id = $1", [member.Value, store.Clock.GetUtcNow()])]), stop).ConfigureAwait(false);
    }

    /// <summary>Nobody knows her number any more.</summary>
    public Task End(MemberId member, CancellationToken stop) => Quietly(session => session.Commit([new SqlStatement("DELETE FROM erasure WHERE member_id = $1", [member.Value])]), stop);

    /// <summary>The marks of all who were erased.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> Marks(CancellationToken stop)
    {
        var marks = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await Quietly(session => session.Run([new SqlStatement("SELECT e.mark, e.at FROM erased e", [], row => marks[row.GetString(0)] = Stored.At(row.GetInt64(1)))], stop), stop).ConfigureAwait(false);
        return marks;
    }

    /// <summary>Adds what a list beside the database knows.</summary>
    public Task AddMarks(IReadOnlyDictionary<string, DateTimeOffset> marks, CancellationToken stop) =>
        Quietly(session => session.Commit([.. marks.Select(mark => MarkOf(mark.Key, mark.Value))]), stop);

    /// <summary>Who is a member, or was; whoever is erased already is left out.</summary>
    public async Task<IReadOnlyList<MemberId>> Known(CancellationToken stop)
    {
        List<MemberId> all = [];
        await Quietly(session => session.Run([new SqlStatement("SELECT m.id FROM member m WHERE m.status <> 'erased' ORDER BY m.id", [], row => all.Add(new MemberId(row.GetString(0))))], stop), stop).ConfigureAwait(false);
        return all;
    }

    internal static SqlStatement MarkOf(string mark, DateTimeOffset at) => new("INSERT INTO erased (mark, at) VALUES ($1, $2) ON CONFLICT (mark) DO NOTHING", [mark, at]);

    internal static SqlStatement Begin(MemberId member, DateTimeOffset at) => new("INSERT INTO erasure (member_id, begun_at) VALUES ($1, $2) ON CONFLICT (member_id) DO NOTHING", [member.Value, at]);

    /// <summary>Her pseudonym with its row; null where she is gone.</summary>
    private async Task<string?> Prepare(MemberId member, CancellationToken stop) => await store.Transact(
        async session =>
        {
            var isThere = await LockOf(session, member, stop).ConfigureAwait(false);
            if (!isThere) return null;

            // The row of members says already that she is being erased; her pseudonym is made all the same.
            string? pseudonym = null;
            await session.Run(
                [
                    new SqlStatement("INSERT INTO person (member_id, pseudonym) VALUES ($1, $2) ON CONFLICT (member_id) DO NOTHING", [member.Value, Pseudonyms.New()]),
                    new SqlStatement("SELECT p.pseudonym FROM person p WHERE p.member_id = $1", [member.Value], row => pseudonym = row.GetString(0)),
                ],
                stop).ConfigureAwait(false);
            await Pseudonyms.EnsureRow(session, store.Sql, member, pseudonym!, store.Clock.GetUtcNow(), stop).ConfigureAwait(false);
            await session.Commit([]).ConfigureAwait(false);
            return pseudonym;
        },
        stop).ConfigureAwait(false);

    /// <summary>What there may be much of, some at a time.</summary>
    private async Task Move(MemberId member, string pseudonym, CancellationToken stop)
    {
        await Guests(member, stop).ConfigureAwait(false);
        await Chunks($"UPDATE booking SET member_id = $2, purpose = NULL WHERE id IN (SELECT b.id FROM booking b WHERE b.member_id = $1 AND NOT b.holds LIMIT {Some}) RETURNING 1", member, stop, pseudonym).ConfigureAwait(false);
        await Chunks($"UPDATE site_event SET member_id = $2 WHERE (gateway, epoch, seq) IN (SELECT e.gateway, e.epoch, e.seq FROM site_event e WHERE e.member_id = $1 LIMIT {Some}) RETURNING 1", member, stop, pseudonym).ConfigureAwait(false);
        await Chunks($"""
            UPDATE journal SET member_id = $2, actor = CASE WHEN actor = $1 THEN $2 ELSE actor END
            WHERE (epoch, tx, seq) IN (SELECT j.epoch, j.tx, j.seq FROM journal j WHERE j.member_id = $1 AND j.entity IN {Outlast} LIMIT {Some}) RETURNING 1
            """, member, stop, pseudonym).ConfigureAwait(false);
        await Chunks($"""
            UPDATE journal SET actor = $2 WHERE (epoch, tx, seq) IN (
                SELECT j.epoch, j.tx, j.seq FROM journal j WHERE j.actor = $1 AND j.actor <> 'system' AND (j.member_id IS NULL OR j.member_id <> j.actor) LIMIT {Some}) RETURNING 1
            """, member, stop, pseudonym).ConfigureAwait(false);
        await Quietly(session => session.Commit([new SqlStatement("UPDATE alarm SET note = NULL WHERE raised_by = $1", [member.Value])]), stop).ConfigureAwait(false);
        foreach (var (table, column) in (IEnumerable<(string, string)>)[("alarm", "about"), ("alarm", "raised_by"), ("alarm", "acknowledged_by"), ("policy", "made_by"), ("event_gap", "accepted_by")])
            await Quietly(session => session.Commit([new SqlStatement($"UPDATE {table} SET {column} = $2 WHERE {column} = $1", [member.Value, pseudonym])]), stop).ConfigureAwait(false);
    }

    /// <summary>Her row and everything that refers to it, with what the journal says of them, in one moment.</summary>
    private async ValueTask<bool> Close(Session session, MemberId member, string pseudonym, CancellationToken stop)
    {
        if (!await LockOf(session, member, stop).ConfigureAwait(false)) return false;

        await session.Run([new SqlStatement("UPDATE booking SET member_id = $2, purpose = NULL WHERE member_id = $1", [member.Value, pseudonym])], stop).ConfigureAwait(false);
        await session.Run(
            [
                new SqlStatement("UPDATE entitlement SET member_id = $2 WHERE member_id = $1", [member.Value, pseudonym]),
                new SqlStatement("UPDATE site_event SET member_id = $2 WHERE member_id = $1", [member.Value, pseudonym]),
                new SqlStatement($"UPDATE journal SET member_id = $2, actor = CASE WHEN actor = $1 THEN $2 ELSE actor END WHERE member_id = $1 AND entity IN {Outlast}", [member.Value, pseudonym]),
                new SqlStatement("DELETE FROM journal WHERE member_id = $1", [member.Value]),

                // What is older than the journal keeps names says her pseudonym already; of rows that go it must go, too.
                new SqlStatement($"DELETE FROM journal WHERE member_id = $1 AND entity NOT IN {Outlast}", [pseudonym]),
                .. Owned.Select(table => new SqlStatement($"DELETE FROM {table} WHERE member_id = $1", [member.Value])),
                new SqlStatement("DELETE FROM journal WHERE entity IN ('member', 'preference', 'consent') AND entity_id = $1", [member.Value]),
            ],
            stop).ConfigureAwait(false);

        // The entry that says so leads to nobody; doors make their lists anew when they read it.
        await session.Commit(
        [
            new SqlStatement("DELETE FROM member_home WHERE member_id = $1", [member.Value]),
            new SqlStatement("DELETE FROM person WHERE member_id = $1", [member.Value]),
            new SqlStatement("DELETE FROM member WHERE id = $1", [member.Value]),
            Journal.Insert(store.Sql.Journal, Pseudonyms.Entry("erasure", Pseudonyms.New(), 1, "erased", store.Clock.GetUtcNow())),
        ]).ConfigureAwait(false);
        return true;
    }

    /// <summary>Every table that forgets her, by her number in it: what is added to the table of personal data is among them.</summary>
    private static IEnumerable<string> Owned => PersonalData.All
        .Where(column => column is { Column: "member_id", AtErasure: Core.Privacy.DataEnd.Deleted })
        .Select(column => column.Table)
        .Distinct();

    /// <summary>What somebody who had not heard of it yet wrote about who is gone.</summary>
    private async Task LateComers(MemberId member, CancellationToken stop) => await Quietly(
        session => session.Commit(
        [
            .. Owned.Select(table => new SqlStatement($"DELETE FROM {table} WHERE member_id = $1", [member.Value])),
            new SqlStatement("UPDATE site_event SET member_id = NULL WHERE member_id = $1", [member.Value]),
            new SqlStatement("UPDATE journal SET member_id = NULL WHERE member_id = $1", [member.Value]),
            new SqlStatement("UPDATE journal SET actor = 'erased' WHERE actor = $1 AND actor <> 'system'", [member.Value]),
        ]),
        stop).ConfigureAwait(false);

    /// <summary>Guests of hers that have been, or were to come.</summary>
    private async Task Guests(MemberId member, CancellationToken stop) => await store.TransactQuietly(
        async session =>
        {
            List<(string Id, string Guests)> found = [];
            await session.Run([new SqlStatement("SELECT b.id, b.guests FROM booking b WHERE b.member_id = $1 AND b.guests IS NOT NULL", [member.Value], row => found.Add((row.GetString(0), row.GetString(1))))], stop).ConfigureAwait(false);
            await session.Commit([.. found.Select(one => new SqlStatement("UPDATE booking SET guests = $2 WHERE id = $1", [one.Id, StoreRetention.NamelessGuests(one.Guests)]))]).ConfigureAwait(false);
            return true;
        },
        stop).ConfigureAwait(false);

    private async ValueTask<bool> LockOf(Session session, MemberId member, CancellationToken stop)
    {
        var isThere = false;
        var sql = $"SELECT m.id FROM member m WHERE m.id = $1{(dialect.Locks ? " FOR UPDATE" : "")}";
        await session.Run([new SqlStatement(sql, [member.Value], _ => isThere = true)], stop).ConfigureAwait(false);
        return isThere;
    }

    private async Task Forget(string table, string which, MemberId member, CancellationToken stop, string id = "id", string? entity = null)
    {
        var last = Some;
        while (last > 0)
        {
            last = await store.TransactQuietly(
                async session =>
                {
                    List<string> gone = [];
                    await session.Run([new SqlStatement($"DELETE FROM {table} WHERE {id} IN (SELECT {id} FROM {table} WHERE {which} LIMIT {Some}) RETURNING {id}", [member.Value], row => gone.Add(row.GetString(0)))], stop).ConfigureAwait(false);
                    await session.Commit(gone.Count == 0 ? [] : [store.Retention.JournalOf(entity ?? table, gone)]).ConfigureAwait(false);
                    return gone.Count;
                },
                stop).ConfigureAwait(false);
        }
    }

    private async Task Chunks(string sql, MemberId member, CancellationToken stop, string? pseudonym = null)
    {
        var last = Some;
        while (last > 0)
        {
            stop.ThrowIfCancellationRequested();
            last = await store.TransactQuietly(
                async session =>
                {
                    var touched = 0;
                    await session.Commit([new SqlStatement(sql, pseudonym is null ? [member.Value] : [member.Value, pseudonym], _ => touched++)]).ConfigureAwait(false);
                    return touched;
                },
                stop).ConfigureAwait(false);
        }
    }

    private Task<bool> Quietly(Func<Session, ValueTask> body, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await body(session).ConfigureAwait(false);
            return true;
        },
        stop);
}
