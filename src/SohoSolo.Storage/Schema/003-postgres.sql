-- A space's row is written with every batch that speaks of it, and none of its indexes with it: room in its page keeps it there.
ALTER TABLE occupancy SET (fillfactor = 40);

-- For people's tools; see 001-postgres.sql.
CREATE VIEW occupancy_seen AS
    SELECT space_id, site_id, version, announced, to_timestamp(announced_at / 1000.0) AS announced_since, to_timestamp(folded_to / 1000.0) AS folded_to, state
    FROM occupancy;

CREATE VIEW reconciliation_seen AS
    SELECT id, version, site_id, space_id, booking_id, member_id, kind, why, to_timestamp(from_at / 1000.0) AS starts, to_timestamp(until_at / 1000.0) AS ends,
        evidence, to_timestamp(concluded_at / 1000.0) AS concluded, to_timestamp(reminded_at / 1000.0) AS reminded,
        to_timestamp(leave_offered_at / 1000.0) AS leave_offered
    FROM reconciliation;
