using System.Data.Common;
using Dapper;
using SohoSolo.Core;
using SohoSolo.Core.Reporting;

namespace SohoSolo.Storage;

/// <summary>Counts every site's month again from its bookings and compares. Months that have news since are to be counted anyway, and are passed over.</summary>
internal static class UsageCheck
{
    private const string Name = "usage";

    private const string Rule = "what was counted of the use of places is what their bookings say";

    private const int ManyEntries = 100_000;

    private const string CountedSql = "SELECT u.site_id, u.month, u.counted_at FROM usage_month u WHERE NOT u.stale ORDER BY u.site_id, u.month";

    private const string KnownSql = "SELECT u.site_id, u.month FROM usage_month u";

    private const string SpansSql = "SELECT b.site_id, min(b.start_at), max(b.end_at) FROM booking b GROUP BY b.site_id";

    private const string CursorSql = $"SELECT c.epoch, c.tx, c.seq FROM journal_cursor c WHERE c.name = '{StoreUsage.Cursor}'";

    public static async Task<Finding> Run(DbConnection connection, DbTransaction snapshot, Engines.Dialect dialect, CancellationToken stop)
    {
        var months = (await connection.QueryAsync<(string Site, int Month, long At)>(new CommandDefinition(CountedSql, transaction: snapshot, cancellationToken: stop)).ConfigureAwait(false)).ToList();
        if (months.Count == 0)
            return new Finding(Name, true, Rule);

        var network = await Network(connection, snapshot, stop).ConfigureAwait(false);
        var moving = await Moving(connection, snapshot, dialect, network, months, stop).ConfigureAwait(false);
        var wrong = new List<string>();
        foreach (var (site, month, at) in months.Where(one => !moving.Contains((new SiteId(one.Site), Stored.Day(one.Month)))))
        {
            var calendar = network.Sites[new SiteId(site)].Calendar;
            var facts = await UsageReading.Facts(connection, snapshot, new SiteId(site), Stored.Day(month), calendar, stop).ConfigureAwait(false);
            var again = UsageRollup.Of(calendar, facts.Month, facts.Bookings, Stored.At(at));
            if (!facts.Days.ToHashSet().SetEquals(again.Days) || !facts.Persons.ToHashSet().SetEquals(again.Persons))
                wrong.Add($"{site} {month / 100}");
        }

        foreach (var (site, month) in (await Unheard(connection, snapshot, network, stop).ConfigureAwait(false)).Where(one => !moving.Contains(one)))
        {
            var facts = await UsageReading.Facts(connection, snapshot, site, month, network.Sites[site].Calendar, stop).ConfigureAwait(false);
            if (facts.Bookings.Count > 0)
                wrong.Add($"{site} {month:yyyyMM}");
        }

        return wrong.Count == 0 ? new Finding(Name, true, Rule) : new Finding(Name, false, $"{Rule}: not so for {wrong.Count}, such as {wrong[0]}");
    }

    /// <summary>Months between the first and the last booking of a site that nobody knows to be counted: nothing that counts is in them.</summary>
    private static async Task<IEnumerable<(SiteId Site, DateOnly Month)>> Unheard(DbConnection connection, DbTransaction snapshot, Network network, CancellationToken stop)
    {
        var known = (await connection.QueryAsync<(string Site, int Month)>(new CommandDefinition(KnownSql, transaction: snapshot, cancellationToken: stop)).ConfigureAwait(false))
            .Select(one => (new SiteId(one.Site), Stored.Day(one.Month))).ToHashSet();
        var spans = await connection.QueryAsync<(string Site, long Start, long End)>(
            new CommandDefinition(SpansSql, transaction: snapshot, commandTimeout: Verification.PatienceSeconds, cancellationToken: stop)).ConfigureAwait(false);
        return spans
            .SelectMany(span => UsageRollup.MonthsOf(network.Sites[new SiteId(span.Site)].Calendar, new Core.Time.TimeRange(Stored.At(span.Start), Stored.At(span.End))).Select(month => (Site: new SiteId(span.Site), Month: month)))
            .Where(one => !known.Contains(one));
    }

    private static async Task<Network> Network(DbConnection connection, DbTransaction snapshot, CancellationToken stop)
    {
        var reader = await connection.ExecuteReaderAsync(new CommandDefinition(NetworkReader.Sql, new { now = 0L }, snapshot, cancellationToken: stop)).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return await NetworkReader.Read(new Results(reader, stop)).ConfigureAwait(false);
    }

    /// <summary>Months of whose bookings there are entries that nobody has followed yet.</summary>
    private static async Task<HashSet<(SiteId, DateOnly)>> Moving(DbConnection connection, DbTransaction snapshot, Engines.Dialect dialect, Network network, List<(string Site, int Month, long At)> months, CancellationToken stop)
    {
        var (epoch, tx, seq) = await connection.QuerySingleOrDefaultAsync<(long, long, long)>(new CommandDefinition(CursorSql, transaction: snapshot, cancellationToken: stop)).ConfigureAwait(false);
        var reader = await connection.ExecuteReaderAsync(new CommandDefinition(Journal.UnsettledSql(dialect), new { epoch, tx, seq, most = ManyEntries }, snapshot, cancellationToken: stop)).ConfigureAwait(false);
        var news = new List<JournalEntry>();
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(stop).ConfigureAwait(false))
                news.Add(Journal.ReadEntry(reader));
        }

        var moving = new HashSet<(SiteId, DateOnly)>();
        foreach (var entry in news.Where(entry => entry.Entity == "booking"))
        {
            var now = await connection.QuerySingleOrDefaultAsync<(string Site, long Start, long End)?>(new CommandDefinition(
                "SELECT b.site_id, b.start_at, b.end_at FROM booking b WHERE b.id = @id", new { id = entry.EntityId }, snapshot, cancellationToken: stop)).ConfigureAwait(false);
            if (now is var (site, start, end))
                Add(new SiteId(site), new Core.Time.TimeRange(Stored.At(start), Stored.At(end)));

            if (BookingMove.Of(entry) is var (from, during))
                Add(from, during);
        }

        var divided = news.Where(UsageNews.IsOfWholeSite).Select(entry => new SiteId(entry.EntityId)).ToHashSet();
        moving.UnionWith(months.Where(one => divided.Contains(new SiteId(one.Site))).Select(one => (new SiteId(one.Site), Stored.Day(one.Month))));
        foreach (var member in news.Where(UsageNews.IsOfAllHerBookings).Select(entry => entry.MemberId).Distinct())
        {
            foreach (var (site, start, end) in await connection.QueryAsync<(string Site, long Start, long End)>(new CommandDefinition(
                "SELECT b.site_id, b.start_at, b.end_at FROM booking b WHERE b.member_id = @member", new { member }, snapshot, cancellationToken: stop)).ConfigureAwait(false))
                Add(new SiteId(site), new Core.Time.TimeRange(Stored.At(start), Stored.At(end)));
        }

        return moving;

        void Add(SiteId site, Core.Time.TimeRange during) => moving.UnionWith(UsageRollup.MonthsOf(network.Sites[site].Calendar, during).Select(month => (site, month)));
    }
}
