-- A key with which a member signs in without mail (WebAuthn). Only its public half is here: what signs stays in her device.
CREATE TABLE passkey (
    id              idtext PRIMARY KEY,
    version         integer NOT NULL,
    member_id       idtext NOT NULL REFERENCES member (id),
    credential      idtext NOT NULL UNIQUE,
    public_key      text NOT NULL,
    sign_count      bigint NOT NULL,
    transports      text NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up       boolean NOT NULL,
    name            text NOT NULL,
    made_at         bigint NOT NULL,
    used_at         bigint
);
CREATE INDEX passkey_of_member ON passkey (member_id);

-- Each question that was answered with a key, right or wrong: it counts once. Kept for a day, as who asked for a code is; the client is a keyed hash.
CREATE TABLE passkey_try (
    challenge idtext PRIMARY KEY,
    client    idtext NOT NULL,
    made_at   bigint NOT NULL
);
CREATE INDEX passkey_try_of_client ON passkey_try (client, made_at);
CREATE INDEX passkey_try_in_time ON passkey_try (made_at);
