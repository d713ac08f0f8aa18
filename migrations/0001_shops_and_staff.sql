-- Owners: shop, staff, audit, jobs. Money is in minor units, times are Unix milliseconds (UTC), flags are 0/1,
-- rates are basis points. The same text runs on SQLite and on PostgreSQL; lines marked for one engine are opened for it.

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

-- Numbers that people see and that may have gaps (orders); nodes take blocks of them.
CREATE TABLE counters (
    shop_id BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    last    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, name)
);

CREATE TABLE vat_rates (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    vat_class  TEXT   NOT NULL,
    valid_from TEXT   NOT NULL,
    rate       BIGINT NOT NULL CHECK (rate BETWEEN 0 AND 10000),
    source     TEXT   NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE TABLE tax_regimes (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    valid_from TEXT   NOT NULL,
    vat_payer  BIGINT NOT NULL CHECK (vat_payer IN (0, 1)),
    kind       TEXT   NOT NULL CHECK (kind IN ('micro', 'profit')),
    rate       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE TABLE roles (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    permissions TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE TABLE staff (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    email         TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    role_id       BIGINT NOT NULL,
    language      TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    active        BIGINT NOT NULL CHECK (active IN (0, 1)),
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, email),
    FOREIGN KEY (shop_id, role_id) REFERENCES roles (shop_id, id)
);

CREATE TABLE sessions (
    shop_id    BIGINT NOT NULL,
    token_hash TEXT   NOT NULL,
    staff_id   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, token_hash)
);

CREATE TABLE api_keys (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    key_hash   TEXT   NOT NULL,
    scopes     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    version    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, key_hash)
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

-- What happened to an order or to a setting: append-only, each event chained to the one before it of the same
-- subject. `subject` is order:<id>, product:<id>, settings and the like.
CREATE TABLE audit_events (
    shop_id    BIGINT NOT NULL,
    subject    TEXT   NOT NULL,
    seq        BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    actor_kind TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    address    TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    changes    TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    PRIMARY KEY (shop_id, subject, seq)
)
-- sqlite: WITHOUT ROWID
;

-- The last event of each subject: appending moves it on under its old value, and a removed tail shows.
CREATE TABLE audit_heads (
    shop_id    BIGINT NOT NULL,
    subject    TEXT   NOT NULL,
    seq        BIGINT NOT NULL,
    hash       TEXT   NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, subject)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX audit_heads_by_age ON audit_heads (shop_id, updated_at);

-- One seal a day and shop over the heads of the subjects that changed up to then.
CREATE TABLE audit_seals (
    shop_id   BIGINT NOT NULL,
    day       TEXT   NOT NULL,
    until     BIGINT NOT NULL,
    subjects  BIGINT NOT NULL,
    content   TEXT   NOT NULL, -- the sealed heads: subject, seq and hash, a line each
    hash      TEXT   NOT NULL, -- over the seal before, the day and the content
    PRIMARY KEY (shop_id, day)
);

-- sqlite: CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
-- sqlite: CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
-- sqlite: CREATE TRIGGER audit_seals_no_update BEFORE UPDATE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit_seals is append-only'); END;
-- sqlite: CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit_seals is append-only'); END;
-- postgres: CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
-- postgres: CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- postgres: CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What must happen outside a transaction: written with the change, claimed with a lease.
CREATE TABLE jobs (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    payload     TEXT   NOT NULL,
    subject     TEXT   NOT NULL, -- order:<id> and the like: where people see it
    state       TEXT   NOT NULL CHECK (state IN ('ready', 'dead')),
    run_at      BIGINT NOT NULL, -- not before; while leased: until when
    owner       TEXT   NOT NULL,
    attempts    BIGINT NOT NULL,
    last_error  TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX jobs_due ON jobs (state, run_at);
CREATE INDEX jobs_by_subject ON jobs (shop_id, subject);

-- A schedule's turn belongs to the node that inserts it.
CREATE TABLE schedule_turns (
    name   TEXT   NOT NULL,
    turn   BIGINT NOT NULL,
    owner  TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (name, turn)
);
