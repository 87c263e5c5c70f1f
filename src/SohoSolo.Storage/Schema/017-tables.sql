-- What is known of people goes when its term is over, and who asks for it is erased.

-- When each job last ran, how that ended, and when it is due again. mark is the job's own: how far it has come.
CREATE TABLE job_run (
    name          idtext PRIMARY KEY,
    every_seconds bigint NOT NULL,
    started_at    bigint NOT NULL,
    ended_at      bigint,
    good_at       bigint,
    outcome       text NOT NULL,
    done          bigint NOT NULL,
    next_at       bigint NOT NULL,
    mark          bigint NOT NULL DEFAULT 0
);

-- Erasures under way. The row goes last: until then somebody takes it up again.
CREATE TABLE erasure (
    member_id  idtext PRIMARY KEY,
    begun_at   bigint NOT NULL,
    emptied_at bigint
);

-- Who was erased, as keyed hashes that lead to nobody: whoever comes back from an older copy is erased again.
CREATE TABLE erased (
    mark idtext PRIMARY KEY,
    at   bigint NOT NULL
);

-- What is left of sensors' samples: how many there were in an hour, and how many of them noticed somebody.
CREATE TABLE sensor_hour (
    device  idtext NOT NULL,
    hour    bigint NOT NULL,
    site_id idtext NOT NULL,
    samples integer NOT NULL,
    noticed integer NOT NULL,
    PRIMARY KEY (device, hour)
);

-- Below this number only what happened at doors is kept of a gateway's events.
ALTER TABLE gateway_cursor ADD COLUMN thinned_to bigint NOT NULL DEFAULT 0;

CREATE INDEX booking_with_guests ON booking (end_at) WHERE guests IS NOT NULL AND guests NOT LIKE '[{"name":"",%';
CREATE INDEX evidence_in_time ON evidence (at);
CREATE INDEX journal_in_time ON journal (at);

-- What somebody did to others' things, as a keeper does.
CREATE INDEX journal_of_actor ON journal (actor) WHERE actor <> 'system' AND (member_id IS NULL OR member_id <> actor);
