-- Owners: payments. Companies that pay on invoice at a term, and what banks and processors report.

-- What a merchant grants a company, by its CUI.
CREATE TABLE company_credits (
    shop_id      BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    cui          TEXT   NOT NULL, -- digits only
    name         TEXT   NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'stopped')),
    credit_limit BIGINT NOT NULL CHECK (credit_limit >= 0),
    days         BIGINT NOT NULL CHECK (days >= 0),
    note         TEXT   NOT NULL,
    decided_by   TEXT   NOT NULL,
    decided_at   BIGINT,
    created_at   BIGINT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, cui)
);

-- Orders that are to be paid at a term. The term runs from the invoice; before there is one, from the order.
CREATE TABLE credit_orders (
    shop_id   BIGINT NOT NULL,
    order_id  BIGINT NOT NULL,
    credit_id BIGINT NOT NULL,
    due_on    TEXT   NOT NULL,
    is_open   BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    reminders BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id)
);
CREATE INDEX credit_orders_open ON credit_orders (shop_id, credit_id, due_on) WHERE is_open = 1;
CREATE INDEX credit_orders_due ON credit_orders (shop_id, due_on) WHERE is_open = 1;

-- What went out about a bank transfer that is waited for: once each.
CREATE TABLE payment_reminders (
    shop_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    kind     TEXT   NOT NULL, -- before, due
    sent_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, kind)
)
-- sqlite: WITHOUT ROWID
;

-- Money that came to the shop's account, as a bank statement says; the fingerprint keeps a statement that is read twice from counting twice.
CREATE TABLE bank_lines (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    fingerprint TEXT   NOT NULL,
    booked_on   TEXT   NOT NULL,
    amount      BIGINT NOT NULL,
    payer       TEXT   NOT NULL,
    payer_iban  TEXT   NOT NULL,
    details     TEXT   NOT NULL,
    bank_ref    TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('open', 'matched', 'ignored')),
    order_id    BIGINT,
    note        TEXT   NOT NULL,
    decided_by  TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, fingerprint)
);
CREATE INDEX bank_lines_open ON bank_lines (shop_id, id) WHERE state = 'open';
