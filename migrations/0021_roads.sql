-- Owner: pricing. Roads that were measured, the smaller SIRUTA code first; both ways are as long.
CREATE TABLE known_roads (
    shop_id     BIGINT NOT NULL,
    from_siruta BIGINT NOT NULL,
    to_siruta   BIGINT NOT NULL,
    metres      BIGINT NOT NULL CHECK (metres > 0),
    driven      BIGINT NOT NULL CHECK (driven IN (0, 1)), -- by the shop's own car
    noted_at    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, from_siruta, to_siruta),
    CHECK (from_siruta < to_siruta)
)
-- sqlite: WITHOUT ROWID
;
