-- Alerts: what people of the shop should look at, and the rules that raise it.

CREATE TABLE alerts (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    kind          TEXT   NOT NULL,
    subject       TEXT   NOT NULL,
    audience      TEXT   NOT NULL CHECK (audience IN ('operators', 'administrators')),
    details       TEXT   NOT NULL,
    order_id      BIGINT,
    assigned_to   TEXT   NOT NULL DEFAULT '', -- who looks at it
    snoozed_until BIGINT,
    -- Put away by a person; it stays the one open alert until what cures it happens, so that it does not come again.
    dismissed_at  BIGINT,
    escalate_at   BIGINT, -- administrators hear of it then
    resolved_at   BIGINT,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
);
CREATE UNIQUE INDEX alerts_one_open ON alerts (shop_id, subject, kind) WHERE resolved_at IS NULL;
CREATE INDEX alerts_open ON alerts (shop_id, id) WHERE resolved_at IS NULL;
CREATE INDEX alerts_of_kind ON alerts (shop_id, kind, id) WHERE resolved_at IS NULL;
CREATE INDEX alerts_by_order ON alerts (shop_id, order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX alerts_of_orders ON alerts (shop_id, order_id, id) WHERE resolved_at IS NULL;
CREATE INDEX alerts_to_escalate ON alerts (shop_id, escalate_at, id) WHERE escalate_at IS NOT NULL;

-- Who of the shop hears of alerts outside the panel, and how.
CREATE TABLE alert_listeners (
    shop_id   BIGINT NOT NULL,
    staff_id  BIGINT NOT NULL,
    by_mail   TEXT   NOT NULL CHECK (by_mail IN ('never', 'each', 'daily')),
    phone     TEXT   NOT NULL, -- a text message for each alert; empty: none
    listed_on TEXT   NOT NULL, -- day of the last daily list
    PRIMARY KEY (shop_id, staff_id),
    FOREIGN KEY (shop_id, staff_id) REFERENCES staff (shop_id, id)
);

-- What the shop wants to be told of.
CREATE TABLE alert_rules (
    shop_id          BIGINT NOT NULL,
    id               BIGINT NOT NULL,
    name             TEXT   NOT NULL,
    active           BIGINT NOT NULL CHECK (active IN (0, 1)),
    kind             TEXT   NOT NULL CHECK (kind IN ('order_waits', 'parcel_silent', 'refund_due', 'stock_below', 'processor_quiet')),
    begins           TEXT   NOT NULL, -- codes of statuses
    ends             TEXT   NOT NULL,
    payment_methods  TEXT   NOT NULL, -- codes; empty: any
    delivery_methods TEXT   NOT NULL,
    counties         TEXT   NOT NULL,
    term             BIGINT NOT NULL CHECK (term > 0),
    unit             TEXT   NOT NULL CHECK (unit IN ('hours', 'days', 'working_days')),
    below            BIGINT NOT NULL CHECK (below >= 0), -- of stock_below, in thousandths
    audience         TEXT   NOT NULL CHECK (audience IN ('operators', 'administrators')),
    escalate_hours   BIGINT NOT NULL CHECK (escalate_hours >= 0),
    version          BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

-- One row for each order that waits for what a rule wants: looked at when it is due, never before.
CREATE TABLE alert_deadlines (
    shop_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    rule_id  BIGINT NOT NULL,
    due_at   BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, rule_id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX alert_deadlines_due ON alert_deadlines (shop_id, due_at, order_id);
CREATE INDEX alert_deadlines_of_rule ON alert_deadlines (shop_id, rule_id, order_id);

-- How far the orders that were there before a rule have been looked at for it.
CREATE TABLE alert_fills (
    shop_id   BIGINT NOT NULL,
    rule_id   BIGINT NOT NULL,
    rule_hash TEXT   NOT NULL, -- of the rule as it was then: another one begins anew
    status_no BIGINT NOT NULL, -- index in its `begins`; past the last: done
    after_id  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, rule_id)
);

-- The newest order that was looked at since it was placed.
CREATE TABLE alert_marks (
    shop_id BIGINT NOT NULL PRIMARY KEY,
    seen_id BIGINT NOT NULL
);

-- The nightly verification of the shop's trails, which goes in portions: how far it has come, and what it found.
CREATE TABLE trail_checks (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    walk        TEXT   NOT NULL CHECK (walk IN ('trails', 'heads', 'seals', 'done')),
    after_key   TEXT   NOT NULL, -- last subject or day that was looked at
    trails      BIGINT NOT NULL CHECK (trails >= 0),
    wrong_count BIGINT NOT NULL CHECK (wrong_count >= 0),
    wrong       TEXT   NOT NULL, -- the first sentences of what is wrong
    finished_at BIGINT,
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
