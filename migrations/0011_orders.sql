-- Orders, and what they are found, filtered and looked at by. An id carries the time, so that a list by id is a list by age.

CREATE TABLE orders (
    shop_id            BIGINT NOT NULL,
    id                 BIGINT NOT NULL,
    number             BIGINT NOT NULL CHECK (number > 0),
    placed_at          BIGINT NOT NULL,
    customer_id        BIGINT NOT NULL,
    language           TEXT   NOT NULL CHECK (language IN ('ro', 'en')),
    currency           TEXT   NOT NULL CHECK (length(currency) = 3),
    order_status_id    BIGINT NOT NULL,
    payment_status_id  BIGINT NOT NULL,
    delivery_status_id BIGINT NOT NULL,
    delivery_method_id BIGINT NOT NULL,
    payment_method_id  BIGINT NOT NULL,
    customer           TEXT   NOT NULL, -- JSON of Contact
    billing            TEXT   NOT NULL, -- JSON of Billing, frozen
    address            TEXT   NOT NULL, -- JSON of Address, frozen
    pickup_point       TEXT,            -- JSON of ChosenPoint; missing when the parcel goes to an address
    goods              BIGINT NOT NULL CHECK (goods >= 0), -- with VAT, as the buyer pays
    discount           BIGINT NOT NULL CHECK (discount >= 0 AND discount <= goods), -- what the goods cost less
    discount_id        BIGINT,
    delivery           BIGINT NOT NULL CHECK (delivery >= 0),
    fees               BIGINT NOT NULL CHECK (fees >= 0),
    vat                BIGINT NOT NULL CHECK (vat >= 0 AND vat <= total),
    total              BIGINT NOT NULL,
    paid               BIGINT NOT NULL CHECK (paid >= 0),
    delivery_cost      BIGINT NOT NULL CHECK (delivery_cost >= 0), -- what the courier takes, without VAT; estimate, then fact
    weight_g           BIGINT NOT NULL CHECK (weight_g >= 0),
    payment_reference  TEXT   NOT NULL,
    note               TEXT   NOT NULL,
    county             TEXT   NOT NULL, -- this and the next two of the address, so that filters and reports need not read its JSON
    siruta             BIGINT NOT NULL,
    locality           TEXT   NOT NULL,
    cui                TEXT   NOT NULL, -- of the company, digits; empty: a person
    handler            TEXT   NOT NULL, -- who of the shop took the order on; empty while nobody has
    net_profit         BIGINT NOT NULL,
    held               BIGINT NOT NULL CHECK (held IN (0, 1)),
    released           BIGINT NOT NULL CHECK (released IN (0, 1)),
    stock              TEXT   NOT NULL CHECK (stock IN ('reserved', 'taken', 'released')),
    status_since       BIGINT NOT NULL,
    updated_at         BIGINT NOT NULL,
    version            BIGINT NOT NULL CHECK (version > 0),
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, customer_id) REFERENCES customers (shop_id, id),
    CHECK (total = goods - discount + delivery + fees)
);
CREATE UNIQUE INDEX orders_by_number ON orders (shop_id, number);
CREATE INDEX orders_by_order_status ON orders (shop_id, order_status_id, id, payment_status_id, delivery_status_id);
CREATE INDEX orders_by_payment_status ON orders (shop_id, payment_status_id, id, order_status_id, delivery_status_id);
CREATE INDEX orders_by_delivery_status ON orders (shop_id, delivery_status_id, id, order_status_id, payment_status_id);
CREATE INDEX orders_by_customer ON orders (shop_id, customer_id, id);

