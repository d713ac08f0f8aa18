-- Statuses: the merchant's own, each on an axis and with a stage that the program understands.

CREATE TABLE statuses (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    axis        TEXT   NOT NULL CHECK (axis IN ('order', 'payment', 'delivery')),
    stage       TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    name_en     TEXT   NOT NULL,
    colour      TEXT   NOT NULL,
    icon        TEXT   NOT NULL,
    position    BIGINT NOT NULL,
    entry       BIGINT NOT NULL CHECK (entry IN (0, 1)), -- orders begin here
    next        TEXT   NOT NULL, -- JSON list of codes that may follow
    permission  TEXT   NOT NULL, -- needed beside orders.status to set it; empty: none
    messages    TEXT   NOT NULL, -- JSON list of template codes sent on entering
    actions     TEXT   NOT NULL, -- JSON list of StatusAction
    alert_hours BIGINT NOT NULL CHECK (alert_hours >= 0), -- 0: never
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, code),
    CHECK ((axis = 'order' AND stage IN ('new', 'in_progress', 'waiting', 'completed', 'cancelled')) OR
           (axis = 'payment' AND stage IN ('none', 'pending', 'authorised', 'paid', 'partly_refunded', 'refunded', 'failed')) OR
           (axis = 'delivery' AND stage IN ('none', 'preparing', 'handed_over', 'in_transit', 'delivered', 'returned')))
);
