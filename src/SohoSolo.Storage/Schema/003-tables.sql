-- Who is really there: what sensors say of each space, folded, and the account of bookings and presence.

-- How a device notices people, and how often it says something even when nothing happens.
ALTER TABLE device ADD COLUMN sensor text;
ALTER TABLE device ADD COLUMN report_minutes integer;
UPDATE device SET sensor = CASE role WHEN 'presence' THEN 'pir' ELSE 'counter' END WHERE role IN ('presence', 'counter') AND space_id IS NOT NULL;
CREATE INDEX device_of_space ON device (space_id) WHERE space_id IS NOT NULL;

-- What one sensor said since an instant: late news folds its space again from there.
CREATE INDEX site_event_of_device ON site_event (device, at) WHERE device IS NOT NULL;

-- Every signal of a space in one row: folding goes on from it. Written under the lock of its site's presence only.
CREATE TABLE occupancy (
    space_id     idtext PRIMARY KEY,
    site_id      idtext NOT NULL,
    version      integer NOT NULL,
    state        text NOT NULL,
    folded_to    bigint,
    announced    text NOT NULL,
    announced_at bigint NOT NULL
);
CREATE INDEX occupancy_at_site ON occupancy (site_id);

-- The state as every signal before this instant has left it.
CREATE TABLE occupancy_checkpoint (
    space_id idtext NOT NULL,
    at       bigint NOT NULL,
    state    text NOT NULL,
    PRIMARY KEY (space_id, at)
);

-- What became of a booking, or who was somewhere without one, as a keeper reads it.
CREATE TABLE reconciliation (
    id               idtext PRIMARY KEY,
    version          integer NOT NULL,
    site_id          idtext NOT NULL,
    space_id         idtext NOT NULL,
    booking_id       idtext,
    member_id        idtext,
    kind             text NOT NULL,
    why              text,
    from_at          bigint NOT NULL,
    until_at         bigint,
    evidence         text NOT NULL,
    concluded_at     bigint NOT NULL,
    reminded_at      bigint,
    leave_offered_at bigint
);
CREATE INDEX reconciliation_in_time ON reconciliation (site_id, from_at);
CREATE INDEX reconciliation_going_on ON reconciliation (site_id) WHERE until_at IS NULL;
