-- idtext is created before 001-tables.sql runs (000-postgres.sql).

-- The one invariant, held again by the database: no two bookings that hold one space overlap.
ALTER TABLE booking ADD CONSTRAINT booking_no_overlap
    EXCLUDE USING gist (space_id WITH =, int8range(start_at, end_at) WITH &&) WHERE (holds);

-- A space is leased to one member at a time.
ALTER TABLE entitlement ADD CONSTRAINT lease_no_overlap
    EXCLUDE USING gist (space_id WITH =, int4range(first_day, last_day, '[]') WITH &&) WHERE (space_id IS NOT NULL);

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
