-- Tables that both engines share. Instants are integer milliseconds since 1970-01-01T00:00Z; local days are integers written yyyymmdd (20261130).
-- idtext is text in byte order (a domain on PostgreSQL, plain text affinity on SQLite), so that ids are locked in one order everywhere.

CREATE TABLE community (
    siren   idtext PRIMARY KEY,
    name    text NOT NULL,
    type    text NOT NULL
);

CREATE TABLE commune (
    insee_code   idtext PRIMARY KEY,
    name         text NOT NULL,
    postal_codes text NOT NULL,
    population   integer NOT NULL,
    siren        idtext NOT NULL REFERENCES community (siren),
    lat          double precision NOT NULL,
    lon          double precision NOT NULL
);

-- The network's rules, every version of them: bookings name the one that decided them.
CREATE TABLE policy (
    version integer PRIMARY KEY,
    body    text NOT NULL,
    made_at bigint NOT NULL,
    made_by idtext NOT NULL
);

CREATE TABLE site (
    id                idtext PRIMARY KEY,
    version           integer NOT NULL,
    name              text NOT NULL,
    commune           idtext NOT NULL,
    community         idtext NOT NULL,
    lat               double precision NOT NULL,
    lon               double precision NOT NULL,
    zone              text NOT NULL,
    hours             text NOT NULL,
    half_day_boundary text NOT NULL,
    equipment         text NOT NULL,
    leases            boolean NOT NULL
);

CREATE TABLE space (
    id             idtext PRIMARY KEY,
    site_id        idtext NOT NULL REFERENCES site (id),
    name           text NOT NULL,
    kind           text NOT NULL,
    seats          integer NOT NULL,
    equipment      text NOT NULL,
    needs_approval boolean NOT NULL,
    removed        boolean NOT NULL DEFAULT FALSE
);
CREATE INDEX space_of_site ON space (site_id);

CREATE TABLE closure (
    id         idtext PRIMARY KEY,
    site_id    idtext NOT NULL REFERENCES site (id),
    space_id   idtext REFERENCES space (id),
    start_at   bigint NOT NULL,
    end_at     bigint NOT NULL,
    reason     text NOT NULL,
    made_at    bigint NOT NULL,
    removed_at bigint
);
CREATE INDEX closure_to_come ON closure (end_at) WHERE removed_at IS NULL;

CREATE TABLE member (
    id      idtext PRIMARY KEY,
    version integer NOT NULL,
    name    text NOT NULL,
    email   text,
    phone   text,
    commune idtext,
    country text,
    role    text NOT NULL,
    status  text NOT NULL,
    made_at bigint NOT NULL
);
CREATE UNIQUE INDEX member_email ON member (lower(email)) WHERE email IS NOT NULL AND status <> 'left';

CREATE TABLE keeper_site (
    member_id idtext NOT NULL REFERENCES member (id),
    site_id   idtext NOT NULL REFERENCES site (id),
    PRIMARY KEY (member_id, site_id)
);

CREATE TABLE token (
    id         idtext PRIMARY KEY,
    hash       idtext NOT NULL UNIQUE,
    member_id  idtext NOT NULL REFERENCES member (id),
    role       text NOT NULL,
    scopes     text NOT NULL,
    name       text NOT NULL,
    made_at    bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint
);
CREATE INDEX token_of_member ON token (member_id);

-- A lease is an entitlement with a space; a removed one keeps its row, so that old charges still point somewhere.
CREATE TABLE entitlement (
    id           idtext PRIMARY KEY,
    version      integer NOT NULL,
    member_id    idtext NOT NULL REFERENCES member (id),
    kind         text NOT NULL,
    funder       idtext NOT NULL,
    first_day    integer NOT NULL,
    last_day     integer,
    units        integer,
    per_site_cap integer,
    payer        text,
    space_id     idtext REFERENCES space (id),
    made_at      bigint NOT NULL
);
CREATE INDEX entitlement_of_member ON entitlement (member_id);
CREATE INDEX lease_of_space ON entitlement (space_id) WHERE space_id IS NOT NULL;

CREATE TABLE lent_day (
    entitlement_id idtext NOT NULL REFERENCES entitlement (id),
    day            integer NOT NULL,
    PRIMARY KEY (entitlement_id, day)
);

