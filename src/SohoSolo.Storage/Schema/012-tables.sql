-- Under which random number a member is known to statistics, and to what outlasts her name. With this row goes all that leads from her to it.
CREATE TABLE person (
    member_id idtext PRIMARY KEY REFERENCES member (id),
    pseudonym idtext NOT NULL UNIQUE
);

-- Where a member lived, from which local day on: the SIREN of a community, country:FR for a country outside, or nothing. Who never moved has no row: there it is where she lives now.
CREATE TABLE member_home (
    member_id idtext NOT NULL REFERENCES member (id),
    from_day  integer NOT NULL,
    home      idtext NOT NULL,
    PRIMARY KEY (member_id, from_day)
);
