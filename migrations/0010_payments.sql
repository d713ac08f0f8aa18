-- Owners: payments, pricing. A charge has a currency of its own, which the shop's may not be; its amounts are in it.

-- Methods learn of processors and of companies that pay at a term; a CHECK cannot be changed, so the table is made anew.
CREATE TABLE payment_methods_next (
    shop_id        BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    code           TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    name_en        TEXT   NOT NULL,
    kind           TEXT   NOT NULL CHECK (kind IN ('cash_on_delivery', 'bank_transfer', 'cash_at_pickup', 'online', 'on_invoice')),
    processor      TEXT   NOT NULL, -- of kind online
    fee            BIGINT NOT NULL CHECK (fee >= 0),      -- with VAT
    fee_percent    BIGINT NOT NULL CHECK (fee_percent >= 0),
    max_total      BIGINT,
    companies_only BIGINT NOT NULL CHECK (companies_only IN (0, 1)),
    conditions     TEXT   NOT NULL, -- JSON of PaymentConditions
    icons          TEXT   NOT NULL, -- JSON list of card brands shown at the checkout
    active         BIGINT NOT NULL CHECK (active IN (0, 1)),
    position       BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, code)
);
INSERT INTO payment_methods_next (shop_id, id, code, name, name_en, kind, processor, fee, fee_percent, max_total,
                                  companies_only, conditions, icons, active, position, version)
SELECT shop_id, id, code, name, name_en, kind, '', fee, fee_percent, max_total, companies_only, '{}', '[]', active,
       position, version
  FROM payment_methods;
DROP TABLE payment_methods;
ALTER TABLE payment_methods_next RENAME TO payment_methods;

-- A shop's account with a processor.
CREATE TABLE processor_accounts (
    shop_id     BIGINT NOT NULL,
    processor   TEXT   NOT NULL,
    mode        TEXT   NOT NULL CHECK (mode IN ('sandbox', 'live')),
    credentials TEXT   NOT NULL, -- sealed JSON
    endpoints   TEXT   NOT NULL, -- JSON: addresses in place of the processor's own
    capture     TEXT   NOT NULL CHECK (capture IN ('at_once', 'on_shipment', 'by_hand')),
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, processor)
)
-- sqlite: WITHOUT ROWID
;

-- What an order is paid with. Money that people bring or send has no processor and is paid at once.
ALTER TABLE payments RENAME TO payments_before;
CREATE TABLE payments (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    order_id   BIGINT NOT NULL,
    method     TEXT   NOT NULL, -- code
    processor  TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('pending', 'authorised', 'paid', 'partly_refunded', 'refunded', 'failed', 'disputed')),
    amount     BIGINT NOT NULL CHECK (amount > 0), -- in the shop's currency
    currency   TEXT   NOT NULL, -- of the charge
    charge     BIGINT NOT NULL CHECK (charge > 0),
    authorised BIGINT NOT NULL,
    captured   BIGINT NOT NULL,
    refunded   BIGINT NOT NULL,
    rate       BIGINT NOT NULL, -- of one unit of the charge's currency in the shop's, ten-thousandths
    reference  TEXT   NOT NULL, -- a document of the money, or the processor's own number
    error      TEXT   NOT NULL,
    commission BIGINT NOT NULL, -- what the processor kept, as its settlement says; shop's currency
    created_at BIGINT NOT NULL,
    settled_at BIGINT,          -- when the money came
    actor      TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
INSERT INTO payments (shop_id, id, order_id, method, processor, state, amount, currency, charge, authorised, captured,
                      refunded, rate, reference, error, commission, created_at, settled_at, actor, version)
SELECT b.shop_id, b.id, b.order_id, b.method, '', 'paid', b.amount, s.currency, b.amount, 0, b.amount, 0, 10000,
       b.reference, '', 0, b.received_at, b.received_at, b.actor, 1
  FROM payments_before b
  JOIN shops s ON s.shop_id = b.shop_id
 WHERE b.kind = 'received';
DROP TABLE payments_before;
CREATE INDEX payments_by_order ON payments (shop_id, order_id);

-- Each start at a processor. Its id is the reference that the processor knows the charge by.
CREATE TABLE payment_attempts (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    payment_id    BIGINT NOT NULL,
    state         TEXT   NOT NULL CHECK (state IN ('pending', 'authorised', 'paid', 'partly_refunded', 'refunded', 'failed', 'disputed')),
    processor_ref TEXT   NOT NULL,
    extra         TEXT   NOT NULL, -- what the processor wants back with later calls
    authorised    BIGINT NOT NULL,
    captured      BIGINT NOT NULL,
    refunded      BIGINT NOT NULL,
    disputed      BIGINT NOT NULL CHECK (disputed IN (0, 1)),
    error         TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    poll_at       BIGINT, -- when the processor is asked, if it has not spoken by then
    polls         BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX payment_attempts_by_payment ON payment_attempts (shop_id, payment_id);
CREATE INDEX payment_attempts_to_poll ON payment_attempts (shop_id, poll_at) WHERE poll_at IS NOT NULL;

-- Everything that a processor said, as it came. The fingerprint is of the bytes: what is repeated is not stored again.
CREATE TABLE payment_events (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    payment_id  BIGINT,
    attempt_id  BIGINT,
    processor   TEXT   NOT NULL,
    source      TEXT   NOT NULL CHECK (source IN ('callback', 'poll', 'answer')),
    fingerprint TEXT   NOT NULL,
    headers     TEXT   NOT NULL,
    raw         BYTEA  NOT NULL,
    what        TEXT   NOT NULL,
    amount      BIGINT NOT NULL,
    currency    TEXT   NOT NULL,
    verdict     TEXT   NOT NULL CHECK (verdict IN ('applied', 'known', 'stale', 'noted', 'quarantined')),
    words       TEXT   NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, processor, fingerprint)
);
CREATE INDEX payment_events_by_payment ON payment_events (shop_id, payment_id, id);
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
    PRIMARY KEY (shop_id, event_id)
);

-- Captures, voids and refunds, ours and those that the processor tells of.
CREATE TABLE payment_operations (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    payment_id    BIGINT NOT NULL,
    attempt_id    BIGINT NOT NULL, -- 0: money that people gave back by hand
    kind          TEXT   NOT NULL CHECK (kind IN ('capture', 'void', 'refund', 'chargeback')),
    state         TEXT   NOT NULL CHECK (state IN ('sending', 'done', 'refused', 'unclear')),
    amount        BIGINT NOT NULL,
    processor_ref TEXT   NOT NULL,
    told          BIGINT NOT NULL CHECK (told IN (0, 1)), -- a notice of the processor's has said the same
    error         TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    actor         TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    settled_at    BIGINT,
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX payment_operations_by_payment ON payment_operations (shop_id, payment_id);
-- One at a time: two people who refund together must not both be heard.
CREATE UNIQUE INDEX payment_operations_one_open ON payment_operations (shop_id, payment_id)
    WHERE state IN ('sending', 'unclear');

-- The National Bank's rate of a day.
CREATE TABLE exchange_rates (
    shop_id  BIGINT NOT NULL,
    currency TEXT   NOT NULL,
    day      TEXT   NOT NULL,
    rate     BIGINT NOT NULL, -- of one unit in lei, ten-thousandths
    PRIMARY KEY (shop_id, currency, day)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX payment_attempts_by_processor_ref ON payment_attempts (shop_id, processor_ref) WHERE processor_ref <> '';
