-- Somebody who wants to sign in by mail. What proves it, and whom it is about, is kept as keyed hashes only, and for a day.
CREATE TABLE sign_in (
    id         idtext PRIMARY KEY,
    address    idtext NOT NULL,
    client     idtext NOT NULL,
    member_id  idtext,
    code_hash  idtext,
    link_hash  idtext,
    made_at    bigint NOT NULL,
    expires_at bigint NOT NULL,
    tries      integer NOT NULL DEFAULT 0,
    used_at    bigint
);
CREATE INDEX sign_in_of_address ON sign_in (address, made_at);
CREATE INDEX sign_in_of_client ON sign_in (client, made_at);
CREATE INDEX sign_in_of_link ON sign_in (link_hash);
CREATE INDEX sign_in_in_time ON sign_in (made_at);
