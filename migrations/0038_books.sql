-- Owner: shops. Months whose books are closed: nothing is dated into them any more.
CREATE TABLE closed_months (
    shop_id   BIGINT NOT NULL,
    month     TEXT   NOT NULL, -- 2026-11
    ends_on   TEXT   NOT NULL,
    totals    TEXT   NOT NULL, -- JSON of what the books said at the closing
    closed_at BIGINT NOT NULL,
    closed_by TEXT   NOT NULL,
    PRIMARY KEY (shop_id, month)
);

-- Owner: invoicing. The journal of a period.
CREATE INDEX invoices_by_day ON invoices (shop_id, issued_on, id);

-- Owner: catalog. What moved for an order.
CREATE INDEX stock_movements_by_subject ON stock_movements (shop_id, subject) WHERE subject <> '';

-- Owner: payments. Money of a period.
CREATE INDEX payments_by_settlement ON payments (shop_id, settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX payment_operations_by_settlement ON payment_operations (shop_id, settled_at) WHERE settled_at IS NOT NULL;

-- Owner: shipping.
CREATE INDEX remittances_by_day ON remittances (shop_id, paid_on);

-- Owner: purchasing. Goods received from suppliers (NIR).
CREATE TABLE goods_receipts (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    supplier      TEXT   NOT NULL,
    supplier_cui  TEXT   NOT NULL,
    document      TEXT   NOT NULL, -- the supplier's invoice or delivery note
    document_on   TEXT   NOT NULL,
    received_on   TEXT   NOT NULL,
    note          TEXT   NOT NULL,
    total         BIGINT NOT NULL, -- without VAT
    actor         TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    cancelled_at  BIGINT,
    cancel_reason TEXT   NOT NULL,
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, number)
);
CREATE INDEX goods_receipts_by_document ON goods_receipts (shop_id, supplier_cui, document);
CREATE INDEX goods_receipts_by_day ON goods_receipts (shop_id, received_on);

CREATE TABLE goods_receipt_lines (
    shop_id    BIGINT NOT NULL,
    receipt_id BIGINT NOT NULL,
    line_no    BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    sku        TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    invoiced   BIGINT NOT NULL, -- thousandths, as the supplier's document has it
    received   BIGINT NOT NULL, -- as counted; what goes onto the shelf
    unit_cost  BIGINT NOT NULL, -- without VAT
    PRIMARY KEY (shop_id, receipt_id, line_no)
)
-- sqlite: WITHOUT ROWID
;

-- Owner: catalog. What is left of what came at one cost; the id orders them by age.
CREATE TABLE stock_layers (
    shop_id    BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    subject    TEXT   NOT NULL, -- receipt:<id>, or the order whose goods came back
    quantity   BIGINT NOT NULL,
    remaining  BIGINT NOT NULL CHECK (remaining >= 0 AND remaining <= quantity),
    unit_cost  BIGINT NOT NULL,
    before     BIGINT NOT NULL, -- what a piece of the product cost before it came
    PRIMARY KEY (shop_id, product_id, id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX stock_layers_open ON stock_layers (shop_id, product_id, id) WHERE remaining > 0;
