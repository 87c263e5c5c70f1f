using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>Bookings, journal and alarms outlast the name: a pseudonym takes its place, and every figure stays what it was.</summary>
public sealed partial class StoreRetention
{
    private const string Over = "b.start_at < $1 AND b.end_at < $1 AND b.status NOT IN ('requested', 'offered', 'confirmed', 'checked-in')";

    private const string NamedSql = $"""
        SELECT m.id FROM member m WHERE m.status <> 'erased' AND EXISTS (SELECT 1 FROM booking b WHERE b.member_id = m.id AND {Over}) ORDER BY m.id
        """;

    private const string OldSql = $"SELECT b.id, b.guests FROM booking b WHERE b.member_id = $2 AND {Over} ORDER BY b.start_at LIMIT $3";

    // Whoever is named in some entries and has no pseudonym yet.
    private const string StrangersSql = """
        SELECT DISTINCT m.id FROM journal j JOIN member m ON m.id = j.member_id OR m.id = j.actor LEFT JOIN person p ON p.member_id = m.id
        WHERE j.at >= $1 AND j.at < $2 AND m.status <> 'erased' AND p.pseudonym IS NULL
        """;

    private readonly string ageSql;

    /// <summary>Bookings that ended before an instant, member by member, each under her lock.</summary>
    public async Task<int> Bookings(DateTimeOffset before, CancellationToken stop)
    {
        List<MemberId> members = [];
        await Look(new SqlStatement(NamedSql, [before], row => members.Add(new MemberId(row.GetString(0)))), stop).ConfigureAwait(false);
        var all = 0;
        foreach (var member in members)
        {
            var last = most;
            while (last > 0)
            {
                last = await store.Transact(session => Pseudonymise(session, member, before, stop), stop).ConfigureAwait(false);
                all += last;
            }
        }

        return all;
    }

    /// <summary>
    /// Entries from the mark on that were written before an instant: whom they name, and by whose hand, becomes a pseudonym, and what they say beside is dropped. What a member's own row went through
    /// stays hers as long as the row does. Answers how many there were, and where the next ones begin; <paramref name="reached"/> is told so after each transaction, for whoever goes on when this one is killed.
    /// </summary>
    public async Task<(int Aged, long Mark)> Journal(long mark, DateTimeOffset before, Func<long, Task> reached, CancellationToken stop)
    {
        var (all, until) = (0, Stored.Ms(before));
        while (mark < until)
        {
            stop.ThrowIfCancellationRequested();
            var from = mark;
            (var aged, mark) = await store.TransactQuietly(session => Age(session, from, until, stop), stop).ConfigureAwait(false);
            all += aged;
            await reached(mark).ConfigureAwait(false);
        }

        return (all, mark);
    }

    /// <summary>Who looked at whose data.</summary>
    public Task<int> Consultations(DateTimeOffset before, CancellationToken stop) => Update("""
        DELETE FROM journal WHERE (epoch, tx, seq) IN (
            SELECT j.epoch, j.tx, j.seq FROM journal j WHERE j.entity IN ('consultation', 'access-log') AND j.at < $1 LIMIT $2)
        RETURNING 1
        """, before, stop);

    /// <summary>Alarms, also those that stand, and what the chamber has written or an operator has accepted: whose hand it was.</summary>
    public async Task<int> Hands(DateTimeOffset before, CancellationToken stop)
    {
        (string Table, string Column, string Which)[] named =
        [
            ("alarm", "raised_by", "raised_at < $1"), ("alarm", "acknowledged_by", "raised_at < $1"), ("alarm", "about", "raised_at < $1"),
            ("policy", "made_by", "made_at < $1"), ("event_gap", "accepted_by", "accepted_at < $1"),
        ];
        var all = await Update("UPDATE alarm SET note = NULL WHERE id IN (SELECT id FROM alarm WHERE raised_at < $1 AND note IS NOT NULL ORDER BY id LIMIT $2) RETURNING 1", before, stop).ConfigureAwait(false);
        foreach (var (table, column, which) in named)
        {
            List<string> found = [];
            var sql = $"SELECT DISTINCT m.id FROM {table} x JOIN member m ON m.id = x.{column} WHERE m.status <> 'erased' AND x.{which}";
            await Look(new SqlStatement(sql, [before], row => found.Add(row.GetString(0))), stop).ConfigureAwait(false);
            foreach (var member in found)
                all += await Replace($"UPDATE {table} SET {column} = $3 WHERE {column} = $2 AND {which} RETURNING 1", new MemberId(member), before, stop).ConfigureAwait(false);
        }

        return all;
    }

