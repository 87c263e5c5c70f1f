using Dapper;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    // Tells a planner without statistics, or SQLite without a leading column, to go through the sites' own entries in an index.
    private const string EverySite = "IN (SELECT id FROM site)";

    public Task<Booking?> Booking(BookingId id, CancellationToken stop) =>
        ReadOne(wholeBooking.Select + "WHERE b.id = @id", new { id = id.Value }, WholeBooking.Read, stop);

    /// <summary>Ordered by start, then id, unless the newest are asked for first. Whole bookings: charges, guests and evidence included.</summary>
    public async Task<IReadOnlyList<Booking>> Bookings(BookingFilter filter, CancellationToken stop)
    {
        var values = new DynamicParameters();
        var conditions = string.Join(" AND ", Conditions(filter, values));
        values.Add("most", filter.Most);
        if (filter.Skip > 0) values.Add("skip", filter.Skip);
        var order = filter.NewestFirst ? "b.start_at DESC, b.id DESC" : "b.start_at, b.id";
        var sql = $"{wholeBooking.Select}WHERE {conditions} ORDER BY {order} LIMIT @most{(filter.Skip > 0 ? " OFFSET @skip" : "")}";
        return await Read(sql, values, WholeBooking.Read, stop).ConfigureAwait(false);
    }

    /// <summary>Holds of these sites that touch the window (null: every site). Cost depends on the window, never on history.</summary>
    public Task<IReadOnlyList<Hold>> Holds(IReadOnlyCollection<SiteId>? sites, TimeRange window, CancellationToken stop) => Holds(sites, null, window, stop);

    /// <summary>The same for some spaces of these sites only.</summary>
    public Task<IReadOnlyList<Hold>> HoldsOf(IReadOnlyCollection<SpaceId> spaces, IReadOnlyCollection<SiteId> sites, TimeRange window, CancellationToken stop) =>
        Holds(sites, spaces, window, stop);

    private async Task<IReadOnlyList<Hold>> Holds(
        IReadOnlyCollection<SiteId>? sites, IReadOnlyCollection<SpaceId>? spaces, TimeRange window, CancellationToken stop)
    {
        // No booking is longer than the hard limit, so an index on the start alone bounds the read on both sides; and what is past holds nothing.
        var sql = $"""
            SELECT {BookingTable.HoldColumns} FROM booking b
            WHERE b.holds AND b.start_at > $1 AND b.start_at < $2 AND b.end_at > $3 AND b.site_id {(sites is null ? EverySite : Dialect.In("$4"))}
            {(spaces is null ? "" : $"AND b.space_id {Dialect.In("$5")}")}
            """;
        object[] values = [Earliest(window), Stored.Ms(window.End), Stored.Ms(window.Start)];
        if (sites is not null)
            values = spaces is null ? [.. values, Texts(sites)] : [.. values, Texts(sites), Texts(spaces.Select(space => space.Value))];

        return await ReadHot(sql, values, BookingTable.ReadHold, stop).ConfigureAwait(false);
    }

    /// <summary>The place of this kind where she was, or will be, last at this site. A year ago is no habit any more, and bounds the read.</summary>
    public async Task<SpaceId?> LastUsed(MemberId member, SiteId site, SpaceKind kind, CancellationToken stop)
    {
        const string sql = """
            SELECT b.space_id FROM booking b JOIN space s ON s.id = b.space_id AND NOT s.removed
            WHERE b.member_id = @member AND b.start_at > @since AND b.site_id = @site AND b.kind = @kind AND b.status IN ('confirmed', 'checked-in', 'completed')
            ORDER BY b.start_at DESC LIMIT 1
            """;
        var values = new { member = member.Value, site = site.Value, kind = Stored.Word(kind), since = Stored.Ms(store.Clock.GetUtcNow().AddYears(-1)) };
        return await ReadOne(sql, values, row => row.GetString(0), stop).ConfigureAwait(false) is { } space ? new SpaceId(space) : null;
    }

    /// <summary>Due at or before this instant, soonest first.</summary>
    public async Task<IReadOnlyList<Booking>> Due(DateTimeOffset now, int most, CancellationToken stop)
    {
        var sql = wholeBooking.Select + "WHERE b.due_at IS NOT NULL AND b.due_at <= @now ORDER BY b.due_at, b.id LIMIT @most";
        return await Read(sql, new { now = Stored.Ms(now), most }, WholeBooking.Read, stop).ConfigureAwait(false);
    }

    /// <summary>Nothing that starts at or before this instant can still touch the window.</summary>
    private static long Earliest(TimeRange window) => Stored.Ms(window.Start - BookingRules.HardLongest) - 1;

    private IEnumerable<string> Conditions(BookingFilter filter, DynamicParameters values)
    {
        if (filter.Member is { } member)
        {
            values.Add("member", member.Value);
            yield return "b.member_id = @member";
        }

        if (filter.Space is { } space)
        {
            // Through its site: the index by site and start holds the past, too.
            values.Add("space", space.Value);
            yield return "b.space_id = @space AND b.site_id = (SELECT s.site_id FROM space s WHERE s.id = @space)";
        }

        if (filter.Series is not null)
        {
            values.Add("series", filter.Series);
            yield return "b.series = @series";
        }

        if (filter.Sites is not null)
        {
            values.Add("sites", Texts(filter.Sites));
            yield return $"b.site_id {Dialect.In("@sites")}";
        }
        else if (filter is { Member: null, Space: null, Series: null })
        {
            yield return $"b.site_id {EverySite}";
        }

        if (filter.Window is { } window)
        {
            values.Add("start", Stored.Ms(window.Start));
            values.Add("end", Stored.Ms(window.End));
            values.Add("earliest", Earliest(window));
            yield return "b.start_at > @earliest AND b.start_at < @end AND b.end_at > @start";
        }

        if (filter.Statuses is not null)
        {
            values.Add("statuses", Texts(filter.Statuses.Select(status => Stored.Word(status))));
            yield return $"b.status {Dialect.In("@statuses")}";
        }
    }
}
