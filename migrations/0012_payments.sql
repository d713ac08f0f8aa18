-- Payments: what an order is paid with, in whatever currency it was charged; companies that pay at a term; what banks report.

-- Money that people bring or send has no processor and is paid at once.
CREATE TABLE payments (
    shop_id      BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    order_id     BIGINT NOT NULL,
    method       TEXT   NOT NULL, -- code
    processor    TEXT   NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('pending', 'authorised', 'paid', 'partly_refunded', 'refunded', 'failed', 'disputed')),
    amount       BIGINT NOT NULL CHECK (amount > 0), -- in the shop's currency
    currency     TEXT   NOT NULL CHECK (length(currency) = 3), -- of the charge; the amounts that follow are in it
    charge       BIGINT NOT NULL CHECK (charge > 0),
    authorised   BIGINT NOT NULL CHECK (authorised >= 0),
    captured     BIGINT NOT NULL CHECK (captured >= 0),
    refunded     BIGINT NOT NULL CHECK (refunded >= 0 AND refunded <= captured),
    rate         BIGINT NOT NULL CHECK (rate > 0), -- of one unit of the charge's currency in the shop's, ten-thousandths
    -- The rate on the day a charge in another currency was settled: what it is worth less than at the charge is a loss. 0: not
    -- settled yet, or in the shop's own currency.
    settled_rate BIGINT NOT NULL CHECK (settled_rate >= 0),
    reference    TEXT   NOT NULL, -- a document of the money, or the processor's own number
    error        TEXT   NOT NULL,
    commission   BIGINT NOT NULL, -- what the processor kept, as its settlement says; shop's currency
    created_at   BIGINT NOT NULL,
    settled_at   BIGINT,          -- when the money came
    actor        TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
);
CREATE INDEX payments_by_order ON payments (shop_id, order_id, id);
CREATE INDEX payments_by_settlement ON payments (shop_id, settled_at, id) WHERE settled_at IS NOT NULL;

-- Each start at a processor. Its id is the reference that the processor knows the charge by.
CREATE TABLE payment_attempts (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    payment_id    BIGINT NOT NULL,
    state         TEXT   NOT NULL CHECK (state IN ('pending', 'authorised', 'paid', 'partly_refunded', 'refunded', 'failed', 'disputed')),
    processor_ref TEXT   NOT NULL,
    extra         TEXT   NOT NULL, -- what the processor wants back with later calls
    authorised    BIGINT NOT NULL CHECK (authorised >= 0),
    captured      BIGINT NOT NULL CHECK (captured >= 0),
    refunded      BIGINT NOT NULL CHECK (refunded >= 0 AND refunded <= captured),
    disputed      BIGINT NOT NULL CHECK (disputed IN (0, 1)),
    error         TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    poll_at       BIGINT, -- when the processor is asked, if it has not spoken by then
    polls         BIGINT NOT NULL CHECK (polls >= 0),
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, payment_id) REFERENCES payments (shop_id, id)
);
CREATE INDEX payment_attempts_by_payment ON payment_attempts (shop_id, payment_id, id);
CREATE INDEX payment_attempts_to_poll ON payment_attempts (shop_id, poll_at, id) WHERE poll_at IS NOT NULL;
CREATE INDEX payment_attempts_by_processor_ref ON payment_attempts (shop_id, processor_ref, id);