    private Task<int> Replace(string sql, MemberId member, DateTimeOffset before, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            var touched = 0;
            if (await Pseudonyms.Of(session, member, stop).ConfigureAwait(false) is { } pseudonym)
                await session.Commit([new SqlStatement(sql, [before, member.Value, pseudonym], _ => touched++)]).ConfigureAwait(false);

            return touched;
        },
        stop);

    private async ValueTask<int> Pseudonymise(Session session, MemberId member, DateTimeOffset before, CancellationToken stop)
    {
        if (store.Sql.Facts.LockMembers is { } locks)
            await session.Run([new SqlStatement(locks.One, [member.Value], _ => { })], stop).ConfigureAwait(false);

        List<(string Id, string? Guests)> old = [];
        await session.Run([new SqlStatement(OldSql, [before, member.Value, most], row => old.Add((row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1))))], stop).ConfigureAwait(false);
        if (old.Count == 0 || await Pseudonyms.Of(session, member, stop).ConfigureAwait(false) is not { } pseudonym)
            return 0;

        await Pseudonyms.EnsureRow(session, store.Sql, member, pseudonym, store.Clock.GetUtcNow(), stop).ConfigureAwait(false);
        var ids = old.Select(one => one.Id).ToArray();
        await session.Commit(
        [
            new SqlStatement($"DELETE FROM evidence WHERE booking_id {dialect.In("$1")}", [ids]),
            new SqlStatement($"DELETE FROM walk_in WHERE booking_id {dialect.In("$1")}", [ids]),
            new SqlStatement($"UPDATE booking SET member_id = $2, purpose = NULL WHERE id {dialect.In("$1")}", [ids, pseudonym]),
            .. old.Where(one => one.Guests is not null).Select(one => new SqlStatement("UPDATE booking SET guests = $2 WHERE id = $1", [one.Id, NamelessGuests(one.Guests!)])),
        ]).ConfigureAwait(false);
        return old.Count;
    }

    private async ValueTask<(int Aged, long Mark)> Age(Session session, long from, long until, CancellationToken stop)
    {
        List<long> times = [];
        await session.Run([new SqlStatement("SELECT j.at FROM journal j WHERE j.at >= $1 AND j.at < $2 ORDER BY j.at LIMIT $3", [from, until, most], row => times.Add(row.GetInt64(0)))], stop).ConfigureAwait(false);

        // As far as these go, but for those of the last moment, of which there may be more; all of one moment are taken at once.
        var to = times.Count < most ? until : times[^1] > times[0] ? times[^1] : times[^1] + 1;
        List<string> strangers = [];
        await session.Run([new SqlStatement(StrangersSql, [from, to], row => strangers.Add(row.GetString(0)))], stop).ConfigureAwait(false);
        foreach (var stranger in strangers)
            await Pseudonyms.Of(session, new MemberId(stranger), stop).ConfigureAwait(false);

        var aged = 0;
        await session.Commit([new SqlStatement(ageSql, [from, to], _ => aged++)]).ConfigureAwait(false);
        return (aged, to);
    }

    private static string AgeSql() => """
        UPDATE journal SET
            member_id = CASE WHEN entity IN ('member', 'preference', 'consent') THEN member_id
                ELSE coalesce((SELECT p.pseudonym FROM person p WHERE p.member_id = journal.member_id), member_id) END,
            actor = coalesce((SELECT p.pseudonym FROM person p WHERE p.member_id = journal.actor), actor),
            detail = NULL
        WHERE at >= $1 AND at < $2 RETURNING 1
        """;
}
