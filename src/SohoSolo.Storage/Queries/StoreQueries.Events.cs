using Dapper;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<SiteEvent>> Events(EventFilter filter, CancellationToken stop)
    {
        var values = new DynamicParameters(new { site = filter.Site.Value, most = filter.Most });
        var sql = $"""
            SELECT {EventTable.Columns} FROM site_event e
            WHERE e.site_id = @site {string.Concat(Conditions(filter, values).Select(condition => $" AND {condition}"))}
            ORDER BY e.at DESC, e.gateway DESC, e.epoch DESC, e.seq DESC LIMIT @most
            """;
        return await Read(sql, values, EventTable.Read, stop).ConfigureAwait(false);
    }

    public Task<SiteEvent?> Event(EventId id, CancellationToken stop) => ReadOne(
        $"SELECT {EventTable.Columns} FROM site_event e WHERE e.gateway = @Gateway AND e.epoch = @Epoch AND e.seq = @Seq",
        new { id.Gateway, id.Epoch, id.Seq },
        EventTable.Read,
        stop);

    /// <summary>Every life of every gateway's outbox, as far as its events are kept.</summary>
    public async Task<IReadOnlyList<EventCount>> EventCounts(CancellationToken stop)
    {
        const string sql = "SELECT e.gateway, e.epoch, min(e.seq), max(e.seq), count(*) FROM site_event e GROUP BY e.gateway, e.epoch ORDER BY e.gateway, e.epoch";
        return await Read(sql, null, row => new EventCount(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), stop).ConfigureAwait(false);
    }

    /// <summary>How far the gateways of a site have been heard, the one that moved last at the end; null for every site.</summary>
    public async Task<IReadOnlyList<GatewayCursor>> Cursors(SiteId? site, CancellationToken stop) => await Read(
        $"SELECT {EventTable.CursorColumns} FROM gateway_cursor g {(site is null ? "" : "WHERE g.site_id = @site")} ORDER BY g.seen_at, g.gateway, g.epoch",
        new { site = site?.Value },
        EventTable.ReadCursor,
        stop).ConfigureAwait(false);

    /// <summary>Whole bookings of these members at a site that touch the window, whatever their status. Ordered by start, then id.</summary>
    public async Task<IReadOnlyList<Booking>> BookingsOfDay(IReadOnlyCollection<MemberId> members, SiteId site, TimeRange window, CancellationToken stop)
    {
        if (members.Count == 0)
            return [];

        var sql = $"""
            {wholeBooking.Select}WHERE b.member_id {Dialect.In("$1")} AND b.site_id = $2 AND b.start_at > $3 AND b.start_at < $4 AND b.end_at > $5
            ORDER BY b.start_at, b.id
            """;
        object[] values = [Texts(members.Select(member => member.Value)), site.Value, Earliest(window), Stored.Ms(window.End), Stored.Ms(window.Start)];
        return await ReadHot(sql, values, WholeBooking.Read, stop).ConfigureAwait(false);
    }

    private IEnumerable<string> Conditions(EventFilter filter, DynamicParameters values)
    {
        if (filter.Window is { } window)
        {
            values.Add("start", Stored.Ms(window.Start));
            values.Add("end", Stored.Ms(window.End));
            yield return "e.at >= @start AND e.at < @end";
        }

        if (filter.Kinds is not null)
        {
            values.Add("kinds", Texts(filter.Kinds));
            yield return $"e.kind {Dialect.In("@kinds")}";
        }

        if (filter.Door is not null)
        {
            values.Add("door", filter.Door);
            yield return "e.door = @door";
        }

        if (filter.Member is { } member)
        {
            values.Add("member", member.Value);
            yield return "e.member_id = @member";
        }

        if (filter.DecisionsOnly)
            yield return "e.decision IN ('granted', 'denied')";

        if (filter.After is { } after)
        {
            values.AddDynamicParams(new { after.Gateway, after.Epoch, after.Seq });
            yield return """
                (e.at, e.gateway, e.epoch, e.seq) < (
                    (SELECT p.at FROM site_event p WHERE p.gateway = @Gateway AND p.epoch = @Epoch AND p.seq = @Seq), @Gateway, @Epoch, @Seq)
                """;
        }
    }
}
