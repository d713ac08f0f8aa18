-- Checkout: orders that are sent without charge in the place of goods of another.

CREATE TABLE order_replacements (
    shop_id  BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    replaces BIGINT NOT NULL,
    because  TEXT   NOT NULL,
    PRIMARY KEY (shop_id, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    FOREIGN KEY (shop_id, replaces) REFERENCES orders (shop_id, id),
    CHECK (order_id <> replaces)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX order_replacements_of ON order_replacements (shop_id, replaces, order_id);
