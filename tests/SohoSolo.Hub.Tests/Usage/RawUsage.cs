using System.Globalization;
using SohoSolo.Hub.Tests.Hubs;

namespace SohoSolo.Hub.Tests.Usage;

/// <summary>
/// What is counted of use, asked of the bookings themselves in SQL: nothing of the program's counting is in it, and the half-days come from the system's own zones.
/// </summary>
internal sealed class RawUsage(ScratchStore database, IReadOnlyList<(string Site, string Zone, TimeOnly Noon)> sites, DateOnly first, DateOnly last, DateTimeOffset now)
{
    private const string Sums = "sum(x.booked), sum(x.used), sum(x.no_shows), sum(x.walk_ins), sum(x.guests), sum(x.minutes)";

    /// <summary>Site, day, half, kind, home, funder, and the six measures.</summary>
    public Task<IReadOnlyList<string>> Days() => database.Rows($"""
        {Counted()} SELECT x.site_id, x.day, x.afternoon, x.kind, x.home, x.funder, {Sums} FROM counted x GROUP BY x.site_id, x.day, x.afternoon, x.kind, x.home, x.funder
        """);

    /// <summary>Site, month, person, kind, home, funder, payer, and the six measures.</summary>
    public Task<IReadOnlyList<string>> Persons() => database.Rows($"""
        {Counted()} SELECT x.site_id, x.day / 100 * 100 + 1, x.person, x.kind, x.home, x.funder, x.payer, {Sums}
        FROM counted x GROUP BY x.site_id, x.day / 100, x.person, x.kind, x.home, x.funder, x.payer
        """);

    /// <summary>Different persons of whatever is asked by, in a range of months.</summary>
    public Task<IReadOnlyList<string>> Members(string by, int fromDay, int toDay) =>
        database.Rows($"{Counted()} SELECT {by}, count(DISTINCT x.person) FROM counted x WHERE x.day >= {fromDay} AND x.day < {toDay} GROUP BY {by}");

    private string Counted()
    {
        var (ms, guests) = (now.ToUnixTimeMilliseconds(), database.IsSqlite ? "json_array_length(b.guests)" : "json_array_length(b.guests::json)");
        return string.Create(CultureInfo.InvariantCulture, $"""
            WITH half (site_id, day, afternoon, from_at, to_at) AS (VALUES {string.Join(", ", Halves())}),
            met AS (
                SELECT b.*, h.day, h.afternoon, b.start_at >= h.from_at AS is_first,
                    CASE WHEN b.start_at > h.from_at THEN b.start_at ELSE h.from_at END AS part_from, CASE WHEN b.end_at < h.to_at THEN b.end_at ELSE h.to_at END AS part_to
                FROM booking b JOIN half h ON h.site_id = b.site_id AND b.start_at < h.to_at AND b.end_at > h.from_at
                WHERE b.status IN ('confirmed', 'checked-in', 'completed', 'no-show')),
            counted AS (
                SELECT m.site_id, m.day, m.afternoon, m.kind, coalesce(p.pseudonym, m.member_id) AS person,
                    coalesce(
                        (SELECT mh.home FROM member_home mh WHERE mh.member_id = m.member_id
                            AND mh.from_day <= (SELECT s.day FROM half s WHERE s.site_id = m.site_id AND s.from_at <= m.start_at AND m.start_at < s.to_at) ORDER BY mh.from_day DESC LIMIT 1),
                        (SELECT c.siren FROM member who JOIN commune c ON c.insee_code = who.commune WHERE who.id = m.member_id),
                        (SELECT 'country:' || who.country FROM member who WHERE who.id = m.member_id), '') AS home,
                    coalesce((SELECT e.funder FROM charge c JOIN entitlement e ON e.id = c.entitlement_id WHERE c.booking_id = m.id ORDER BY c.entitlement_id, c.period LIMIT 1), '') AS funder,
                    coalesce((SELECT e.payer FROM charge c JOIN entitlement e ON e.id = c.entitlement_id WHERE c.booking_id = m.id ORDER BY c.entitlement_id, c.period LIMIT 1), '') AS payer,
                    1 AS booked,
                    CASE WHEN m.status = 'checked-in' OR (m.status = 'completed' AND NOT m.unproven) THEN 1 ELSE 0 END AS used,
                    CASE WHEN m.is_first AND m.status = 'no-show' THEN 1 ELSE 0 END AS no_shows,
                    CASE WHEN m.is_first AND m.walk_in THEN 1 ELSE 0 END AS walk_ins,
                    CASE WHEN m.is_first AND m.status <> 'no-show' THEN coalesce({guests.Replace("b.", "m.", StringComparison.Ordinal)}, 0) ELSE 0 END AS guests,
                    CASE WHEN m.status = 'no-show' THEN 0 ELSE m.part_to / 60000 - m.part_from / 60000 END AS minutes
                FROM met m LEFT JOIN person p ON p.member_id = m.member_id
                WHERE m.part_from <= {ms})
            """);
    }

    private IEnumerable<string> Halves()
    {
        foreach (var (site, zone, boundary) in sites)
        {
            var at = TimeZoneInfo.FindSystemTimeZoneById(zone);
            for (var day = first; day <= last; day = day.AddDays(1))
            {
                var (midnight, noon, next) = (Ms(day, new TimeOnly(0, 0), at), Ms(day, boundary, at), Ms(day.AddDays(1), new TimeOnly(0, 0), at));
                yield return string.Create(CultureInfo.InvariantCulture, $"('{site}', {day:yyyyMMdd}, {Flag(false)}, {midnight}, {noon})");
                yield return string.Create(CultureInfo.InvariantCulture, $"('{site}', {day:yyyyMMdd}, {Flag(true)}, {noon}, {next})");
            }
        }
    }

    private string Flag(bool value) => database.IsSqlite ? (value ? "1" : "0") : (value ? "TRUE" : "FALSE");

    private static long Ms(DateOnly day, TimeOnly time, TimeZoneInfo zone) => new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), zone)).ToUnixTimeMilliseconds();
}
