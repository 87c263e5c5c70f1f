using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<CalendarLink>> CalendarLinks(MemberId member, CancellationToken stop) => await Read(
        $"SELECT {CalendarLinkTable.Columns} FROM calendar_link c WHERE c.member_id = @member ORDER BY c.made_at, c.id", new { member = member.Value }, CalendarLinkTable.Read, stop).ConfigureAwait(false);

    /// <summary>By the hash of its secret.</summary>
    public Task<CalendarLink?> CalendarLink(string hash, CancellationToken stop) =>
        ReadOne($"SELECT {CalendarLinkTable.Columns} FROM calendar_link c WHERE c.hash = @hash", new { hash }, CalendarLinkTable.Read, stop);

    /// <summary>When these bookings were changed last; one of which the journal tells nothing is absent.</summary>
    public async Task<IReadOnlyDictionary<BookingId, DateTimeOffset>> LastChanges(IReadOnlyCollection<BookingId> bookings, CancellationToken stop)
    {
        var sql = $"SELECT j.entity_id, max(j.at) FROM journal j WHERE j.entity = 'booking' AND j.entity_id {Dialect.In("$1")} GROUP BY j.entity_id";
        var rows = await ReadHot(sql, [Texts(bookings.Select(booking => booking.Value))], row => (Id: new BookingId(row.GetString(0)), At: row.Instant(1)), stop).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.At);
    }
}
