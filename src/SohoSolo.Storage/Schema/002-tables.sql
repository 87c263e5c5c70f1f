-- Doors, what opens them, and what happened there. Nothing here has a foreign key that an event or a journal entry would have to wait for.

-- Made at the door, by a badge without a booking.
ALTER TABLE booking ADD COLUMN walk_in boolean NOT NULL DEFAULT FALSE;

-- One row a site: what ingest and the sweep lock first of all. It holds nothing, so that nobody who only reads a site waits for them.
CREATE TABLE presence (
    site_id idtext PRIMARY KEY REFERENCES site (id)
);
INSERT INTO presence (site_id) SELECT id FROM site;

-- The hub's own keys, sealed under a key that is not in the database.
CREATE TABLE hub_secret (
    name  idtext PRIMARY KEY,
    value text NOT NULL
);

-- A gateway's keys, one row a generation; what they are is sealed.
CREATE TABLE gateway_key (
    site_id    idtext NOT NULL,
    kid        integer NOT NULL,
    gateway    idtext NOT NULL,
    sealed     text NOT NULL,
    mqtt_hash  text NOT NULL,
    made_at    bigint NOT NULL,
    used_at    bigint,
    revoked_at bigint,
    PRIMARY KEY (site_id, kid)
);
CREATE INDEX gateway_key_of_gateway ON gateway_key (gateway);

-- What was last said to a site's gateway: the highest counter, and the snapshot that deltas build on.
CREATE TABLE site_link (
    site_id      idtext PRIMARY KEY,
    counter      bigint NOT NULL,
    rev          bigint NOT NULL DEFAULT 0,
    content      text,
    published_at bigint
);

-- How far each life of a gateway's outbox has been applied. It moves in the transaction that applies.
CREATE TABLE gateway_cursor (
    gateway   idtext NOT NULL,
    epoch     idtext NOT NULL,
    site_id   idtext NOT NULL,
    upto      bigint NOT NULL,
    watermark bigint NOT NULL,
    seen_at   bigint NOT NULL,
    PRIMARY KEY (gateway, epoch)
);
CREATE INDEX gateway_cursor_of_site ON gateway_cursor (site_id);

-- Events that will never come, on an operator's word.
CREATE TABLE event_gap (
    gateway     idtext NOT NULL,
    epoch       idtext NOT NULL,
    first_seq   bigint NOT NULL,
    last_seq    bigint NOT NULL,
    accepted_at bigint NOT NULL,
    accepted_by idtext NOT NULL,
    PRIMARY KEY (gateway, epoch, first_seq)
);

CREATE TABLE site_event (
    gateway     idtext NOT NULL,
    epoch       idtext NOT NULL,
    seq         bigint NOT NULL,
    site_id     idtext NOT NULL,
    at          bigint NOT NULL,
    received_at bigint NOT NULL,
    kind        text NOT NULL,
    device      idtext,
    door        idtext,
    reader      text,
    decision    text,
    reason      text,
    credential  idtext,
    member_id   idtext,
    booking_id  idtext,
    command     text,
    value       text,
    detail      text,
    PRIMARY KEY (gateway, epoch, seq)
);
CREATE INDEX site_event_in_time ON site_event (site_id, at);
CREATE INDEX site_event_of_member ON site_event (member_id, at) WHERE member_id IS NOT NULL;

-- Badges and PINs. A badge is one member's; once revoked it may become somebody else's.
CREATE TABLE credential (
    id          idtext PRIMARY KEY,
    version     integer NOT NULL,
    member_id   idtext NOT NULL REFERENCES member (id),
    kind        text NOT NULL,
    lookup      idtext NOT NULL,
    sealed      text NOT NULL,
    label       text,
    made_at     bigint NOT NULL,
    revoked_at  bigint,
    revoked_why text
);
CREATE UNIQUE INDEX credential_active ON credential (lookup) WHERE revoked_at IS NULL;
CREATE INDEX credential_of_lookup ON credential (lookup);
CREATE INDEX credential_of_member ON credential (member_id);

CREATE TABLE enrolment (
    id            idtext PRIMARY KEY,
    version       integer NOT NULL,
    member_id     idtext NOT NULL REFERENCES member (id),
    site_id       idtext NOT NULL,
    reader        idtext NOT NULL,
    made_at       bigint NOT NULL,
    expires_at    bigint NOT NULL,
    status        text NOT NULL,
    credential_id idtext
);
CREATE INDEX enrolment_pending ON enrolment (site_id, reader) WHERE status = 'pending';
CREATE INDEX enrolment_of_member ON enrolment (member_id);

CREATE TABLE guest_pass (
    nonce      idtext PRIMARY KEY,
    booking_id idtext NOT NULL,
    guest      integer NOT NULL,
    site_id    idtext NOT NULL,
    start_at   bigint NOT NULL,
    end_at     bigint NOT NULL,
    uses       integer NOT NULL,
    made_at    bigint NOT NULL
);
CREATE INDEX guest_pass_of_booking ON guest_pass (booking_id);
CREATE INDEX guest_pass_at_site ON guest_pass (site_id, end_at);

CREATE TABLE door (
    site_id             idtext NOT NULL REFERENCES site (id),
    id                  idtext NOT NULL,
    version             integer NOT NULL,
    name                text NOT NULL,
    has_request_to_exit boolean NOT NULL,
    has_contact         boolean NOT NULL,
    schedule            text,
    demands             text NOT NULL,
    contact             text,
    reported            text,
    PRIMARY KEY (site_id, id)
);

-- A device that was removed keeps its row, so that what it reported still points somewhere.
CREATE TABLE device (
    id              idtext PRIMARY KEY,
    version         integer NOT NULL,
    site_id         idtext NOT NULL REFERENCES site (id),
    driver          text NOT NULL,
    role            text NOT NULL,
    door            idtext,
    space_id        idtext,
    password_hash   text NOT NULL,
    made_at         bigint NOT NULL,
    removed_at      bigint,
    is_online       boolean,
    last_seen       bigint,
    battery_percent integer
);
CREATE INDEX device_of_site ON device (site_id);

CREATE TABLE alarm (
    id              idtext PRIMARY KEY,
    version         integer NOT NULL,
    site_id         idtext NOT NULL,
    kind            text NOT NULL,
    about           text NOT NULL,
    raised_at       bigint NOT NULL,
    cleared_at      bigint,
    acknowledged_at bigint,
    acknowledged_by idtext,
    note            text,
    raised_by       idtext
);
CREATE INDEX alarm_standing ON alarm (site_id) WHERE cleared_at IS NULL;
CREATE INDEX alarm_in_time ON alarm (site_id, raised_at);

-- Who does something that only one node may do.
CREATE TABLE gateway_lease (
    name  idtext PRIMARY KEY,
    node  text NOT NULL,
    until bigint NOT NULL
);

-- What became of each walk-in: the same question twice makes one booking.
CREATE TABLE walk_in (
    ask        idtext PRIMARY KEY,
    booking_id idtext,
    site_id    idtext NOT NULL,
    member_id  idtext NOT NULL,
    made_at    bigint NOT NULL,
    outcome    text NOT NULL
);
CREATE INDEX walk_in_at_site ON walk_in (site_id, made_at);
