-- Owners: catalog, customers, statuses, pricing, shipping, payments, messages. Units as in 0001; quantities in thousandths.

CREATE TABLE products (
    shop_id         BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    sku             TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    name_en         TEXT   NOT NULL,
    description     TEXT   NOT NULL,
    category        TEXT   NOT NULL,
    unit            TEXT   NOT NULL,
    price           BIGINT NOT NULL CHECK (price >= 0), -- with VAT
    cost            BIGINT NOT NULL CHECK (cost >= 0),  -- without VAT
    vat_class       TEXT   NOT NULL,
    weight_g        BIGINT NOT NULL CHECK (weight_g >= 0),
    length_mm       BIGINT NOT NULL,
    width_mm        BIGINT NOT NULL,
    height_mm       BIGINT NOT NULL,
    green_tax       BIGINT NOT NULL, -- per piece, without VAT
    warranty_months BIGINT NOT NULL,
    image_url       TEXT   NOT NULL,
    active          BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, sku)
);

-- Apart from products, because placing orders changes it all day. Free = on_hand - reserved.
CREATE TABLE product_stock (
    shop_id    BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    on_hand    BIGINT NOT NULL CHECK (on_hand >= 0),
    reserved   BIGINT NOT NULL CHECK (reserved >= 0 AND reserved <= on_hand),
    PRIMARY KEY (shop_id, product_id)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE stock_movements (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    quantity   BIGINT NOT NULL, -- + in, - out
    reason     TEXT   NOT NULL,
    subject    TEXT   NOT NULL, -- order:<id> when an order caused it
    actor      TEXT   NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX stock_movements_by_product ON stock_movements (shop_id, product_id, id);

CREATE TABLE product_terms (
    shop_id    BIGINT NOT NULL,
    -- postgres: term TEXT COLLATE "C" NOT NULL,
    -- sqlite: term TEXT NOT NULL,
    product_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, term, product_id)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE customers (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    email      TEXT   NOT NULL, -- lower case
    name       TEXT   NOT NULL,
    phone      TEXT   NOT NULL,
    language   TEXT   NOT NULL,
    company    TEXT,            -- JSON of Company
    address    TEXT,            -- JSON of Address: the last one used
    note       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, email)
);

CREATE TABLE customer_terms (
    shop_id     BIGINT NOT NULL,
    -- postgres: term TEXT COLLATE "C" NOT NULL,
    -- sqlite: term TEXT NOT NULL,
    customer_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, term, customer_id)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE statuses (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    axis        TEXT   NOT NULL CHECK (axis IN ('order', 'payment', 'delivery')),
    stage       TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    name_en     TEXT   NOT NULL,
    colour      TEXT   NOT NULL,
    icon        TEXT   NOT NULL,
    position    BIGINT NOT NULL,
    entry       BIGINT NOT NULL CHECK (entry IN (0, 1)), -- orders begin here
    next        TEXT   NOT NULL, -- JSON list of codes that may follow
    permission  TEXT   NOT NULL, -- needed beside orders.status to set it; empty: none
    messages    TEXT   NOT NULL, -- JSON list of template codes sent on entering
    actions     TEXT   NOT NULL, -- JSON list of StatusAction
    alert_hours BIGINT NOT NULL, -- 0: never
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, code)
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
    kind           TEXT   NOT NULL CHECK (kind IN ('cash_on_delivery', 'bank_transfer', 'cash_at_pickup')),
    fee            BIGINT NOT NULL CHECK (fee >= 0),      -- with VAT
    fee_percent    BIGINT NOT NULL CHECK (fee_percent >= 0),
    max_total      BIGINT,
    companies_only BIGINT NOT NULL CHECK (companies_only IN (0, 1)),
    active         BIGINT NOT NULL CHECK (active IN (0, 1)),
    position       BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, code)
);

CREATE TABLE message_templates (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    channel     TEXT   NOT NULL CHECK (channel IN ('email', 'sms')),
    language    TEXT   NOT NULL CHECK (language IN ('ro', 'en')),
    subject     TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    attachments TEXT   NOT NULL, -- JSON list: invoice, proforma
    active      BIGINT NOT NULL CHECK (active IN (0, 1)),
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, code, language, channel)
);
