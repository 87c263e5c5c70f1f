namespace SohoSolo.Storage;

/// <summary>What must hold of doors, of what opens them and of what happened there.</summary>
internal static class DoorChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("presence", "every site has the row that ingest locks", """
            SELECT s.id FROM site s LEFT JOIN presence p ON p.site_id = s.id WHERE p.site_id IS NULL
            """),

        // Old events are forgotten from the front, and old samples of sensors below their gateway's mark; from the first that is kept behind it on none may be missing but those that an operator has given up.
        new("events", "each life of a gateway's outbox is told without a gap from its first kept event to its cursor", """
            SELECT e.gateway || '/' || e.epoch AS id FROM (
                SELECT gateway, epoch, min(seq) AS first, max(seq) AS last, count(*) AS events FROM site_event
                WHERE seq >= coalesce((SELECT k.thinned_to FROM gateway_cursor k WHERE k.gateway = site_event.gateway AND k.epoch = site_event.epoch), 0) GROUP BY gateway, epoch) e
            LEFT JOIN gateway_cursor c ON c.gateway = e.gateway AND c.epoch = e.epoch
            WHERE c.upto IS NULL OR e.last > c.upto OR c.upto - e.first + 1 <> e.events + coalesce((
                SELECT sum(g.last_seq - g.first_seq + 1) FROM event_gap g WHERE g.gateway = e.gateway AND g.epoch = e.epoch AND g.first_seq > e.first), 0)
            """),
        new("access log", "the journal tells each decision at a door once", """
            SELECT e.gateway || '/' || e.epoch || '/' || CAST(e.seq AS text) AS id FROM site_event e
            LEFT JOIN journal j ON j.entity = 'access' AND j.entity_id = e.gateway || '/' || e.epoch || '/' || CAST(e.seq AS text) AND j.what = e.decision
            WHERE e.decision IN ('granted', 'denied') GROUP BY e.gateway, e.epoch, e.seq HAVING count(j.entity_id) <> 1
            """),
        new("badges", "no badge and no PIN is two members' at one time", """
            SELECT min(c.id) AS id FROM credential c WHERE c.revoked_at IS NULL GROUP BY c.lookup HAVING count(*) > 1
            """),
        new("walk-ins", "every walk-in that was booked has its booking", """
            SELECT w.ask AS id FROM walk_in w LEFT JOIN booking b ON b.id = w.booking_id
            WHERE w.booking_id IS NOT NULL AND (b.id IS NULL OR NOT b.walk_in OR b.member_id <> w.member_id)
            """),
        new("passes", "the journal tells once when each guest pass was given out", """
            SELECT p.nonce AS id FROM guest_pass p LEFT JOIN journal j ON j.entity = 'pass' AND j.entity_id = p.nonce GROUP BY p.nonce HAVING count(j.entity_id) <> 1
            """),
        Check.History("credential", "credentials"),
        Check.History("enrolment", "enrolments"),
        Check.History("door", "doors", "r.site_id || '/' || r.id"),
        Check.History("device", "devices"),
        Check.History("alarm", "alarms"),
    ];
}
