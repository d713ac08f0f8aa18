-- Owner: returns. Goods that a buyer sends back (RMA).
CREATE TABLE returns (
    shop_id      BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    order_id     BIGINT NOT NULL,
    customer_id  BIGINT NOT NULL,
    state        TEXT   NOT NULL,
    by_buyer     BIGINT NOT NULL CHECK (by_buyer IN (0, 1)),
    reason       TEXT   NOT NULL,
    wish         TEXT   NOT NULL,
    iban         TEXT   NOT NULL,
    note         TEXT   NOT NULL,
    answer       TEXT   NOT NULL,
    send_until   TEXT,
    refund_until TEXT   NOT NULL,
    whole        BIGINT NOT NULL CHECK (whole IN (0, 1)),
    amount       BIGINT NOT NULL,
    storno_id    BIGINT,
    updated_at   BIGINT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX returns_of_order ON returns (shop_id, order_id, id);
CREATE INDEX returns_by_state ON returns (shop_id, state, id);
CREATE INDEX returns_due ON returns (shop_id, refund_until, id) WHERE state IN ('requested', 'approved', 'received', 'refunding');

CREATE TABLE return_lines (
    shop_id   BIGINT NOT NULL,
    return_id BIGINT NOT NULL,
    line_no   BIGINT NOT NULL,
    quantity  BIGINT NOT NULL,
    received  BIGINT NOT NULL,
    restocked BIGINT NOT NULL,
    condition TEXT   NOT NULL,
    PRIMARY KEY (shop_id, return_id, line_no)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE return_numbers (
    shop_id BIGINT NOT NULL PRIMARY KEY,
    last    BIGINT NOT NULL
);

-- Owner: catalog. Why a product cannot be sent back without a reason (OUG 34/2014 art. 16); empty: it can.
ALTER TABLE products ADD COLUMN no_withdrawal TEXT NOT NULL DEFAULT '';

-- Owner: invoicing. An invoice may be taken back in parts; the row of the series makes issuers wait for each other.
DROP INDEX invoices_one_storno;
CREATE INDEX invoices_stornos ON invoices (shop_id, storno_of) WHERE storno_of IS NOT NULL;
