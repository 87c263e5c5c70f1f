-- Another program's address that is told what happens. Its secret is sealed, and gone once it has ended.
CREATE TABLE webhook (
    id        idtext PRIMARY KEY,
    version   integer NOT NULL,
    name      text NOT NULL,
    url       text NOT NULL,
    secret    text NOT NULL,
    events    text NOT NULL,
    sites     text NOT NULL,
    made_at   bigint NOT NULL,
    ended_at  bigint,
    ended_why text
);

-- How its deliveries go: one at a time, by the node that has claimed it, and none before it is due.
CREATE TABLE webhook_lane (
    webhook_id    idtext PRIMARY KEY REFERENCES webhook (id),
    due_at        bigint NOT NULL,
    claimed_by    text,
    failures      integer NOT NULL DEFAULT 0,
    failing_since bigint,
    delivered_at  bigint
);
CREATE INDEX webhook_lane_due ON webhook_lane (due_at);

-- What is told: one row for one entry of the journal, whose place is kept so that they go in its order. Ids and words only.
CREATE TABLE webhook_delivery (
    id            idtext PRIMARY KEY,
    webhook_id    idtext NOT NULL REFERENCES webhook (id),
    epoch         bigint NOT NULL,
    tx            bigint NOT NULL,
    seq           bigint NOT NULL,
    turn          integer NOT NULL,
    event         text NOT NULL,
    site_id       idtext,
    body          text NOT NULL,
    made_at       bigint NOT NULL,
    queued_at     bigint NOT NULL,
    status        text NOT NULL,
    attempts      integer NOT NULL DEFAULT 0,
    tried_at      bigint,
    answer_status integer,
    took_ms       integer,
    last_error    text
);
CREATE UNIQUE INDEX webhook_delivery_once ON webhook_delivery (webhook_id, epoch, tx, seq);
CREATE INDEX webhook_delivery_next ON webhook_delivery (webhook_id, status, turn, epoch, tx, seq);
CREATE INDEX webhook_delivery_in_time ON webhook_delivery (made_at);
