-- Owners: pricing, orders. Simple discounts: by a code that the buyer types, or by themselves.

CREATE TABLE discounts (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    name_en    TEXT   NOT NULL,
    code       TEXT   NOT NULL, -- in capitals; empty: applies by itself
    kind       TEXT   NOT NULL CHECK (kind IN ('percent', 'amount')),
    percent    BIGINT NOT NULL, -- basis points of the goods
    amount     BIGINT NOT NULL, -- with VAT
    minimum    BIGINT NOT NULL, -- goods of at least so much
    valid_from TEXT,
    valid_to   TEXT,
    uses_max   BIGINT NOT NULL, -- 0: any number
    uses       BIGINT NOT NULL CHECK (uses >= 0),
    active     BIGINT NOT NULL CHECK (active IN (0, 1)),
    version    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX discounts_by_code ON discounts (shop_id, code) WHERE code <> '';

-- What the goods cost less, with VAT, and by which discount.
ALTER TABLE orders ADD COLUMN discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN discount_id BIGINT;
