-- Owner: orders. Serial numbers of sold pieces, as the maker printed them.
CREATE TABLE order_serials (
    shop_id    BIGINT NOT NULL,
    order_id   BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    serial     TEXT   NOT NULL,
    PRIMARY KEY (shop_id, order_id, product_id, serial)
)
-- sqlite: WITHOUT ROWID
;
