-- Owners: orders, notices, desk. What the order list filters by, people's own views of it, and work on many orders at once.

-- Of the delivery address, so that filters and reports need not read its JSON.
ALTER TABLE orders ADD COLUMN county TEXT NOT NULL DEFAULT '';
-- Who of the shop took the order on; empty while nobody has.
ALTER TABLE orders ADD COLUMN handler TEXT NOT NULL DEFAULT '';
-- Codes have one or two letters; after one letter comes the quote that ends the text.
-- sqlite: UPDATE orders SET county = replace(substr(address, instr(address, '"county":"') + 10, 2), '"', '');
-- postgres: UPDATE orders SET county = replace(substr(address, strpos(address, '"county":"') + 10, 2), '"', '');

CREATE TABLE order_tags (
    shop_id  BIGINT NOT NULL,
    tag      TEXT   NOT NULL,
    order_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, tag, order_id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_tags_by_order ON order_tags (shop_id, order_id, tag);

ALTER TABLE notices ADD COLUMN order_id BIGINT;
-- sqlite: UPDATE notices SET order_id = CAST(substr(subject, 7) AS INTEGER) WHERE subject LIKE 'order:%';
-- postgres: UPDATE notices SET order_id = CAST(substr(subject, 7) AS BIGINT) WHERE subject LIKE 'order:%';
CREATE INDEX notices_of_orders ON notices (shop_id, order_id) WHERE resolved_at IS NULL;

-- A filter of the order list with a name: of one person, or of everybody (staff_id 0).
CREATE TABLE saved_views (
    shop_id  BIGINT NOT NULL,
    id       BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    query    TEXT   NOT NULL,
    position BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

-- How a person likes the panel: columns of a table and the like, as the panel wrote it.
CREATE TABLE staff_preferences (
    shop_id  BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    value    TEXT   NOT NULL,
    PRIMARY KEY (shop_id, staff_id, name)
)
-- sqlite: WITHOUT ROWID
;

-- Work on many orders: what was asked, by whom and with which rights, and how far it is.
CREATE TABLE bulk_tasks (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    request     TEXT   NOT NULL, -- JSON of BulkRequest
    actor_kind  TEXT   NOT NULL, -- as in audit_events
    actor       TEXT   NOT NULL,
    permissions TEXT   NOT NULL, -- JSON list
    state       TEXT   NOT NULL CHECK (state IN ('gathering', 'running', 'done')),
    cursor_id   BIGINT NOT NULL, -- gathering goes on below this order
    total       BIGINT NOT NULL,
    done        BIGINT NOT NULL,
    failed      BIGINT NOT NULL,
    undo_of     BIGINT,
    finished_at BIGINT,
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE TABLE bulk_rows (
    shop_id  BIGINT NOT NULL,
    task_id  BIGINT NOT NULL,
    position BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    state    TEXT   NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    code     TEXT   NOT NULL, -- of the refusal
    detail   TEXT   NOT NULL,
    before   TEXT   NOT NULL, -- what undoing goes back to
    PRIMARY KEY (shop_id, task_id, position)
)
-- sqlite: WITHOUT ROWID
;

-- Who has an order open at the moment; a row that is a minute old says nothing any more.
CREATE TABLE order_watchers (
    shop_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    seen_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, name)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_watchers_by_age ON order_watchers (seen_at);
