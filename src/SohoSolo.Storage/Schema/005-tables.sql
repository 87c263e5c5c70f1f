-- A browser's session is a token that it carries in a cookie; the kind says which of the two a row is.
ALTER TABLE token ADD COLUMN kind text NOT NULL DEFAULT 'token';
