-- Shops, and what is one's own of each: settings, secrets, files, counters, taxes, closed months, answers to repeated requests.
-- In every file: money is in minor units, times are Unix milliseconds (UTC), days are YYYY-MM-DD, flags are 0/1, rates are basis
-- points, quantities are thousandths. The same text runs on SQLite and PostgreSQL; lines marked for one engine are opened for it.

CREATE TABLE shops (
    shop_id        BIGINT NOT NULL PRIMARY KEY,
    slug           TEXT   NOT NULL UNIQUE,
    host           TEXT,
    name           TEXT   NOT NULL,
    currency       TEXT   NOT NULL CHECK (length(currency) = 3),
    zone           TEXT   NOT NULL,
    language       TEXT   NOT NULL CHECK (language IN ('ro', 'en')),
    settings       TEXT   NOT NULL,             -- JSON of ShopSettings
    config_version BIGINT NOT NULL DEFAULT 1,   -- grows with every change of what is cached
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX shops_by_host ON shops (host);

-- Secrets of the shop (courier and mail passwords), sealed with the installation's key.
CREATE TABLE shop_secrets (
    shop_id BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    sealed  TEXT   NOT NULL,
    PRIMARY KEY (shop_id, name)
);

-- Files of the shop's own look, named by what is in them, so that a paper printed again finds the logo it had.
CREATE TABLE shop_files (
    shop_id BIGINT NOT NULL,
    hash    TEXT   NOT NULL,
    type    TEXT   NOT NULL,
    bytes   BYTEA  NOT NULL,
    PRIMARY KEY (shop_id, hash)
);

-- Numbers that people see and that may have gaps: of orders, of which nodes take blocks, returns, cases, goods received, receipts.
CREATE TABLE counters (
    shop_id BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    last    BIGINT NOT NULL CHECK (last >= 0),
    PRIMARY KEY (shop_id, name)
);

-- Months whose books are closed: nothing is dated into them any more.
CREATE TABLE closed_months (
    shop_id   BIGINT NOT NULL,
    month     TEXT   NOT NULL CHECK (length(month) = 7), -- 2026-11
    ends_on   TEXT   NOT NULL CHECK (length(ends_on) = 10),
    totals    TEXT   NOT NULL, -- JSON of what the books said at the closing
    closed_at BIGINT NOT NULL,
    closed_by TEXT   NOT NULL,
    PRIMARY KEY (shop_id, month)
);

-- The answer that a creating request got, so that repeating it with its key gives the same.
CREATE TABLE idempotency_keys (
    shop_id      BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    key          TEXT   NOT NULL,
    request_hash TEXT   NOT NULL,
    answer       TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (shop_id, actor, key)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- What append-only tables do on PostgreSQL when somebody tries to change them.
-- postgres: CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
