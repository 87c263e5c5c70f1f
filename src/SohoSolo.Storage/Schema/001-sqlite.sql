-- The second guard of the one invariant; PostgreSQL has an exclusion constraint in its place.
CREATE INDEX booking_holding ON booking (space_id, start_at, end_at) WHERE holds;

CREATE TRIGGER booking_no_overlap_insert BEFORE INSERT ON booking WHEN NEW.holds
BEGIN
    SELECT RAISE(ABORT, 'booking_no_overlap') WHERE EXISTS (
        SELECT 1 FROM booking b WHERE b.space_id = NEW.space_id AND b.holds AND b.start_at < NEW.end_at AND NEW.start_at < b.end_at);
END;

CREATE TRIGGER booking_no_overlap_update BEFORE UPDATE ON booking WHEN NEW.holds
BEGIN
    SELECT RAISE(ABORT, 'booking_no_overlap') WHERE EXISTS (
        SELECT 1 FROM booking b WHERE b.space_id = NEW.space_id AND b.id <> NEW.id AND b.holds AND b.start_at < NEW.end_at AND NEW.start_at < b.end_at);
END;

-- A lease that was taken back before it began ends before its first day and stands in nobody's way.
CREATE TRIGGER lease_no_overlap_insert BEFORE INSERT ON entitlement WHEN NEW.space_id IS NOT NULL AND NEW.first_day <= coalesce(NEW.last_day, 99991231)
BEGIN
    SELECT RAISE(ABORT, 'lease_no_overlap') WHERE EXISTS (
        SELECT 1 FROM entitlement e WHERE e.space_id = NEW.space_id AND e.id <> NEW.id AND e.first_day <= coalesce(e.last_day, 99991231)
            AND e.first_day <= coalesce(NEW.last_day, 99991231) AND NEW.first_day <= coalesce(e.last_day, 99991231));
END;

CREATE TRIGGER lease_no_overlap_update BEFORE UPDATE ON entitlement WHEN NEW.space_id IS NOT NULL AND NEW.first_day <= coalesce(NEW.last_day, 99991231)
BEGIN
    SELECT RAISE(ABORT, 'lease_no_overlap') WHERE EXISTS (
        SELECT 1 FROM entitlement e WHERE e.space_id = NEW.space_id AND e.id <> NEW.id AND e.first_day <= coalesce(e.last_day, 99991231)
            AND e.first_day <= coalesce(NEW.last_day, 99991231) AND NEW.first_day <= coalesce(e.last_day, 99991231));
END;

CREATE TABLE journal (
    seq           integer PRIMARY KEY AUTOINCREMENT,
    epoch         bigint NOT NULL,
    tx            bigint NOT NULL DEFAULT 0,
    at            bigint NOT NULL,
    entity        text NOT NULL,
    entity_id     idtext NOT NULL,
    version       integer NOT NULL,
    what          text NOT NULL,
    actor         idtext NOT NULL,
    member_id     idtext,
    site_id       idtext,
    rules_version integer,
    detail        text
);
CREATE INDEX journal_of_entity ON journal (entity, entity_id, version);
CREATE INDEX journal_of_member ON journal (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX journal_in_order ON journal (epoch, tx, seq);
