-- For people's tools; see 001-postgres.sql.
CREATE VIEW mail_seen AS
    SELECT id, kind, member_id, site_id, language, subject, status, attempts, last_error,
        to_timestamp(made_at / 1000.0) AS made, to_timestamp(due_at / 1000.0) AS due, to_timestamp(expires_at / 1000.0) AS expires, to_timestamp(sent_at / 1000.0) AS sent
    FROM mail;
