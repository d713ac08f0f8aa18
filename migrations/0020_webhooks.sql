-- Webhooks: programs that want to hear what happens.

CREATE TABLE webhooks (
    shop_id BIGINT NOT NULL,
    id      BIGINT NOT NULL,
    url     TEXT   NOT NULL,
    events  TEXT   NOT NULL, -- JSON list of event kinds; empty: all
    secret  TEXT   NOT NULL, -- sealed
    active  BIGINT NOT NULL CHECK (active IN (0, 1)),
    version BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

-- What was sent, or is still to be: written with the change that it tells of. It outlives its webhook.
CREATE TABLE webhook_deliveries (
    shop_id      BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    webhook_id   BIGINT NOT NULL,
    event        TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts     BIGINT NOT NULL CHECK (attempts >= 0),
    status       BIGINT NOT NULL, -- of the last answer; 0: none came
    error        TEXT   NOT NULL,
    delivered_at BIGINT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX webhook_deliveries_by_hook ON webhook_deliveries (shop_id, webhook_id, id);
