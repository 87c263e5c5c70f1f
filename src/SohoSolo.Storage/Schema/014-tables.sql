-- Months as they were published. Revision 0 is the first; later ones are counts that differ from it. Where one is withheld, the figures stay those of the last one that is not. month is its first day.
CREATE TABLE frozen_month (
    month      integer NOT NULL,
    revision   integer NOT NULL,
    definition integer NOT NULL,
    checksum   text NOT NULL,
    frozen_at  bigint NOT NULL,
    withheld   boolean NOT NULL,
    PRIMARY KEY (month, revision)
);

-- The rows that the published figures are sums of. A person is a random number (person.pseudonym).
CREATE TABLE frozen_use (
    month     integer NOT NULL,
    revision  integer NOT NULL,
    site_id   idtext NOT NULL,
    community idtext NOT NULL,
    person    idtext NOT NULL,
    kind      text NOT NULL,
    home      idtext NOT NULL,
    funder    idtext NOT NULL,
    payer     idtext NOT NULL,
    booked    integer NOT NULL,
    used      integer NOT NULL,
    no_shows  integer NOT NULL,
    walk_ins  integer NOT NULL,
    guests    integer NOT NULL,
    minutes   integer NOT NULL,
    PRIMARY KEY (month, revision, site_id, person, kind, home, funder, payer)
);

-- Which cells of which tables are shown; every other one that somebody is in stays hidden.
CREATE TABLE frozen_cell (
    month    integer NOT NULL,
    revision integer NOT NULL,
    of_table text NOT NULL,
    cell     idtext NOT NULL,
    home     idtext NOT NULL,
    PRIMARY KEY (month, revision, of_table, cell, home)
);

-- Hours of the week as published, rounded; without hours where the cell is hidden.
CREATE TABLE frozen_hour (
    month    integer NOT NULL,
    revision integer NOT NULL,
    weekday  integer NOT NULL,
    hour     integer NOT NULL,
    hours    bigint,
    PRIMARY KEY (month, revision, weekday, hour)
);
