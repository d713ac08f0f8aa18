-- Owners: orders, payments, shipping, invoicing, messages, referrers, profit, notices. Units as in 0001 and 0002.
-- An id carries the time, so `placed between` is a range of ids and every list is ordered by id.

CREATE TABLE orders (
    shop_id            BIGINT NOT NULL,
    id                 BIGINT NOT NULL,
    number             BIGINT NOT NULL,
    customer_id        BIGINT NOT NULL,
    language           TEXT   NOT NULL,
    currency           TEXT   NOT NULL,
    order_status_id    BIGINT NOT NULL,
    payment_status_id  BIGINT NOT NULL,
    delivery_status_id BIGINT NOT NULL,
    delivery_method_id BIGINT NOT NULL,
    payment_method_id  BIGINT NOT NULL,
    customer           TEXT   NOT NULL, -- JSON of Contact
    billing            TEXT   NOT NULL, -- JSON of Billing, frozen
    address            TEXT   NOT NULL, -- JSON of Address, frozen
    goods              BIGINT NOT NULL, -- with VAT, as the buyer pays
    delivery           BIGINT NOT NULL,
    fees               BIGINT NOT NULL,
    vat                BIGINT NOT NULL,
    total              BIGINT NOT NULL,
    paid               BIGINT NOT NULL,
    delivery_cost      BIGINT NOT NULL, -- what the courier takes, without VAT; estimate, then fact
    weight_g           BIGINT NOT NULL,
    payment_reference  TEXT   NOT NULL,
    note               TEXT   NOT NULL,
    net_profit         BIGINT NOT NULL,
    held               BIGINT NOT NULL CHECK (held IN (0, 1)),
    released           BIGINT NOT NULL CHECK (released IN (0, 1)),
    stock              TEXT   NOT NULL CHECK (stock IN ('reserved', 'taken', 'released')),
    status_since       BIGINT NOT NULL,
    updated_at         BIGINT NOT NULL,
    version            BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX orders_by_number ON orders (shop_id, number);
CREATE INDEX orders_by_order_status ON orders (shop_id, order_status_id, id, payment_status_id, delivery_status_id);
CREATE INDEX orders_by_payment_status ON orders (shop_id, payment_status_id, id, order_status_id, delivery_status_id);
CREATE INDEX orders_by_delivery_status ON orders (shop_id, delivery_status_id, id, order_status_id, payment_status_id);
CREATE INDEX orders_by_customer ON orders (shop_id, customer_id, id);

CREATE TABLE order_lines (
    shop_id         BIGINT NOT NULL,
    order_id        BIGINT NOT NULL,
    line_no         BIGINT NOT NULL,
    product_id      BIGINT NOT NULL,
    sku             TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    unit            TEXT   NOT NULL,
    quantity        BIGINT NOT NULL CHECK (quantity > 0),
    unit_price      BIGINT NOT NULL, -- with VAT
    total           BIGINT NOT NULL, -- with VAT
    unit_cost       BIGINT NOT NULL, -- without VAT, when sold
    green_tax       BIGINT NOT NULL, -- of the line
    vat_class       TEXT   NOT NULL,
    vat_rate        BIGINT NOT NULL,
    weight_g        BIGINT NOT NULL, -- of one unit
    warranty_months BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, line_no)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_lines_by_product ON order_lines (shop_id, product_id, order_id);

-- Up to ten touches an order, in order of time, and the channel each was read as.
CREATE TABLE order_referrers (
    shop_id     BIGINT NOT NULL,
    order_id    BIGINT NOT NULL,
    position    BIGINT NOT NULL,
    url         TEXT   NOT NULL,
    landing_url TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    channel     TEXT   NOT NULL,
    campaign    TEXT   NOT NULL,
    PRIMARY KEY (shop_id, order_id, position)
)
-- sqlite: WITHOUT ROWID
;

-- For filters: one row an order and channel, with whether it came first, last, alone.
CREATE TABLE order_channels (
    shop_id  BIGINT NOT NULL,
    channel  TEXT   NOT NULL,
    order_id BIGINT NOT NULL,
    is_first BIGINT NOT NULL,
    is_last  BIGINT NOT NULL,
    is_only  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, channel, order_id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_channels_first ON order_channels (shop_id, channel, is_first, order_id);
CREATE INDEX order_channels_last ON order_channels (shop_id, channel, is_last, order_id);
CREATE INDEX order_channels_only ON order_channels (shop_id, channel, is_only, order_id);

CREATE TABLE order_terms (
    shop_id  BIGINT NOT NULL,
    -- postgres: term TEXT COLLATE "C" NOT NULL,
    -- sqlite: term TEXT NOT NULL,
    order_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, term, order_id)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE payments (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    order_id    BIGINT NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('received', 'refunded')),
    method      TEXT   NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0),
    reference   TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    actor       TEXT   NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX payments_by_order ON payments (shop_id, order_id);

CREATE TABLE shipments (
    shop_id      BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    order_id     BIGINT NOT NULL,
    courier      TEXT   NOT NULL,
    reference    TEXT   NOT NULL, -- ours, sent along, unique: what a lost answer is found by
    state        TEXT   NOT NULL CHECK (state IN ('requested', 'sending', 'registered', 'failed', 'unclear', 'cancelled')),
    stage        TEXT   NOT NULL,
    awb_number   TEXT   NOT NULL,
    parcels      BIGINT NOT NULL,
    weight_g     BIGINT NOT NULL,
    cash         BIGINT NOT NULL, -- to collect on delivery
    tariff       BIGINT NOT NULL, -- without VAT, as the courier answered
    error        TEXT   NOT NULL,
    request      TEXT   NOT NULL, -- JSON of what was asked, frozen
    answer       TEXT   NOT NULL, -- raw, as it came
    label_a4     BYTEA,
    label_a6     BYTEA,
    created_at   BIGINT NOT NULL,
    registered_at BIGINT,
    tracked_at   BIGINT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, reference)
);
CREATE INDEX shipments_by_order ON shipments (shop_id, order_id);
CREATE INDEX shipments_to_track ON shipments (shop_id, state, tracked_at);
-- An order has one live shipment: the second button press finds it taken.
CREATE UNIQUE INDEX shipments_one_live ON shipments (shop_id, order_id)
    WHERE state IN ('requested', 'sending', 'registered', 'unclear');