-- Everything that a processor said, as it came. The fingerprint is of the bytes: what is repeated is not stored again.
CREATE TABLE payment_events (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    payment_id  BIGINT,
    attempt_id  BIGINT,
    processor   TEXT   NOT NULL,
    source      TEXT   NOT NULL CHECK (source IN ('callback', 'poll', 'answer')),
    fingerprint TEXT   NOT NULL,
    headers     TEXT   NOT NULL, -- JSON
    raw         BYTEA  NOT NULL,
    what        TEXT   NOT NULL CHECK (what IN ('nothing', 'approved', 'authorised', 'captured', 'refused', 'voided', 'refunded', 'disputed', 'dispute_won', 'dispute_lost')),
    amount      BIGINT NOT NULL,
    currency    TEXT   NOT NULL,
    verdict     TEXT   NOT NULL CHECK (verdict IN ('applied', 'known', 'stale', 'noted', 'quarantined')),
    words       TEXT   NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, processor, fingerprint),
    FOREIGN KEY (shop_id, payment_id) REFERENCES payments (shop_id, id),
    FOREIGN KEY (shop_id, attempt_id) REFERENCES payment_attempts (shop_id, id)
);
CREATE INDEX payment_events_by_payment ON payment_events (shop_id, payment_id, id);
-- When a processor last said something.
CREATE INDEX payment_events_by_processor ON payment_events (shop_id, processor, id);
CREATE INDEX payment_events_quarantined ON payment_events (shop_id, id) WHERE verdict = 'quarantined';
-- sqlite: CREATE TRIGGER payment_events_no_update BEFORE UPDATE ON payment_events BEGIN SELECT RAISE(ABORT, 'what a processor said does not change'); END;
-- sqlite: CREATE TRIGGER payment_events_no_delete BEFORE DELETE ON payment_events BEGIN SELECT RAISE(ABORT, 'what a processor said does not go'); END;
-- postgres: CREATE TRIGGER payment_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a person found about a quarantined event.
CREATE TABLE payment_event_reviews (
    shop_id  BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    reason   TEXT   NOT NULL,
    actor    TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, event_id),
    FOREIGN KEY (shop_id, event_id) REFERENCES payment_events (shop_id, id)
);

-- Captures, voids and refunds, ours and those that the processor tells of.
CREATE TABLE payment_operations (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    payment_id    BIGINT NOT NULL,
    attempt_id    BIGINT NOT NULL, -- 0: money that people gave back by hand
    kind          TEXT   NOT NULL CHECK (kind IN ('capture', 'void', 'refund', 'chargeback')),
    state         TEXT   NOT NULL CHECK (state IN ('sending', 'done', 'refused', 'unclear')),
    amount        BIGINT NOT NULL CHECK (amount >= 0),
    processor_ref TEXT   NOT NULL,
    told          BIGINT NOT NULL CHECK (told IN (0, 1)), -- a notification of the processor's has said the same
    error         TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    actor         TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    settled_at    BIGINT,
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, payment_id) REFERENCES payments (shop_id, id)
);
CREATE INDEX payment_operations_by_payment ON payment_operations (shop_id, payment_id, id);
CREATE INDEX payment_operations_by_settlement ON payment_operations (shop_id, settled_at, id) WHERE settled_at IS NOT NULL;
-- One at a time: two people who refund together must not both be heard.
CREATE UNIQUE INDEX payment_operations_one_open ON payment_operations (shop_id, payment_id)
    WHERE state IN ('sending', 'unclear');

-- What went out about a bank transfer that is waited for: once each.
CREATE TABLE payment_reminders (
    shop_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('before', 'due')),
    sent_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, kind),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;

-- The National Bank's rate of a day.
CREATE TABLE exchange_rates (
    shop_id  BIGINT NOT NULL,
    currency TEXT   NOT NULL CHECK (length(currency) = 3),
    day      TEXT   NOT NULL CHECK (length(day) = 10),
    rate     BIGINT NOT NULL CHECK (rate > 0), -- of one unit in lei, ten-thousandths
    PRIMARY KEY (shop_id, currency, day)
)
-- sqlite: WITHOUT ROWID
;

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
    due_on    TEXT   NOT NULL CHECK (length(due_on) = 10),
    is_open   BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    reminders BIGINT NOT NULL CHECK (reminders >= 0),
    version   BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    FOREIGN KEY (shop_id, credit_id) REFERENCES company_credits (shop_id, id)
);
CREATE INDEX credit_orders_open ON credit_orders (shop_id, credit_id, due_on, order_id) WHERE is_open = 1;
CREATE INDEX credit_orders_due ON credit_orders (shop_id, due_on, order_id) WHERE is_open = 1;

-- Money that came to the shop's account, as a bank statement says; the fingerprint keeps a statement that is read twice from counting twice.
CREATE TABLE bank_lines (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    fingerprint TEXT   NOT NULL,
    booked_on   TEXT   NOT NULL CHECK (length(booked_on) = 10),
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
    UNIQUE (shop_id, fingerprint),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    CHECK ((state = 'matched') = (order_id IS NOT NULL))
);
CREATE INDEX bank_lines_by_state ON bank_lines (shop_id, state, id);
CREATE INDEX bank_lines_by_order ON bank_lines (shop_id, order_id, id) WHERE order_id IS NOT NULL;
