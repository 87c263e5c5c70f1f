-- How places are used. Every row is counted from bookings, and can be counted again from them; offers are the exception. Nobody is named: a person is a random number (person.pseudonym).

-- What was to be had in a half-day: written while it lasts, for plans and closures change afterwards. Leased places are in both figures. Estimated: written later, from what was then known.
CREATE TABLE offer (
    site_id   idtext NOT NULL,
    day       integer NOT NULL,
    afternoon boolean NOT NULL,
    kind      text NOT NULL,
    spaces    integer NOT NULL,
    leased    integer NOT NULL,
    estimated boolean NOT NULL,
    PRIMARY KEY (site_id, day, afternoon, kind)
);

-- A site's month, the unit of counting. Its version grows with whatever makes it due and whatever counts it, so that nobody writes a count that is older than the news.
-- month is its first day. Stale: something was heard of since it was counted; due without that, only the clock goes on.
CREATE TABLE usage_month (
    site_id    idtext NOT NULL,
    month      integer NOT NULL,
    version    integer NOT NULL,
    counted_at bigint,
    due_at     bigint,
    stale      boolean NOT NULL,
    PRIMARY KEY (site_id, month)
);
CREATE INDEX usage_month_due ON usage_month (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE usage_day (
    site_id   idtext NOT NULL,
    day       integer NOT NULL,
    afternoon boolean NOT NULL,
    kind      text NOT NULL,
    home      idtext NOT NULL,
    funder    idtext NOT NULL,
    booked    integer NOT NULL,
    used      integer NOT NULL,
    no_shows  integer NOT NULL,
    walk_ins  integer NOT NULL,
    guests    integer NOT NULL,
    minutes   integer NOT NULL,
    PRIMARY KEY (site_id, day, afternoon, kind, home, funder)
);

CREATE TABLE usage_person (
    site_id  idtext NOT NULL,
    month    integer NOT NULL,
    person   idtext NOT NULL,
    kind     text NOT NULL,
    home     idtext NOT NULL,
    funder   idtext NOT NULL,
    payer    idtext NOT NULL,
    booked   integer NOT NULL,
    used     integer NOT NULL,
    no_shows integer NOT NULL,
    walk_ins integer NOT NULL,
    guests   integer NOT NULL,
    minutes  integer NOT NULL,
    PRIMARY KEY (site_id, month, person, kind, home, funder, payer)
);
CREATE INDEX usage_person_in_month ON usage_person (month);
