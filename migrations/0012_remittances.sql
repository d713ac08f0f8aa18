-- Owner: shipping. Cash on delivery that couriers have paid out, an AWB each.

CREATE TABLE remittances (
    shop_id    BIGINT NOT NULL,
    courier    TEXT   NOT NULL,
    awb_number TEXT   NOT NULL,
    amount     BIGINT NOT NULL,
    paid_on    TEXT   NOT NULL,
    document   TEXT   NOT NULL, -- the courier's own
    order_id   BIGINT,
    matched    BIGINT NOT NULL CHECK (matched IN (0, 1)),
    note       TEXT   NOT NULL, -- why it fits no order
    at         BIGINT NOT NULL,
    PRIMARY KEY (shop_id, courier, awb_number)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX shipments_by_awb ON shipments (shop_id, awb_number) WHERE awb_number <> '';
CREATE INDEX shipments_with_cash ON shipments (shop_id, id) WHERE cash > 0 AND stage = 'delivered';
