using SohoSolo.Core;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>One person's use of one kind of space at one site in one month.</summary>
public sealed record SitePersonMonth(SiteId Site, DateOnly Month, PersonMonth Use);

/// <summary>What was to be had of one kind of space in one half-day; leased places are among the spaces.</summary>
public sealed record Offer(SiteId Site, DateOnly Day, bool IsAfternoon, SpaceKind Kind, int Spaces, int Leased, bool IsEstimated);

public sealed partial class StoreQueries
{
    /// <summary>A site's month as it is to be counted, at one moment.</summary>
    public async Task<UsageFacts> UsageFacts(SiteId site, DateOnly month, SiteCalendar calendar, CancellationToken stop)
    {
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var snapshot = await Storage.Snapshot.Begin(connection, stop).ConfigureAwait(false);
        await using var ending = snapshot.ConfigureAwait(false);
        return await UsageReading.Facts(connection, snapshot, site, month, calendar, stop).ConfigureAwait(false);
    }

    /// <summary>The persons of every site in these months, month by month.</summary>
    public Task<List<SitePersonMonth>> UsagePersons(DateOnly from, DateOnly to, CancellationToken stop) => ReadHot(
        "SELECT u.person, u.kind, u.home, u.funder, u.payer, u.booked, u.used, u.no_shows, u.walk_ins, u.guests, u.minutes, u.site_id, u.month FROM usage_person u WHERE u.month >= $1 AND u.month <= $2 ORDER BY u.month, u.site_id",
        [Stored.Day(from), Stored.Day(to)],
        row => new SitePersonMonth(new SiteId(row.GetString(11)), row.Day(12), UsageTable.ReadPerson(row)),
        stop);

    /// <summary>The half-days of every site from one day to another, both included.</summary>
    public Task<List<(SiteId Site, DayUse Use)>> UsageDays(DateOnly from, DateOnly to, CancellationToken stop) => ReadHot(
        "SELECT u.day, u.afternoon, u.kind, u.home, u.funder, u.booked, u.used, u.no_shows, u.walk_ins, u.guests, u.minutes, u.site_id FROM usage_day u WHERE u.day >= $1 AND u.day <= $2 ORDER BY u.day, u.site_id",
        [Stored.Day(from), Stored.Day(to)],
        row => (new SiteId(row.GetString(11)), UsageTable.ReadDay(row)),
        stop);

    /// <summary>What was to be had at every site from one day to another, both included.</summary>
    public Task<List<Offer>> Offers(DateOnly from, DateOnly to, CancellationToken stop) => ReadHot(
        "SELECT o.site_id, o.day, o.afternoon, o.kind, o.spaces, o.leased, o.estimated FROM offer o WHERE o.day >= $1 AND o.day <= $2 ORDER BY o.site_id, o.day, o.afternoon, o.kind",
        [Stored.Day(from), Stored.Day(to)],
        row => new Offer(new SiteId(row.GetString(0)), row.Day(1), row.GetBoolean(2), Stored.Read<SpaceKind>(row.GetString(3)), row.GetInt32(4), row.GetInt32(5), row.GetBoolean(6)),
        stop);

    /// <summary>Which months of which sites are not counted yet, or must be counted again now.</summary>
    public Task<List<(SiteId Site, DateOnly Month)>> UsageDue(DateTimeOffset now, CancellationToken stop) => ReadHot(
        "SELECT u.site_id, u.month FROM usage_month u WHERE u.due_at <= $1 ORDER BY u.site_id, u.month", [Stored.Ms(now)], row => (new SiteId(row.GetString(0)), row.Day(1)), stop);

    /// <summary>Where and when bookings are, of those that are known.</summary>
    public Task<List<(string Id, SiteId Site, TimeRange During)>> BookingSpans(IReadOnlyCollection<string> ids, CancellationToken stop) => ReadHot(
        $"SELECT b.id, b.site_id, b.start_at, b.end_at FROM booking b WHERE b.id {Dialect.In("$1")}", [Texts(ids)], row => (row.GetString(0), new SiteId(row.GetString(1)), row.Range(2)), stop);

    /// <summary>Where and when these members have, or had, bookings.</summary>
    public Task<List<(string Id, SiteId Site, TimeRange During)>> BookingSpansOf(IReadOnlyCollection<string> members, CancellationToken stop) => ReadHot(
        $"SELECT b.id, b.site_id, b.start_at, b.end_at FROM booking b WHERE b.member_id {Dialect.In("$1")}", [Texts(members)], row => (row.GetString(0), new SiteId(row.GetString(1)), row.Range(2)), stop);

    /// <summary>From the first booking of each of these sites to the last one.</summary>
    public Task<List<(string Id, SiteId Site, TimeRange During)>> BookingSpansAt(IReadOnlyCollection<string> sites, CancellationToken stop) => ReadHot(
        $"SELECT b.site_id, b.site_id, min(b.start_at), max(b.end_at) FROM booking b WHERE b.site_id {Dialect.In("$1")} GROUP BY b.site_id", [Texts(sites)], row => (row.GetString(0), new SiteId(row.GetString(1)), row.Range(2)), stop);

    /// <summary>The last day of each site that is known what was to be had on.</summary>
    public async Task<IReadOnlyDictionary<SiteId, DateOnly>> LastOffers(CancellationToken stop) =>
        (await ReadHot("SELECT o.site_id, max(o.day) FROM offer o GROUP BY o.site_id", [], row => (Site: new SiteId(row.GetString(0)), Day: row.Day(1)), stop).ConfigureAwait(false)).ToDictionary(last => last.Site, last => last.Day);

    /// <summary>When a site had its first booking; null where it never had one.</summary>
    public async Task<DateTimeOffset?> FirstBookingAt(SiteId site, CancellationToken stop) =>
        (await ReadHot("SELECT min(b.start_at) FROM booking b WHERE b.site_id = $1", [site.Value], row => row.InstantOrNull(0), stop).ConfigureAwait(false))[0];

    /// <summary>Every closure and block of a site that touches a window, over or not; those that were taken back are none.</summary>
    public Task<List<Closure>> ClosuresDuring(SiteId site, TimeRange window, CancellationToken stop) => ReadHot(
        "SELECT c.id, c.site_id, c.space_id, c.start_at, c.end_at, c.reason FROM closure c WHERE c.site_id = $1 AND c.start_at < $3 AND c.end_at > $2 AND c.removed_at IS NULL",
        [site.Value, Stored.Ms(window.Start), Stored.Ms(window.End)],
        row => new Closure(row.GetString(0), new SiteId(row.GetString(1)), row.Text(2) is { } space ? new SpaceId(space) : null, row.Range(3), row.GetString(5)),
        stop);
}
