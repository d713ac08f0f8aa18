-- Profit: the report of each order, and the sums that reports of periods read.

CREATE TABLE order_profits (
    shop_id      BIGINT NOT NULL,
    order_id     BIGINT NOT NULL,
    lines        TEXT   NOT NULL, -- JSON list of ProfitLine: each addend with its formula
    revenue      BIGINT NOT NULL, -- this and the next nine: their sums by kind, costs below nothing
    goods        BIGINT NOT NULL,
    courier      BIGINT NOT NULL,
    cash_fee     BIGINT NOT NULL,
    commission   BIGINT NOT NULL,
    packaging    BIGINT NOT NULL,
    green_tax    BIGINT NOT NULL,
    advertising  BIGINT NOT NULL,
    service      BIGINT NOT NULL,
    exchange     BIGINT NOT NULL,
    gross_result BIGINT NOT NULL,
    tax          BIGINT NOT NULL,
    net_profit   BIGINT NOT NULL,
    final        BIGINT NOT NULL CHECK (final IN (0, 1)),
    returned     BIGINT NOT NULL, -- what came back, with VAT
    computed_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    CHECK (gross_result = revenue + goods + courier + cash_fee + commission + packaging + green_tax + advertising + service + exchange),
    CHECK (net_profit = gross_result - tax)
)
-- sqlite: WITHOUT ROWID
;

-- Sums of the orders placed on a day, by each dimension: reports read these and never the orders. A day is always
-- summed anew from its orders, so that it cannot drift.
CREATE TABLE profit_days (
    shop_id     BIGINT NOT NULL,
    dimension   TEXT   NOT NULL, -- total, product, county, channel_first, …
    day         TEXT   NOT NULL CHECK (length(day) = 10), -- in the shop's zone
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
-- A year has many customers: who they are is read from here, in order, without sorting a million rows.
CREATE INDEX profit_days_of_customers ON profit_days (shop_id, key, day, net_profit, sales, orders, returned)
    WHERE dimension = 'customer';

-- Days whose sums are out of date because an order of theirs has changed since: a row a change, so that a change
-- that is committed while the day is being summed is not lost.
CREATE TABLE profit_changes (
    shop_id BIGINT NOT NULL,
    day     TEXT   NOT NULL CHECK (length(day) = 10),
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
