-- idtext is created before 001-tables.sql runs (000-postgres.sql).

-- The one invariant, held again by the database: no two bookings that hold one space overlap.
ALTER TABLE booking ADD CONSTRAINT booking_no_overlap
    EXCLUDE USING gist (space_id WITH =, int8range(start_at, end_at) WITH &&) WHERE (holds);

-- A space is leased to one member at a time. A lease that was taken back before it began ends before its first day and stands in nobody's way.
ALTER TABLE entitlement ADD CONSTRAINT lease_no_overlap
    EXCLUDE USING gist (space_id WITH =, int4range(first_day, last_day, '[]') WITH &&)
    WHERE (space_id IS NOT NULL AND (last_day IS NULL OR last_day >= first_day));

CREATE TABLE journal (
    epoch         bigint NOT NULL,
    tx            bigint NOT NULL,
    seq           bigint GENERATED ALWAYS AS IDENTITY,
    at            bigint NOT NULL,
    entity        text NOT NULL,
    entity_id     idtext NOT NULL,
    version       integer NOT NULL,
    what          text NOT NULL,
    actor         idtext NOT NULL,
    member_id     idtext,
    site_id       idtext,
    rules_version integer,
    detail        text,
    PRIMARY KEY (epoch, tx, seq)
);
CREATE INDEX journal_of_entity ON journal (entity, entity_id, version);
CREATE INDEX journal_of_member ON journal (member_id) WHERE member_id IS NOT NULL;

-- For people's tools: the same rows with instants and days as PostgreSQL writes them. The program reads none of them.
CREATE VIEW booking_seen AS
    SELECT id, version, site_id, space_id, kind, member_id, status, holds,
        to_timestamp(start_at / 1000.0) AS starts, to_timestamp(end_at / 1000.0) AS ends,
        to_timestamp(made_at / 1000.0) AS made, to_timestamp(due_at / 1000.0) AS due,
        rules_version, rate, purpose, series, unproven, end_reason
    FROM booking;

CREATE VIEW journal_seen AS
    SELECT epoch, tx, seq, to_timestamp(at / 1000.0) AS at, entity, entity_id, version, what, actor, member_id, site_id, rules_version, detail
    FROM journal;

CREATE VIEW closure_seen AS
    SELECT id, site_id, space_id, to_timestamp(start_at / 1000.0) AS starts, to_timestamp(end_at / 1000.0) AS ends,
        reason, to_timestamp(made_at / 1000.0) AS made, to_timestamp(removed_at / 1000.0) AS removed
    FROM closure;

CREATE VIEW entitlement_seen AS
    SELECT id, version, member_id, kind, funder, to_date(first_day::text, 'YYYYMMDD') AS first_day, to_date(last_day::text, 'YYYYMMDD') AS last_day,
        units, per_site_cap, payer, space_id, to_timestamp(made_at / 1000.0) AS made
    FROM entitlement;
