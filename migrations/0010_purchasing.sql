-- Purchasing: goods received from suppliers (NIR).

CREATE TABLE goods_receipts (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    number        BIGINT NOT NULL CHECK (number > 0),
    supplier      TEXT   NOT NULL,
    supplier_cui  TEXT   NOT NULL,
    document      TEXT   NOT NULL, -- the supplier's invoice or delivery note
    document_on   TEXT   NOT NULL CHECK (length(document_on) = 10),
    received_on   TEXT   NOT NULL CHECK (length(received_on) = 10),
    note          TEXT   NOT NULL,
    total         BIGINT NOT NULL CHECK (total >= 0), -- without VAT
    actor         TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    cancelled_at  BIGINT,
    cancel_reason TEXT   NOT NULL,
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, number)
);
-- A supplier's document is received once, unless the note was written by mistake.
CREATE UNIQUE INDEX goods_receipts_one_document ON goods_receipts (shop_id, supplier_cui, document, supplier) WHERE cancelled_at IS NULL;
CREATE INDEX goods_receipts_by_day ON goods_receipts (shop_id, received_on, id);

CREATE TABLE goods_receipt_lines (
    shop_id    BIGINT NOT NULL,
    receipt_id BIGINT NOT NULL,
    line_no    BIGINT NOT NULL CHECK (line_no > 0),
    product_id BIGINT NOT NULL,
    sku        TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    invoiced   BIGINT NOT NULL CHECK (invoiced >= 0), -- as the supplier's document has it
    received   BIGINT NOT NULL CHECK (received >= 0), -- as counted; what goes onto the shelf
    unit_cost  BIGINT NOT NULL CHECK (unit_cost >= 0), -- without VAT
    PRIMARY KEY (shop_id, receipt_id, line_no),
    FOREIGN KEY (shop_id, receipt_id) REFERENCES goods_receipts (shop_id, id),
    FOREIGN KEY (shop_id, product_id) REFERENCES products (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;
