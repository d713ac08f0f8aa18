-- Owner: orders. Orders that are sent without charge in the place of goods of another.
CREATE TABLE order_replacements (
    shop_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    replaces BIGINT NOT NULL,
    because  TEXT   NOT NULL,
    PRIMARY KEY (shop_id, order_id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_replacements_of ON order_replacements (shop_id, replaces, order_id);

-- Owner: returns.
ALTER TABLE returns ADD COLUMN replacement_id BIGINT;
