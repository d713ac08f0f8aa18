-- Pricing: taxes by date, ways of delivery and payment with their formulas, discounts, measured roads.

CREATE TABLE vat_rates (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    vat_class  TEXT   NOT NULL,
    valid_from TEXT   NOT NULL CHECK (length(valid_from) = 10),
    rate       BIGINT NOT NULL CHECK (rate BETWEEN 0 AND 10000),
    source     TEXT   NOT NULL, -- the law
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, vat_class, valid_from)
);

CREATE TABLE tax_regimes (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    valid_from TEXT   NOT NULL CHECK (length(valid_from) = 10),
    vat_payer  BIGINT NOT NULL CHECK (vat_payer IN (0, 1)),
    kind       TEXT   NOT NULL CHECK (kind IN ('micro', 'profit')),
    rate       BIGINT NOT NULL CHECK (rate BETWEEN 0 AND 10000),
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, valid_from)
);

CREATE TABLE delivery_methods (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    name_en     TEXT   NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('courier', 'pickup')),
    courier     TEXT   NOT NULL,
    formula     TEXT   NOT NULL, -- JSON of DeliveryFormula
    active      BIGINT NOT NULL CHECK (active IN (0, 1)),
    position    BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, code)
);

CREATE TABLE payment_methods (
    shop_id        BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    code           TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    name_en        TEXT   NOT NULL,
    kind           TEXT   NOT NULL CHECK (kind IN ('cash_on_delivery', 'bank_transfer', 'cash_at_pickup', 'online', 'on_invoice')),
    processor      TEXT   NOT NULL, -- of kind online
    fee            BIGINT NOT NULL CHECK (fee >= 0),      -- with VAT
    fee_percent    BIGINT NOT NULL CHECK (fee_percent >= 0),
    max_total      BIGINT CHECK (max_total >= 0),
    companies_only BIGINT NOT NULL CHECK (companies_only IN (0, 1)),
    conditions     TEXT   NOT NULL, -- JSON of PaymentConditions
    icons          TEXT   NOT NULL, -- JSON list of card brands shown at the checkout
    active         BIGINT NOT NULL CHECK (active IN (0, 1)),
    position       BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, code)
);

-- Simple discounts: by a code that the buyer types, or by themselves.
CREATE TABLE discounts (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    name_en    TEXT   NOT NULL,
    code       TEXT   NOT NULL, -- in capitals; empty: applies by itself
    kind       TEXT   NOT NULL CHECK (kind IN ('percent', 'amount')),
    percent    BIGINT NOT NULL CHECK (percent BETWEEN 0 AND 10000), -- basis points of the goods
    amount     BIGINT NOT NULL CHECK (amount >= 0),  -- with VAT
    minimum    BIGINT NOT NULL CHECK (minimum >= 0), -- goods of at least so much
    valid_from TEXT,
    valid_to   TEXT,
    uses_max   BIGINT NOT NULL CHECK (uses_max >= 0), -- 0: any number
    uses       BIGINT NOT NULL CHECK (uses >= 0),
    active     BIGINT NOT NULL CHECK (active IN (0, 1)),
    version    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX discounts_by_code ON discounts (shop_id, code) WHERE code <> '';

-- Roads that were measured, the smaller SIRUTA code first; both ways are as long.
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
