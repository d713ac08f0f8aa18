-- Work on many orders: what was asked, by whom and with which rights, and how far it is.

CREATE TABLE bulk_tasks (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    request     TEXT   NOT NULL, -- JSON of BulkRequest
    actor_kind  TEXT   NOT NULL CHECK (actor_kind IN ('operator', 'buyer', 'machine', 'job', 'courier', 'processor', 'system')),
    actor       TEXT   NOT NULL,
    permissions TEXT   NOT NULL, -- JSON list
    state       TEXT   NOT NULL CHECK (state IN ('gathering', 'running', 'done')),
    cursor_id   BIGINT NOT NULL, -- gathering goes on below this order
    total       BIGINT NOT NULL CHECK (total >= 0),
    done        BIGINT NOT NULL CHECK (done >= 0),
    failed      BIGINT NOT NULL CHECK (failed >= 0 AND done + failed <= total),
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
    PRIMARY KEY (shop_id, task_id, position),
    FOREIGN KEY (shop_id, task_id) REFERENCES bulk_tasks (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;

-- Papers of one order, as PDF, until the whole task has been fetched or a day has passed.
CREATE TABLE bulk_papers (
    shop_id  BIGINT NOT NULL,
    task_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    made_at  BIGINT NOT NULL,
    pages    BYTEA  NOT NULL,
    PRIMARY KEY (shop_id, task_id, order_id)
);
CREATE INDEX bulk_papers_by_age ON bulk_papers (made_at);
