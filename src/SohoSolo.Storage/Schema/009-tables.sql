-- What a member agreed to show to the others, and when she said so. Without a row she shows nothing; what is taken back is emptied, not marked.
CREATE TABLE consent (
    member_id     idtext PRIMARY KEY REFERENCES member (id),
    version       integer NOT NULL,
    said_at       bigint NOT NULL,
    in_directory  boolean NOT NULL,
    seen_today    boolean NOT NULL,
    trade         text,
    languages     text NOT NULL,
    skills        text NOT NULL,
    about         text,
    shows_commune boolean NOT NULL,
    shows_email   boolean NOT NULL
);
