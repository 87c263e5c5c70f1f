-- Which edition of the rules of the house a member has accepted, and when. Nothing for who has not been asked yet.
ALTER TABLE member ADD COLUMN rules_edition integer;
ALTER TABLE member ADD COLUMN rules_at bigint;
