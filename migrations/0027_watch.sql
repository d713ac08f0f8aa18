-- Owner: notices. Who looks at an alert, until when it is put aside, and when administrators hear of it.
ALTER TABLE notices ADD COLUMN assigned_to TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN snoozed_until BIGINT;
-- Put away by a person; it stays the one open alert until what cures it happens, so that it does not come again.
ALTER TABLE notices ADD COLUMN dismissed_at BIGINT;
ALTER TABLE notices ADD COLUMN escalate_at BIGINT;
CREATE INDEX notices_to_escalate ON notices (shop_id, escalate_at) WHERE escalate_at IS NOT NULL;

-- What the shop wants to be told when an order waits too long.
CREATE TABLE watch_rules (
    shop_id          BIGINT NOT NULL,
    id               BIGINT NOT NULL,
    name             TEXT   NOT NULL,
    active           BIGINT NOT NULL CHECK (active IN (0, 1)),
    begins           TEXT   NOT NULL, -- codes of statuses
    ends             TEXT   NOT NULL,
    payment_methods  TEXT   NOT NULL, -- codes; empty: any
    delivery_methods TEXT   NOT NULL,
    counties         TEXT   NOT NULL,
    term             BIGINT NOT NULL CHECK (term > 0),
    unit             TEXT   NOT NULL CHECK (unit IN ('hours', 'days', 'working_days')),
    audience         TEXT   NOT NULL CHECK (audience IN ('operators', 'administrators')),
    escalate_hours   BIGINT NOT NULL CHECK (escalate_hours >= 0),
    version          BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

-- One row for each order that waits for what a rule wants: looked at when it is due, never before.
CREATE TABLE watch_terms (
    shop_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    rule_id  BIGINT NOT NULL,
    due_at   BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, rule_id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX watch_terms_due ON watch_terms (shop_id, due_at);
CREATE INDEX watch_terms_of_rule ON watch_terms (shop_id, rule_id);

-- How far the orders that were there before a rule have been looked at for it.
CREATE TABLE watch_fills (
    shop_id   BIGINT NOT NULL,
    rule_id   BIGINT NOT NULL,
    rule_hash TEXT   NOT NULL, -- of the rule as it was then: another one begins anew
    status_no BIGINT NOT NULL, -- index in its `begins`; past the last: done
    after_id  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, rule_id)
);

-- The newest order that was looked at since it was placed.
CREATE TABLE watch_marks (
    shop_id BIGINT NOT NULL PRIMARY KEY,
    seen_id BIGINT NOT NULL
);