CREATE TABLE tracking_events (
    shop_id     BIGINT NOT NULL,
    shipment_id BIGINT NOT NULL,
    seq         BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    text        TEXT   NOT NULL,
    place       TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    stage       TEXT   NOT NULL,
    PRIMARY KEY (shop_id, shipment_id, seq)
);

CREATE TABLE invoice_series (
    shop_id BIGINT NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('invoice', 'proforma')),
    series  TEXT   NOT NULL,
    last    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, kind)
);

CREATE TABLE invoices (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('invoice', 'proforma', 'storno')),
    series     TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    order_id   BIGINT,
    storno_of  BIGINT,
    issued_on  TEXT   NOT NULL,
    net        BIGINT NOT NULL,
    vat        BIGINT NOT NULL,
    gross      BIGINT NOT NULL,
    content    TEXT   NOT NULL, -- JSON of InvoiceContent, frozen
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, series, number)
);
CREATE INDEX invoices_by_order ON invoices (shop_id, order_id);
-- One storno an invoice, one live invoice an order by the automatic rule.
CREATE UNIQUE INDEX invoices_one_storno ON invoices (shop_id, storno_of);

-- sqlite: CREATE TRIGGER invoices_no_update BEFORE UPDATE ON invoices BEGIN SELECT RAISE(ABORT, 'an issued invoice does not change'); END;
-- sqlite: CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices BEGIN SELECT RAISE(ABORT, 'an issued invoice does not go'); END;
-- postgres: CREATE TRIGGER invoices_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE messages (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    order_id    BIGINT NOT NULL,
    template    TEXT   NOT NULL,
    channel     TEXT   NOT NULL,
    recipient   TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    attachments TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts    BIGINT NOT NULL,
    error       TEXT   NOT NULL,
    sent_at     BIGINT,
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX messages_by_order ON messages (shop_id, order_id);

CREATE TABLE order_profits (
    shop_id      BIGINT NOT NULL,
    order_id     BIGINT NOT NULL,
    lines        TEXT   NOT NULL,
    gross_result BIGINT NOT NULL,
    tax          BIGINT NOT NULL,
    net_profit   BIGINT NOT NULL,
    final        BIGINT NOT NULL CHECK (final IN (0, 1)),
    computed_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id)
)
-- sqlite: WITHOUT ROWID
;

-- Alerts to the people of the shop.
CREATE TABLE notices (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    audience    TEXT   NOT NULL CHECK (audience IN ('operators', 'administrators')),
    details     TEXT   NOT NULL,
    resolved_at BIGINT,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX notices_one_open ON notices (shop_id, subject, kind) WHERE resolved_at IS NULL;
