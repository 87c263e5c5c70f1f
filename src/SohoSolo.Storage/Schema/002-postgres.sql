-- For people's tools; see 001-postgres.sql.
CREATE OR REPLACE VIEW booking_seen AS
    SELECT id, version, site_id, space_id, kind, member_id, status, holds,
        to_timestamp(start_at / 1000.0) AS starts, to_timestamp(end_at / 1000.0) AS ends,
        to_timestamp(made_at / 1000.0) AS made, to_timestamp(due_at / 1000.0) AS due,
        rules_version, rate, purpose, series, unproven, end_reason, walk_in
    FROM booking;

CREATE VIEW site_event_seen AS
    SELECT gateway, epoch, seq, site_id, to_timestamp(at / 1000.0) AS at, to_timestamp(received_at / 1000.0) AS received, kind, device, door, reader,
        decision, reason, credential, member_id, booking_id, command, value, detail
    FROM site_event;

CREATE VIEW alarm_seen AS
    SELECT id, version, site_id, kind, about, to_timestamp(raised_at / 1000.0) AS raised, to_timestamp(cleared_at / 1000.0) AS cleared,
        to_timestamp(acknowledged_at / 1000.0) AS acknowledged, acknowledged_by, note, raised_by
    FROM alarm;

CREATE VIEW gateway_cursor_seen AS
    SELECT gateway, epoch, site_id, upto, to_timestamp(watermark / 1000.0) AS watermark, to_timestamp(seen_at / 1000.0) AS seen
    FROM gateway_cursor;
