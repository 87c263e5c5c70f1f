namespace SohoSolo.Storage;

/// <summary>What must hold of what is known of presence.</summary>
internal static class PresenceChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("reconciliations", "every account of a booking has its booking, at its site", """
            SELECT r.id FROM reconciliation r LEFT JOIN booking b ON b.id = r.booking_id
            WHERE r.booking_id IS NOT NULL AND (b.id IS NULL OR b.site_id <> r.site_id OR r.id <> r.booking_id)
            """),
        new("checkpoints", "every space that was heard of can be folded again, and no other has anything to fold from", """
            SELECT o.space_id AS id FROM occupancy o LEFT JOIN space s ON s.id = o.space_id AND s.site_id = o.site_id WHERE s.id IS NULL
            UNION ALL
            SELECT o.space_id FROM occupancy o WHERE NOT EXISTS (SELECT 1 FROM occupancy_checkpoint c WHERE c.space_id = o.space_id AND c.at <= o.folded_to)
            UNION ALL
            SELECT c.space_id FROM occupancy_checkpoint c LEFT JOIN occupancy o ON o.space_id = c.space_id WHERE o.space_id IS NULL
            """),
        Check.History("occupancy", "spaces' occupancy", "r.space_id"),
        Check.History("reconciliation", "accounts of presence"),
    ];
}
