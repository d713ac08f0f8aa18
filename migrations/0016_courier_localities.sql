-- Owner: shipping. Localities as each courier names them, matched with ours; what an operator has said stays.
CREATE TABLE courier_localities (
    shop_id     BIGINT NOT NULL,
    courier     TEXT   NOT NULL,
    code        TEXT   NOT NULL, -- the courier's own
    name        TEXT   NOT NULL,
    county      TEXT   NOT NULL, -- as the courier writes it
    postal_code TEXT   NOT NULL,
    extra_km    BIGINT NOT NULL,
    siruta      BIGINT NOT NULL, -- 0: not matched
    fixed       BIGINT NOT NULL CHECK (fixed IN (0, 1)),
    PRIMARY KEY (shop_id, courier, code)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX courier_localities_of ON courier_localities (shop_id, courier, siruta);

-- Parcels that wait for a person.
CREATE INDEX shipments_stuck ON shipments (shop_id, id) WHERE state IN ('failed', 'unclear');
