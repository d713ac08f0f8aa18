-- Owner: service. Pieces that are repaired or replaced under the guarantee, or paid for.
CREATE TABLE service_cases (
    shop_id         BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    number          BIGINT NOT NULL,
    order_id        BIGINT NOT NULL,
    customer_id     BIGINT NOT NULL,
    line_no         BIGINT NOT NULL,
    product_id      BIGINT NOT NULL,
    product         TEXT   NOT NULL,
    maker_serial    TEXT   NOT NULL,
    return_id       BIGINT,
    covered         BIGINT NOT NULL CHECK (covered IN (0, 1)),
    step            TEXT   NOT NULL,
    stage           TEXT   NOT NULL,
    outcome         TEXT,
    told_on         TEXT   NOT NULL,
    received_on     TEXT   NOT NULL,
    due_on          TEXT   NOT NULL,
    closed_on       TEXT,
    extended_days   BIGINT NOT NULL,
    brought_by      TEXT   NOT NULL,
    accessories     TEXT   NOT NULL,
    visible_state   TEXT   NOT NULL,
    defect          TEXT   NOT NULL,
    diagnosis       TEXT   NOT NULL,
    partner         TEXT   NOT NULL,
    partner_until   TEXT,
    cost            BIGINT NOT NULL,
    replacement_id  BIGINT,
    news_on         TEXT,
    updated_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX service_of_order ON service_cases (shop_id, order_id, id);
CREATE INDEX service_by_stage ON service_cases (shop_id, stage, id);
CREATE INDEX service_open ON service_cases (shop_id, due_on, id) WHERE closed_on IS NULL;

-- What the buyer reads of a case, and what the shop notes for itself.
CREATE TABLE service_news (
    shop_id  BIGINT NOT NULL,
    id       BIGINT NOT NULL,
    case_id  BIGINT NOT NULL,
    step     TEXT   NOT NULL,
    words    TEXT   NOT NULL,
    actor    TEXT   NOT NULL,
    internal BIGINT NOT NULL CHECK (internal IN (0, 1)),
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX service_news_of_case ON service_news (shop_id, case_id, id);

CREATE TABLE service_numbers (
    shop_id BIGINT NOT NULL PRIMARY KEY,
    last    BIGINT NOT NULL
);
