-- Service: pieces that are repaired or replaced under the guarantee, or paid for.

CREATE TABLE service_cases (
    shop_id         BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    number          BIGINT NOT NULL CHECK (number > 0),
    order_id        BIGINT NOT NULL,
    customer_id     BIGINT NOT NULL,
    line_no         BIGINT NOT NULL CHECK (line_no > 0), -- of the order
    product_id      BIGINT NOT NULL,
    product         TEXT   NOT NULL, -- its name when it was sold
    maker_serial    TEXT   NOT NULL,
    return_id       BIGINT,
    covered         BIGINT NOT NULL CHECK (covered IN (0, 1)),
    step            TEXT   NOT NULL, -- code, of the shop's steps
    stage           TEXT   NOT NULL CHECK (stage IN ('received', 'in_work', 'at_partner', 'repaired', 'replaced', 'refunded', 'refused', 'handed_back')),
    outcome         TEXT   CHECK (outcome IN ('received', 'in_work', 'at_partner', 'repaired', 'replaced', 'refunded', 'refused', 'handed_back')),
    told_on         TEXT   NOT NULL,
    received_on     TEXT   NOT NULL,
    due_on          TEXT   NOT NULL CHECK (length(due_on) = 10),
    closed_on       TEXT,
    extended_days   BIGINT NOT NULL CHECK (extended_days >= 0),
    brought_by      TEXT   NOT NULL,
    accessories     TEXT   NOT NULL,
    visible_state   TEXT   NOT NULL,
    defect          TEXT   NOT NULL,
    diagnosis       TEXT   NOT NULL,
    partner         TEXT   NOT NULL,
    partner_until   TEXT,
    cost            BIGINT NOT NULL CHECK (cost >= 0), -- of the repair, without VAT
    replacement_id  BIGINT,
    news_on         TEXT, -- the buyer hears again on this day, whatever happened
    updated_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, number),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    FOREIGN KEY (shop_id, return_id) REFERENCES returns (shop_id, id),
    FOREIGN KEY (shop_id, replacement_id) REFERENCES orders (shop_id, id)
);
CREATE INDEX service_of_order ON service_cases (shop_id, order_id, id);
CREATE INDEX service_by_return ON service_cases (shop_id, return_id, id) WHERE return_id IS NOT NULL;
CREATE INDEX service_by_replacement ON service_cases (shop_id, replacement_id, id) WHERE replacement_id IS NOT NULL;
CREATE INDEX service_open ON service_cases (shop_id, due_on, id) WHERE closed_on IS NULL;
CREATE INDEX service_silent ON service_cases (shop_id, news_on, id) WHERE closed_on IS NULL;

-- What the buyer reads of a case, and what the shop notes for itself.
CREATE TABLE service_news (
    shop_id  BIGINT NOT NULL,
    id       BIGINT NOT NULL,
    case_id  BIGINT NOT NULL,
    step     TEXT   NOT NULL,
    words    TEXT   NOT NULL,
    actor    TEXT   NOT NULL,
    internal BIGINT NOT NULL CHECK (internal IN (0, 1)),
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, case_id) REFERENCES service_cases (shop_id, id)
);
CREATE INDEX service_news_of_case ON service_news (shop_id, case_id, id);
