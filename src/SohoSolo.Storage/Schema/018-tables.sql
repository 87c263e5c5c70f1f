-- Messages that a member wants no more, a kind a row. Without a row she gets them.
CREATE TABLE mail_refusal (
    member_id idtext NOT NULL REFERENCES member (id),
    kind      idtext NOT NULL,
    made_at   bigint NOT NULL,
    PRIMARY KEY (member_id, kind)
);
