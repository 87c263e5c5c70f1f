namespace SohoSolo.Storage;

/// <summary>A rule that rows must keep, and the select of the ids (<c>id</c>) of those that do not. None of them relies on a constraint.</summary>
internal sealed record Check(string Name, string Rule, string Wrong)
{
    private const string Holding = "('requested', 'offered', 'confirmed', 'checked-in')";

    public static readonly IReadOnlyList<Check> All =
    [
        new("places", "no two bookings hold one space at one time", $"""
            SELECT b.id FROM (
                SELECT id, start_at, max(end_at) OVER (PARTITION BY space_id ORDER BY start_at, end_at, id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
                FROM booking WHERE status IN {Holding}) b
            WHERE b.start_at < b.taken_until
            """),
        new("leases", "no two leases give one space on one day", """
            SELECT e.id FROM (
                SELECT id, first_day, max(coalesce(last_day, 99991231)) OVER (PARTITION BY space_id ORDER BY first_day, id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS leased_until
                FROM entitlement WHERE space_id IS NOT NULL AND first_day <= coalesce(last_day, 99991231)) e
            WHERE e.first_day <= e.leased_until
            """),
        new("members", "no member holds two places at one time, rooms for guests apart", $"""
            SELECT b.id FROM (
                SELECT id, start_at, max(end_at) OVER (PARTITION BY member_id ORDER BY start_at, end_at, id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
                FROM booking WHERE status IN {Holding} AND NOT (kind = 'meeting-room' AND guests IS NOT NULL)) b
            WHERE b.start_at < b.taken_until
            """),
        new("holds", "a booking holds its place exactly while its status says so, and then something is due", $"""
            SELECT b.id FROM booking b
            WHERE b.holds <> (b.status IN {Holding}) OR (b.due_at IS NOT NULL) <> (b.status IN {Holding})
            """),
        new("balances", "each balance is the sum of its charges, and no charge is without balance", """
            SELECT x.entitlement_id || ' ' || x.period || ' ' || x.site_id AS id FROM (
                SELECT entitlement_id, period, site_id, held, used FROM balance
                UNION ALL
                SELECT c.entitlement_id, c.period, b.site_id,
                    -sum(CASE WHEN c.used THEN 0 ELSE c.units END), -sum(CASE WHEN c.used THEN c.units ELSE 0 END)
                FROM charge c JOIN booking b ON b.id = c.booking_id GROUP BY c.entitlement_id, c.period, b.site_id) x
            GROUP BY x.entitlement_id, x.period, x.site_id HAVING sum(x.held) <> 0 OR sum(x.used) <> 0
            """),
        new("charges", "units are held only while a booking holds, used only once it is checked in or over, and drawn from the member's own grants, under her name or her pseudonym", $"""
            SELECT c.booking_id AS id FROM charge c LEFT JOIN booking b ON b.id = c.booking_id LEFT JOIN entitlement e ON e.id = c.entitlement_id
            WHERE b.id IS NULL OR e.id IS NULL OR c.units <= 0
                OR (e.member_id <> b.member_id AND NOT EXISTS (SELECT 1 FROM person p WHERE p.member_id = e.member_id AND p.pseudonym = b.member_id)) OR b.status = 'refused'
                OR (c.used AND b.status IN ('requested', 'offered', 'confirmed')) OR (NOT c.used AND b.status NOT IN {Holding})
            """),
        new("offers", "every offer has somebody in line who was offered it", """
            SELECT b.id FROM booking b LEFT JOIN waiting w ON w.offer = b.id AND w.status = 'offered' AND w.member_id = b.member_id
            WHERE b.status = 'offered' GROUP BY b.id HAVING count(w.id) <> 1
            """),
        new("pseudonyms", "nothing but a community is known of whoever is erased", """
            SELECT m.id FROM member m WHERE m.status = 'erased' AND (m.name <> '' OR m.email IS NOT NULL OR m.phone IS NOT NULL
                OR ((m.commune IS NOT NULL OR m.country IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.member_id = m.id)))
            UNION ALL
            SELECT p.member_id FROM person p LEFT JOIN member m ON m.id = p.member_id WHERE m.id IS NULL
            """),
        new("mail", "a message waits, is being sent, was sent at some time or was given up, and has its text as long as it may still be sent", """
            SELECT m.id FROM mail m
            WHERE m.status NOT IN ('queued', 'sending', 'sent', 'dead', 'cancelled') OR (m.status = 'sent') <> (m.sent_at IS NOT NULL)
                OR (m.status IN ('queued', 'sending') AND m.body_text IS NULL) OR (m.status <> 'sending' AND m.claimed_by IS NOT NULL)
            """),
        new("calendars of others", "a time of a calendar that is applied has a closure of its site, the others have none", """
            SELECT e.key AS id FROM calendar_entry e JOIN calendar_source s ON s.id = e.source_id LEFT JOIN closure c ON c.id = e.closure_id AND c.site_id = s.site_id
            WHERE e.state NOT IN ('applied', 'waiting', 'declined') OR (e.state = 'applied') <> (c.id IS NOT NULL)
            """),
        new("webhooks", "a delivery waits, was delivered, given up or dropped, and waits only for a webhook that has its secret", """
            SELECT d.id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
            WHERE d.status NOT IN ('queued', 'delivered', 'dead', 'dropped') OR (w.ended_at IS NULL) <> (w.secret <> '')
            """),
        new("usage sums", "what persons used in a month is what was used on its days", """
            SELECT x.site_id || ' ' || CAST(x.month AS text) AS id FROM (
                SELECT site_id, day / 100 AS month, booked, used, no_shows, walk_ins, guests, minutes FROM usage_day
                UNION ALL
                SELECT site_id, month / 100, -booked, -used, -no_shows, -walk_ins, -guests, -minutes FROM usage_person) x
            GROUP BY x.site_id, x.month
            HAVING sum(x.booked) <> 0 OR sum(x.used) <> 0 OR sum(x.no_shows) <> 0 OR sum(x.walk_ins) <> 0 OR sum(x.guests) <> 0 OR sum(x.minutes) <> 0
            """),
        .. DoorChecks.All,
        .. PresenceChecks.All,
        History("booking", "bookings"),
        History("waiting", "waiting entries"),
        History("entitlement", "entitlements"),
        History("member", "members"),
        History("preference", "preferences", "r.member_id"),
        History("consent", "consents", "r.member_id"),
        History("webhook", "webhooks"),
        History("calendar_source", "calendars of others"),
        History("site", "sites"),
        new("journal of closures", "the journal tells when each closure was made and when it was taken back", Twice("closure", "removed_at")),
        new("journal of tokens", "the journal tells when each token was made and when it was revoked", Twice("token", "revoked_at")),
        new("journal of the policy", "the journal tells every version of the policy once", """
            SELECT 'version ' || CAST(x.version AS text) AS id FROM (
                SELECT version FROM policy UNION ALL SELECT version FROM journal WHERE entity = 'policy') x
            GROUP BY x.version HAVING count(*) <> 2
            """),
    ];

