using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>Every line she stands or stood in, by the time she waits for.</summary>
    public Task<IReadOnlyList<WaitingEntry>> WaitingOf(MemberId member, CancellationToken stop) =>
        ReadWaiting("w.member_id = @member ORDER BY w.start_at, w.id", new { member = member.Value }, stop);

    public Task<WaitingEntry?> Waiting(string id, CancellationToken stop) =>
        ReadOne($"SELECT {WaitingTable.Columns} FROM waiting w WHERE w.id = @id", new { id }, WaitingTable.Read, stop);

    /// <summary>Everybody who still waits at a site for a time that touches the window, in the order of the line.</summary>
    public Task<IReadOnlyList<WaitingEntry>> Line(SiteId site, TimeRange window, CancellationToken stop)
    {
        // The first condition is the index's own; who has an offer already waits for nothing else.
        const string where = """
            w.status IN ('waiting', 'offered') AND w.status = 'waiting' AND w.site_id = @site
                AND w.start_at > @earliest AND w.start_at < @end AND w.end_at > @start
            ORDER BY w.made_at, w.id
            """;
        var values = new { site = site.Value, earliest = Earliest(window), start = Stored.Ms(window.Start), end = Stored.Ms(window.End) };
        return ReadWaiting(where, values, stop);
    }

    private async Task<IReadOnlyList<WaitingEntry>> ReadWaiting(string where, object values, CancellationToken stop) =>
        await Read($"SELECT {WaitingTable.Columns} FROM waiting w WHERE {where}", values, WaitingTable.Read, stop).ConfigureAwait(false);
}