-- An order has a status on each axis. Looked up by a trigger: a foreign key would have every new order lock the same few rows of
-- statuses on PostgreSQL. (A status in use is not deleted: statuses::remove moves its orders first.)
-- sqlite: CREATE TRIGGER orders_statuses_insert BEFORE INSERT ON orders WHEN
-- sqlite:     NOT EXISTS (SELECT 1 FROM statuses WHERE shop_id = NEW.shop_id AND id = NEW.order_status_id AND axis = 'order') OR
-- sqlite:     NOT EXISTS (SELECT 1 FROM statuses WHERE shop_id = NEW.shop_id AND id = NEW.payment_status_id AND axis = 'payment') OR
-- sqlite:     NOT EXISTS (SELECT 1 FROM statuses WHERE shop_id = NEW.shop_id AND id = NEW.delivery_status_id AND axis = 'delivery')
-- sqlite: BEGIN SELECT RAISE(ABORT, 'an order has a status of its own axis on each'); END;
-- sqlite: CREATE TRIGGER orders_statuses_update BEFORE UPDATE ON orders WHEN
-- sqlite:     (NEW.order_status_id <> OLD.order_status_id AND
-- sqlite:      NOT EXISTS (SELECT 1 FROM statuses WHERE shop_id = NEW.shop_id AND id = NEW.order_status_id AND axis = 'order')) OR
-- sqlite:     (NEW.payment_status_id <> OLD.payment_status_id AND
-- sqlite:      NOT EXISTS (SELECT 1 FROM statuses WHERE shop_id = NEW.shop_id AND id = NEW.payment_status_id AND axis = 'payment')) OR
-- sqlite:     (NEW.delivery_status_id <> OLD.delivery_status_id AND
-- sqlite:      NOT EXISTS (SELECT 1 FROM statuses WHERE shop_id = NEW.shop_id AND id = NEW.delivery_status_id AND axis = 'delivery'))
-- sqlite: BEGIN SELECT RAISE(ABORT, 'an order has a status of its own axis on each'); END;
-- postgres: CREATE FUNCTION check_order_statuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
-- postgres:     IF (SELECT count(*) FROM statuses WHERE shop_id = NEW.shop_id AND
-- postgres:         ((id = NEW.order_status_id AND axis = 'order') OR (id = NEW.payment_status_id AND axis = 'payment') OR
-- postgres:          (id = NEW.delivery_status_id AND axis = 'delivery'))) <> 3
-- postgres:     THEN RAISE EXCEPTION 'an order has a status of its own axis on each' USING ERRCODE = 'integrity_constraint_violation'; END IF;
-- postgres:     RETURN NEW; END $$;
-- postgres: CREATE TRIGGER orders_statuses_insert BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION check_order_statuses();
-- postgres: CREATE TRIGGER orders_statuses_update BEFORE UPDATE ON orders FOR EACH ROW
-- postgres:     WHEN (NEW.order_status_id <> OLD.order_status_id OR NEW.payment_status_id <> OLD.payment_status_id OR
-- postgres:           NEW.delivery_status_id <> OLD.delivery_status_id)
-- postgres:     EXECUTE FUNCTION check_order_statuses();

-- As they were when the order was placed.
CREATE TABLE order_lines (
    shop_id         BIGINT NOT NULL,
    order_id        BIGINT NOT NULL,
    line_no         BIGINT NOT NULL CHECK (line_no > 0),
    product_id      BIGINT NOT NULL,
    sku             TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    unit            TEXT   NOT NULL,
    quantity        BIGINT NOT NULL CHECK (quantity > 0),
    unit_price      BIGINT NOT NULL CHECK (unit_price >= 0), -- with VAT
    total           BIGINT NOT NULL CHECK (total >= 0),      -- with VAT
    unit_cost       BIGINT NOT NULL CHECK (unit_cost >= 0),  -- without VAT, when sold
    green_tax       BIGINT NOT NULL CHECK (green_tax >= 0),  -- of the line
    vat_class       TEXT   NOT NULL,
    vat_rate        BIGINT NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000),
    weight_g        BIGINT NOT NULL CHECK (weight_g >= 0), -- of one unit
    warranty_months BIGINT NOT NULL CHECK (warranty_months >= 0),
    PRIMARY KEY (shop_id, order_id, line_no),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_lines_by_product ON order_lines (shop_id, product_id, order_id);

-- Which pieces were sold: the numbers that their maker printed on them.
CREATE TABLE order_serials (
    shop_id    BIGINT NOT NULL,
    order_id   BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    number     TEXT   NOT NULL,
    PRIMARY KEY (shop_id, order_id, product_id, number),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;

-- Up to ten touches an order, in order of time, and the channel each was read as.
CREATE TABLE order_referrers (
    shop_id     BIGINT NOT NULL,
    order_id    BIGINT NOT NULL,
    position    BIGINT NOT NULL CHECK (position BETWEEN 1 AND 10),
    url         TEXT   NOT NULL,
    landing_url TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    channel     TEXT   NOT NULL,
    campaign    TEXT   NOT NULL,
    PRIMARY KEY (shop_id, order_id, position),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;

-- For filters: one row an order and channel, with whether it came first, last, alone.
CREATE TABLE order_channels (
    shop_id  BIGINT NOT NULL,
    channel  TEXT   NOT NULL,
    order_id BIGINT NOT NULL,
    is_first BIGINT NOT NULL CHECK (is_first IN (0, 1)),
    is_last  BIGINT NOT NULL CHECK (is_last IN (0, 1)),
    is_only  BIGINT NOT NULL CHECK (is_only IN (0, 1)),
    PRIMARY KEY (shop_id, channel, order_id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_channels_first ON order_channels (shop_id, channel, is_first, order_id);
CREATE INDEX order_channels_last ON order_channels (shop_id, channel, is_last, order_id);
CREATE INDEX order_channels_only ON order_channels (shop_id, channel, is_only, order_id);

-- Folded words that an order is found by.
CREATE TABLE order_terms (
    shop_id  BIGINT NOT NULL,
    -- postgres: term TEXT COLLATE "C" NOT NULL,
    -- sqlite: term TEXT NOT NULL,
    order_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, term, order_id)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE order_tags (
    shop_id  BIGINT NOT NULL,
    tag      TEXT   NOT NULL CHECK (tag <> ''),
    order_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, tag, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_tags_by_order ON order_tags (shop_id, order_id, tag);

-- Who has an order open at the moment; a row that is a minute old says nothing any more.
CREATE TABLE order_viewers (
    shop_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    seen_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, name)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_viewers_by_age ON order_viewers (seen_at);
