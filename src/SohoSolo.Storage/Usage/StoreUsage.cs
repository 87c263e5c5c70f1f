using SohoSolo.Core;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>
/// Keeps what is counted of the use of places: which sites' months must be counted again, and their counts. Each step is a short transaction of its own beside the bookings; nobody who follows the journal is woken by it.
/// </summary>
public sealed class StoreUsage
{
    /// <summary>The place in the journal up to which is known what must be counted again.</summary>
    public const string Cursor = "usage";

    // Months of which no booking is left are counted again, too.
    private const string EveryoneSql = "UPDATE usage_month SET version = version + 1, due_at = 0, stale = TRUE WHERE NOT stale OR due_at > 0";

    private const string SpansSql = "SELECT b.site_id, min(b.start_at), max(b.end_at) FROM booking b GROUP BY b.site_id";

    private const string NextSql = "SELECT u.site_id, u.month, u.version FROM usage_month u WHERE u.due_at <= $1 ORDER BY u.due_at, u.site_id, u.month LIMIT 1";

    private readonly Store store;
    private readonly UsageTable table;
    private readonly FollowedCursor cursor;

    internal StoreUsage(Store store)
    {
        this.store = store;
        table = new UsageTable(store.Engine.Dialect);
        cursor = new FollowedCursor(store.Engine.Dialect, Cursor);
    }

    /// <summary>How far the journal has been followed; null where nobody has begun.</summary>
    public async Task<JournalPosition?> Place(CancellationToken stop)
    {
        JournalPosition? place = null;
        await store.TransactQuietly(
            async session =>
            {
                await session.Run([cursor.Place(found => place = found)], stop).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);
        return place;
    }

    /// <summary>Follows the journal from now on, where nobody has yet; whatever was before is to be counted.</summary>
    public Task Begin(Func<SiteId, TimeRange, IEnumerable<DateOnly>> months, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            var begun = false;
            await session.Run([cursor.Place(_ => begun = true)], stop).ConfigureAwait(false);
            if (begun) return false;

            // The place first: what is booked after it comes as an entry.
            await session.Run(cursor.Begin(), stop).ConfigureAwait(false);
            await session.Commit(await AllDue(session, months, stop).ConfigureAwait(false)).ConfigureAwait(false);
            return true;
        },
        stop);

    /// <summary>Every month of every site is to be counted again, at once; says how many there are.</summary>
    public Task<int> MakeAllDue(Func<SiteId, TimeRange, IEnumerable<DateOnly>> months, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            var due = await AllDue(session, months, stop).ConfigureAwait(false);
            await session.Commit([.. due, new SqlStatement(EveryoneSql, [])]).ConfigureAwait(false);
            return due.Count;
        },
        stop);

    /// <summary>What the entries between two places led to; false, and nothing is written, when somebody else has gone on from there.</summary>
    public Task<bool> Follow(JournalPosition from, JournalPosition to, IReadOnlyCollection<(SiteId Site, DateOnly Month)> months, TimeSpan pause, CancellationToken stop) =>
        Unless([cursor.Step(from, to), .. months.Order().Select(month => UsageTable.MakeDue(month.Site, month.Month, pause))], stop);

    /// <summary>The month that has been due longest; null when none is.</summary>
    public async Task<UsageDue?> NextDue(DateTimeOffset now, CancellationToken stop)
    {
        UsageDue? due = null;
        await store.TransactQuietly(
            async session =>
            {
                await session.Run([new SqlStatement(NextSql, [now], row => due = new UsageDue(new SiteId(row.GetString(0)), Stored.Day(row.GetInt32(1)), row.GetInt32(2)))], stop).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);
        return due;
    }

    /// <summary>Gives each a random number for statistics, where she has none.</summary>
    public async Task Number(IReadOnlyList<MemberId> members, CancellationToken stop) => await store.TransactQuietly(
        async session =>
        {
            foreach (var member in members)
                await Pseudonyms.Of(session, member, stop).ConfigureAwait(false);

            await session.Commit([]).ConfigureAwait(false);
            return true;
        },
        stop).ConfigureAwait(false);

    /// <summary>Writes a count where it differs from the one before; false when something has happened since its facts were read: it is due still.</summary>
    public Task<bool> Write(UsageFacts before, UsageRollup after, DateTimeOffset at, CancellationToken stop) => Unless(table.Write(before, after, at), stop);

    /// <summary>What was to be had; a half-day's row takes the place of the one before.</summary>
    public Task Put(IReadOnlyList<Offer> offers, CancellationToken stop) => Quietly([.. offers.Select(UsageTable.Put)], stop);

    private static async ValueTask<IReadOnlyList<SqlStatement>> AllDue(Session session, Func<SiteId, TimeRange, IEnumerable<DateOnly>> months, CancellationToken stop)
    {
        var due = new List<SqlStatement>();
        await session.Run(
            [
                new SqlStatement(SpansSql, [], row =>
                {
                    var site = new SiteId(row.GetString(0));
                    due.AddRange(months(site, new TimeRange(Stored.At(row.GetInt64(1)), Stored.At(row.GetInt64(2)))).Select(month => UsageTable.MakeDue(site, month, TimeSpan.Zero)));
                }),
            ],
            stop).ConfigureAwait(false);
        return due;
    }

    private async Task<bool> Unless(IReadOnlyList<SqlStatement> statements, CancellationToken stop)
    {
        try
        {
            return await Quietly(statements, stop).ConfigureAwait(false);
        }
        catch (StaleWriteException)
        {
            return false;
        }
    }

    private Task<bool> Quietly(IReadOnlyList<SqlStatement> statements, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await session.Commit(statements).ConfigureAwait(false);
            return true;
        },
        stop);
}
