-- Owners: shipping, orders. Lockers and offices of couriers where buyers collect; copied from each courier once a day.

CREATE TABLE pickup_points (
    shop_id      BIGINT NOT NULL,
    courier      TEXT   NOT NULL,
    code         TEXT   NOT NULL, -- the courier's own
    name         TEXT   NOT NULL,
    siruta       BIGINT NOT NULL, -- 0 when the courier's locality is not known
    county       TEXT   NOT NULL,
    locality     TEXT   NOT NULL,
    street       TEXT   NOT NULL,
    postal_code  TEXT   NOT NULL,
    latitude_e6  BIGINT NOT NULL, -- millionths of a degree
    longitude_e6 BIGINT NOT NULL,
    PRIMARY KEY (shop_id, courier, code)
)
-- sqlite: WITHOUT ROWID
;

-- JSON of ChosenPoint; missing when the parcel goes to an address.
ALTER TABLE orders ADD COLUMN pickup_point TEXT;
