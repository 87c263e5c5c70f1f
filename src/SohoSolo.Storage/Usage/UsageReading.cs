using System.Data.Common;
using Dapper;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Reads what one site's month is counted from. Bookings and the numbers of their members come in one statement, so that nobody is met in the moment between the two.</summary>
internal static class UsageReading
{
    private static readonly long Longest = (long)BookingRules.HardLongest.TotalMilliseconds;

    // The first charge tells who paid: one booking is never split over kinds of entitlement.
    private static readonly string BookingsSql = $"""
        SELECT b.id, b.member_id, p.pseudonym, m.status, coalesce(k.siren, CASE WHEN m.country IS NULL THEN '' ELSE 'country:' || m.country END),
            b.kind, b.start_at, b.end_at, b.status, b.unproven, b.walk_in, b.guests, e.funder, e.payer
        FROM booking b
            JOIN member m ON m.id = b.member_id
            LEFT JOIN commune k ON k.insee_code = m.commune
            LEFT JOIN person p ON p.member_id = b.member_id
            LEFT JOIN charge c ON c.booking_id = b.id
            LEFT JOIN entitlement e ON e.id = c.entitlement_id
        WHERE b.site_id = @site AND b.start_at < @end AND b.start_at > @start - {Longest} AND b.end_at > @start AND b.status IN ('confirmed', 'checked-in', 'completed', 'no-show')
        ORDER BY b.id, c.entitlement_id, c.period
        """;

    private const string HomesSql = "SELECT h.member_id, h.from_day, h.home FROM member_home h ORDER BY h.member_id, h.from_day";

    private const string MonthSql = "SELECT u.version, u.counted_at, u.due_at FROM usage_month u WHERE u.site_id = @site AND u.month = @month";

    public static async Task<UsageFacts> Facts(DbConnection connection, DbTransaction snapshot, SiteId site, DateOnly month, SiteCalendar calendar, CancellationToken stop)
    {
        var window = UsageRollup.Window(calendar, month);
        var (first, next) = (Stored.Day(month), Stored.Day(month.AddMonths(1)));
        var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
            $"{MonthSql}; {HomesSql}; {BookingsSql}; {UsageTable.DaysSql}; {UsageTable.PersonsSql}",
            new { site = site.Value, month = first, next, start = Stored.Ms(window.Start), end = Stored.Ms(window.End) },
            snapshot,
            cancellationToken: stop)).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var results = new Results(reader, stop);
        var state = await results.Next(row => (Version: row.GetInt32(0), CountedAt: row.InstantOrNull(1), DueAt: row.InstantOrNull(2))).ConfigureAwait(false);
        var homes = (await results.Next(row => (Member: row.GetString(0), From: row.GetInt32(1), Home: row.GetString(2))).ConfigureAwait(false)).ToLookup(home => home.Member);
        var unnumbered = new HashSet<MemberId>();
        var rows = await results.Next(row => Read(row, calendar, homes, unnumbered)).ConfigureAwait(false);
        return new UsageFacts
        {
            Site = site,
            Month = month,
            Version = state.Count == 0 ? 0 : state[0].Version,
            CountedAt = state.Count == 0 ? null : state[0].CountedAt,
            DueAt = state.Count == 0 ? null : state[0].DueAt,
            Bookings = [.. rows.DistinctBy(row => row.Id).Select(row => row.Booking)],
            Days = await results.Next(UsageTable.ReadDay).ConfigureAwait(false),
            Persons = await results.Next(UsageTable.ReadPerson).ConfigureAwait(false),
            Unnumbered = [.. unnumbered],
        };
    }

    private static (string Id, CountedBooking Booking) Read(DbDataReader row, SiteCalendar calendar, ILookup<string, (string Member, int From, string Home)> homes, HashSet<MemberId> unnumbered)
    {
        var member = row.GetString(1);
        if (row.IsDBNull(2) && row.GetString(3) != "erased")
            unnumbered.Add(new MemberId(member));

        var during = row.Range(6);
        var day = Stored.Day(calendar.DayOf(during.Start));
        return (row.GetString(0), new CountedBooking
        {
            Person = row.Text(2) ?? member,
            Home = homes[member].LastOrDefault(home => home.From <= day).Home ?? row.GetString(4),
            Kind = Stored.Read<SpaceKind>(row.GetString(5)),
            During = during,
            Status = Stored.Read<BookingStatus>(row.GetString(8)),
            Unproven = row.GetBoolean(9),
            IsWalkIn = row.GetBoolean(10),
            Guests = row.IsDBNull(11) ? 0 : Stored.Guests(row.GetString(11)).Count,
            Funder = row.Text(12) ?? "",
            Payer = row.Text(13) ?? "",
        });
    }
}
