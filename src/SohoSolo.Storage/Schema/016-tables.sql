-- A secret address under which a calendar program reads a member's bookings, or a space's. Only its hash is here; one that is ended leaves no row.
CREATE TABLE calendar_link (
    id          idtext PRIMARY KEY,
    hash        idtext NOT NULL UNIQUE,
    member_id   idtext NOT NULL REFERENCES member (id),
    space_id    idtext REFERENCES space (id),
    shows_names boolean NOT NULL,
    name        text NOT NULL,
    made_at     bigint NOT NULL
);
CREATE INDEX calendar_link_of_member ON calendar_link (member_id);

-- What a message asks of its reader's calendar: request or cancel; nothing for most. What it holds is written from mail_about when it is sent.
ALTER TABLE mail ADD COLUMN method text;

-- Whether messages about her bookings carry them for her calendar.
ALTER TABLE preference ADD COLUMN calendar_mail boolean NOT NULL DEFAULT TRUE;
