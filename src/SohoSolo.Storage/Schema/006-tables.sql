-- Where each space stands on its site's plan, in units of the plan's own. A site without a size has not been drawn.
ALTER TABLE site ADD COLUMN plan_width integer;
ALTER TABLE site ADD COLUMN plan_height integer;
ALTER TABLE space ADD COLUMN plan_x integer;
ALTER TABLE space ADD COLUMN plan_y integer;
ALTER TABLE space ADD COLUMN plan_width integer;
ALTER TABLE space ADD COLUMN plan_height integer;

-- Walls and furniture under the places, written as base64: replaced without touching them.
CREATE TABLE plan_picture (
    site_id    idtext PRIMARY KEY REFERENCES site (id),
    version    integer NOT NULL,
    media_type text NOT NULL,
    body       text NOT NULL
);
