-- Somebody else's calendar that closes a site, or one space of it: read from an address again and again, or once from a file.
CREATE TABLE calendar_source (
    id            idtext PRIMARY KEY,
    version       integer NOT NULL,
    site_id       idtext NOT NULL REFERENCES site (id),
    space_id      idtext REFERENCES space (id),
    name          text NOT NULL,
    url           text,
    made_at       bigint NOT NULL,
    removed_at    bigint,
    due_at        bigint,
    claimed_by    text,
    etag          text,
    whole_at      bigint,
    read_at       bigint,
    failures      integer NOT NULL DEFAULT 0,
    failing_since bigint,
    last_error    text,
    warnings      integer NOT NULL DEFAULT 0
);
CREATE INDEX calendar_source_of_site ON calendar_source (site_id);

-- Its times to come, and the closure that stands for each; without one a keeper has still to decide, or has said no. What a room's calendar calls them is not kept.
CREATE TABLE calendar_entry (
    source_id  idtext NOT NULL REFERENCES calendar_source (id),
    key        idtext NOT NULL,
    start_at   bigint NOT NULL,
    end_at     bigint NOT NULL,
    words      text NOT NULL,
    state      text NOT NULL,
    closure_id idtext,
    PRIMARY KEY (source_id, key)
);