    /// <summary>Versions 1 to n, each exactly once, for every row; and no entries of a row that is not there.</summary>
    public static Check History(string entity, string many, string id = "r.id") => new($"journal of {many}", $"the journal tells each {entity}'s versions once each, from the first to the last", $"""
        SELECT {id} AS id FROM {entity} r LEFT JOIN (
            SELECT entity_id, count(*) AS entries, count(DISTINCT version) AS versions, min(version) AS first, max(version) AS last
            FROM journal WHERE entity = '{entity}' GROUP BY entity_id) j ON j.entity_id = {id}
        WHERE j.entries IS NULL OR j.entries <> r.version OR j.versions <> r.version OR j.first <> 1 OR j.last <> r.version
        UNION ALL
        SELECT j.entity_id FROM journal j LEFT JOIN {entity} r ON {id} = j.entity_id WHERE j.entity = '{entity}' AND r.version IS NULL
        """);

    /// <summary>What is made and ended and never changed between: version 1, and version 2 once it has ended.</summary>
    private static string Twice(string entity, string ended) => $"""
        SELECT r.id FROM {entity} r LEFT JOIN (
            SELECT entity_id, count(*) AS entries, min(version) AS first, max(version) AS last
            FROM journal WHERE entity = '{entity}' GROUP BY entity_id) j ON j.entity_id = r.id
        WHERE j.entries IS NULL OR j.first <> 1
            OR j.entries <> CASE WHEN r.{ended} IS NULL THEN 1 ELSE 2 END OR j.last <> CASE WHEN r.{ended} IS NULL THEN 1 ELSE 2 END
        """;
}
