-- Owner: customers. What a buyer keeps with the shop: a way to sign in, addresses, companies, wishes about messages.

CREATE TABLE customer_accounts (
    shop_id       BIGINT NOT NULL,
    customer_id   BIGINT NOT NULL,
    password_hash TEXT   NOT NULL, -- empty: signs in by link only
    news          BIGINT NOT NULL CHECK (news IN (0, 1)), -- agreed to offers by e-mail
    deletion_asked_at BIGINT,
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, customer_id)
);

CREATE TABLE customer_sessions (
    shop_id     BIGINT NOT NULL,
    token_hash  TEXT   NOT NULL,
    customer_id BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, token_hash)
);
CREATE INDEX customer_sessions_of ON customer_sessions (shop_id, customer_id);

-- Links by which one signs in once.
CREATE TABLE sign_in_links (
    shop_id     BIGINT NOT NULL,
    token_hash  TEXT   NOT NULL,
    customer_id BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, token_hash)
);

-- Addresses and companies that the buyer has named.
CREATE TABLE customer_places (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    label       TEXT   NOT NULL,
    address     TEXT,            -- JSON of Address
    company     TEXT,            -- JSON of Company
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX customer_places_of ON customer_places (shop_id, customer_id);
