-- Owner: profit. What came back of an order was known only while its report was computed.
ALTER TABLE order_profits ADD COLUMN returned BIGINT NOT NULL DEFAULT 0;

-- Sums of the orders placed on a day, by each dimension: reports read these and never the orders. A day is always
-- summed anew from its orders, so that it cannot drift.
CREATE TABLE profit_days (
    shop_id     BIGINT NOT NULL,
    dimension   TEXT   NOT NULL, -- total, product, county, channel_first, …
    day         TEXT   NOT NULL, -- YYYY-MM-DD, in the shop's zone
    key         TEXT   NOT NULL, -- id, code or name; empty: not known
    orders      BIGINT NOT NULL, -- in thousandths, because channels share an order
    returned    BIGINT NOT NULL, -- orders of which something came back, in thousandths
    pieces      BIGINT NOT NULL, -- in thousandths
    sales       BIGINT NOT NULL, -- with VAT, less what came back
    revenue     BIGINT NOT NULL, -- as the profit report counts it
    goods       BIGINT NOT NULL,
    courier     BIGINT NOT NULL,
    commission  BIGINT NOT NULL,
    advertising BIGINT NOT NULL,
    other       BIGINT NOT NULL,
    tax         BIGINT NOT NULL,
    net_profit  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, dimension, day, key)
)
-- sqlite: WITHOUT ROWID
;

-- Days whose sums are out of date because an order of theirs has changed since: a row a change, so that a change
-- that is committed while the day is being summed is not lost.
CREATE TABLE profit_changes (
    shop_id BIGINT NOT NULL,
    day     TEXT   NOT NULL,
    id      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, day, id)
)
-- sqlite: WITHOUT ROWID
;

-- The newest order whose placement is in the sums. The version keeps two that sum at the same time apart.
CREATE TABLE profit_folds (
    shop_id BIGINT NOT NULL PRIMARY KEY,
    seen_id BIGINT NOT NULL,
    version BIGINT NOT NULL
);
