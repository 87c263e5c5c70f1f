-- Since when nothing goes to an address although it has not ended, and with what it was signed before, sealed, as long as receivers may still change over.
ALTER TABLE webhook ADD COLUMN paused_at bigint;
ALTER TABLE webhook ADD COLUMN old_secrets text NOT NULL DEFAULT '[]';

-- How often its address was changed: what an old one answered says nothing of the new one.
ALTER TABLE webhook_lane ADD COLUMN moves integer NOT NULL DEFAULT 0;
