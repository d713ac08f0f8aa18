-- Owner: desk. Papers of one order, as PDF, until the whole task has been fetched or a day has passed.
CREATE TABLE bulk_papers (
    shop_id  BIGINT NOT NULL,
    task_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    made_at  BIGINT NOT NULL,
    pages    BYTEA  NOT NULL,
    PRIMARY KEY (shop_id, task_id, order_id)
);
CREATE INDEX bulk_papers_by_age ON bulk_papers (made_at);
