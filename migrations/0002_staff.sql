-- Staff: people of the shop, their roles, sessions and ways of working, and keys of programs.

CREATE TABLE roles (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    permissions TEXT   NOT NULL, -- JSON list
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE TABLE staff (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    email         TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    role_id       BIGINT NOT NULL,
    language      TEXT   NOT NULL CHECK (language IN ('ro', 'en')),
    password_hash TEXT   NOT NULL,
    active        BIGINT NOT NULL CHECK (active IN (0, 1)),
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, email),
    FOREIGN KEY (shop_id, role_id) REFERENCES roles (shop_id, id)
);
CREATE INDEX staff_by_role ON staff (shop_id, role_id, id);

CREATE TABLE sessions (
    shop_id    BIGINT NOT NULL,
    token_hash TEXT   NOT NULL,
    staff_id   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, token_hash),
    FOREIGN KEY (shop_id, staff_id) REFERENCES staff (shop_id, id)
);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE api_keys (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    key_hash   TEXT   NOT NULL,
    scopes     TEXT   NOT NULL, -- JSON list
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    version    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, key_hash)
);

-- A filter of the order list with a name: of one person, or of everybody (staff_id 0).
CREATE TABLE saved_views (
    shop_id  BIGINT NOT NULL,
    id       BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    query    TEXT   NOT NULL,
    position BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

-- How a person likes the panel: columns of a table and the like, as the panel wrote it.
CREATE TABLE staff_preferences (
    shop_id  BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    value    TEXT   NOT NULL,
    PRIMARY KEY (shop_id, staff_id, name)
)
-- sqlite: WITHOUT ROWID
;