-- What each grant has given, by period and site: the sums of charge, moved only together with it.
CREATE TABLE balance (
    entitlement_id idtext NOT NULL,
    period         idtext NOT NULL,
    site_id        idtext NOT NULL,
    held           integer NOT NULL CHECK (held >= 0),
    used           integer NOT NULL CHECK (used >= 0),
    PRIMARY KEY (entitlement_id, period, site_id)
);

CREATE TABLE booking (
    id            idtext PRIMARY KEY,
    version       integer NOT NULL,
    site_id       idtext NOT NULL,
    space_id      idtext NOT NULL REFERENCES space (id),
    kind          text NOT NULL,
    member_id     idtext NOT NULL REFERENCES member (id),
    start_at      bigint NOT NULL,
    end_at        bigint NOT NULL,
    status        text NOT NULL,
    holds         boolean NOT NULL,
    rules_version integer NOT NULL,
    rate          integer NOT NULL,
    purpose       text,
    guests        text,
    series        idtext,
    made_at       bigint NOT NULL,
    due_at        bigint,
    unproven      boolean NOT NULL DEFAULT FALSE,
    end_reason    text,
    CHECK (start_at < end_at),
    -- BookingRules.HardLongest, 31 days: reads of a window look back no further than this.
    CHECK (end_at - start_at <= 2678400000)
);
CREATE INDEX booking_due ON booking (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX booking_of_member ON booking (member_id, start_at);
-- A member's holds and her bookings to come, whatever her past.
CREATE INDEX booking_held_by_member ON booking (member_id, end_at) WHERE holds;
-- What is held at a site in a window, however long the history: the start is bounded by the longest booking there can be.
CREATE INDEX booking_held_at_site ON booking (site_id, start_at, end_at) WHERE holds;
CREATE INDEX booking_of_series ON booking (series) WHERE series IS NOT NULL;
CREATE INDEX booking_at_site ON booking (site_id, start_at, end_at);

CREATE TABLE charge (
    booking_id     idtext NOT NULL,
    entitlement_id idtext NOT NULL,
    period         idtext NOT NULL,
    units          integer NOT NULL,
    used           boolean NOT NULL,
    PRIMARY KEY (booking_id, entitlement_id, period)
);

CREATE TABLE evidence (
    booking_id idtext NOT NULL,
    at         bigint NOT NULL,
    kind       text NOT NULL,
    device     text,
    says       text NOT NULL
);
CREATE INDEX evidence_of_booking ON evidence (booking_id);

CREATE TABLE waiting (
    id           idtext PRIMARY KEY,
    version      integer NOT NULL,
    member_id    idtext NOT NULL REFERENCES member (id),
    site_id      idtext NOT NULL,
    space_id     idtext,
    kind         text NOT NULL,
    seats        integer NOT NULL,
    equipment    text NOT NULL,
    start_at     bigint NOT NULL,
    end_at       bigint NOT NULL,
    by_day_part  boolean NOT NULL,
    take_at_once boolean NOT NULL,
    made_at      bigint NOT NULL,
    status       text NOT NULL,
    offer        idtext
);
CREATE INDEX waiting_in_line ON waiting (site_id, start_at) WHERE status IN ('waiting', 'offered');
CREATE INDEX waiting_of_member ON waiting (member_id);

-- "Entity X reached version n: read it again." Audit log, outbox and live feed in one. No foreign keys: a decision's locks stay its own.
-- Its key (epoch, tx, seq) and the cursor over it are each engine's own: see journal in the engine's script.

CREATE TABLE journal_cursor (
    name  idtext PRIMARY KEY,
    epoch bigint NOT NULL,
    tx    bigint NOT NULL,
    seq   bigint NOT NULL
);

-- Commands by principal and key, kept 48 h: the same id twice gives the same answer, once. Never a PIN or a token in body.
CREATE TABLE command (
    principal   idtext NOT NULL,
    key         idtext NOT NULL,
    fingerprint idtext NOT NULL,
    made_at     bigint NOT NULL,
    status      integer,
    location    text,
    body        text,
    PRIMARY KEY (principal, key)
);
CREATE INDEX command_age ON command (made_at);

CREATE TABLE meta (
    key   idtext PRIMARY KEY,
    value text NOT NULL
);
INSERT INTO meta (key, value) VALUES ('journal_epoch', '1');
