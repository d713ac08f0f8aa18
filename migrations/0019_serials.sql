-- Owner: orders. Which pieces were sold: the numbers that their maker printed on them.
CREATE TABLE order_serials (
    shop_id    BIGINT NOT NULL,
    order_id   BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    number     TEXT   NOT NULL,
    PRIMARY KEY (shop_id, order_id, product_id, number)
)
-- sqlite: WITHOUT ROWID
;
