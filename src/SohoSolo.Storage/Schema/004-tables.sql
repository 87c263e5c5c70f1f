-- What a member chose; without a row the program's defaults hold.
CREATE TABLE preference (
    member_id         idtext PRIMARY KEY REFERENCES member (id),
    version           integer NOT NULL,
    language          text NOT NULL,
    release_when_left boolean NOT NULL
);

-- What is told by mail, one row a message. Its key says what it is about, so that news that are read twice are told once.
-- due_at is when somebody must look at it next: to send it, or, while somebody does, when he is believed to be dead.
CREATE TABLE mail (
    id          idtext PRIMARY KEY,
    key         idtext NOT NULL UNIQUE,
    kind        text NOT NULL,
    member_id   idtext NOT NULL,
    site_id     idtext,
    language    text NOT NULL,
    recipient   text NOT NULL,
    subject     text NOT NULL,
    body_text   text,
    body_html   text,
    message_id  text NOT NULL,
    made_at     bigint NOT NULL,
    due_at      bigint NOT NULL,
    expires_at  bigint,
    status      text NOT NULL,
    claimed_by  text,
    attempts    integer NOT NULL DEFAULT 0,
    tried_since bigint,
    last_error  text,
    sent_at     bigint
);
CREATE INDEX mail_due ON mail (due_at, id) WHERE status IN ('queued', 'sending');
CREATE INDEX mail_dead ON mail (made_at) WHERE status = 'dead';
CREATE INDEX mail_in_time ON mail (made_at);
CREATE INDEX mail_with_body ON mail (made_at) WHERE body_text IS NOT NULL AND status IN ('sent', 'cancelled');

-- The bookings a message is about, as it told them.
CREATE TABLE mail_about (
    mail_id    idtext NOT NULL REFERENCES mail (id),
    booking_id idtext NOT NULL,
    version    integer NOT NULL,
    space_id   idtext NOT NULL,
    start_at   bigint NOT NULL,
    end_at     bigint NOT NULL,
    PRIMARY KEY (mail_id, booking_id)
);
CREATE INDEX mail_about_booking ON mail_about (booking_id);
