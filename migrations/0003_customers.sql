-- Customers: whoever has ordered, and what a buyer keeps with the shop.

CREATE TABLE customers (
    shop_id        BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    email          TEXT   NOT NULL, -- lower case
    name           TEXT   NOT NULL,
    phone          TEXT   NOT NULL,
    language       TEXT   NOT NULL CHECK (language IN ('ro', 'en')),
    company        TEXT,            -- JSON of Company
    address        TEXT,            -- JSON of Address: the last one used
    customer_group TEXT   NOT NULL, -- may travel free from another value on; empty: none
    note           TEXT   NOT NULL,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, email)
);

-- Folded words that a customer is found by.
CREATE TABLE customer_terms (
    shop_id     BIGINT NOT NULL,
    -- postgres: term TEXT COLLATE "C" NOT NULL,
    -- sqlite: term TEXT NOT NULL,
    customer_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, term, customer_id)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE customer_accounts (
    shop_id           BIGINT NOT NULL,
    customer_id       BIGINT NOT NULL,
    password_hash     TEXT   NOT NULL, -- empty: signs in by link only
    news              BIGINT NOT NULL CHECK (news IN (0, 1)),   -- agreed to offers by e-mail
    no_sms            BIGINT NOT NULL CHECK (no_sms IN (0, 1)), -- wants no text messages
    deletion_asked_at BIGINT,
    version           BIGINT NOT NULL,
    PRIMARY KEY (shop_id, customer_id),
    FOREIGN KEY (shop_id, customer_id) REFERENCES customers (shop_id, id)
);

CREATE TABLE customer_sessions (
    shop_id     BIGINT NOT NULL,
    token_hash  TEXT   NOT NULL,
    customer_id BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, token_hash)
);
CREATE INDEX customer_sessions_of ON customer_sessions (shop_id, customer_id, token_hash);
CREATE INDEX customer_sessions_by_end ON customer_sessions (expires_at);

-- Links by which one signs in once.
CREATE TABLE sign_in_links (
    shop_id     BIGINT NOT NULL,
    token_hash  TEXT   NOT NULL,
    customer_id BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, token_hash)
);
CREATE INDEX sign_in_links_by_end ON sign_in_links (expires_at);

-- Addresses and companies that the buyer has named.
CREATE TABLE customer_places (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    label       TEXT   NOT NULL,
    address     TEXT,            -- JSON of Address
    company     TEXT,            -- JSON of Company
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, customer_id) REFERENCES customers (shop_id, id),
    CHECK ((address IS NULL) <> (company IS NULL))
);
CREATE INDEX customer_places_of ON customer_places (shop_id, customer_id, id);

-- What public registers have said of companies, kept a month for when they do not answer.
CREATE TABLE registered_companies (
    shop_id  BIGINT NOT NULL,
    cui      TEXT   NOT NULL, -- digits, or the whole VAT number of another state
    asked_on TEXT   NOT NULL,
    answer   TEXT   NOT NULL, -- JSON of RegisteredCompany
    PRIMARY KEY (shop_id, cui)
)
-- sqlite: WITHOUT ROWID
;
