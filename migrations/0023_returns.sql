-- Returns: goods that a buyer sends back (RMA).

CREATE TABLE returns (
    shop_id        BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    number         BIGINT NOT NULL CHECK (number > 0), -- scanned from the sheet in the parcel
    order_id       BIGINT NOT NULL,
    customer_id    BIGINT NOT NULL,
    state          TEXT   NOT NULL CHECK (state IN ('requested', 'approved', 'received', 'refunding', 'refunded', 'refused', 'cancelled', 'closed', 'given_back')),
    by_buyer       BIGINT NOT NULL CHECK (by_buyer IN (0, 1)),
    by_courier     BIGINT NOT NULL CHECK (by_courier IN (0, 1)), -- fetched by the shop's
    reason         TEXT   NOT NULL CHECK (reason IN ('withdrawal', 'wrong_item', 'damaged', 'defect')),
    cause          TEXT   NOT NULL, -- the shop's own name of the reason, as it was chosen
    wish           TEXT   NOT NULL CHECK (wish IN ('money', 'replacement', 'repair')),
    iban           TEXT   NOT NULL,
    note           TEXT   NOT NULL,
    answer         TEXT   NOT NULL,
    send_until     TEXT,
    refund_until   TEXT   NOT NULL CHECK (length(refund_until) = 10),
    whole          BIGINT NOT NULL CHECK (whole IN (0, 1)),
    amount         BIGINT NOT NULL CHECK (amount >= 0),
    storno_id      BIGINT,
    replacement_id BIGINT,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    FOREIGN KEY (shop_id, storno_id) REFERENCES invoices (shop_id, id),
    FOREIGN KEY (shop_id, replacement_id) REFERENCES orders (shop_id, id)
);
CREATE UNIQUE INDEX returns_by_number ON returns (shop_id, number);
CREATE INDEX returns_of_order ON returns (shop_id, order_id, id);
CREATE INDEX returns_by_storno ON returns (shop_id, storno_id, id) WHERE storno_id IS NOT NULL;
CREATE INDEX returns_by_replacement ON returns (shop_id, replacement_id, id) WHERE replacement_id IS NOT NULL;
CREATE INDEX returns_by_state ON returns (shop_id, state, id);
CREATE INDEX returns_due ON returns (shop_id, refund_until, id) WHERE state IN ('requested', 'approved', 'received', 'refunding');

CREATE TABLE return_lines (
    shop_id   BIGINT NOT NULL,
    return_id BIGINT NOT NULL,
    line_no   BIGINT NOT NULL CHECK (line_no > 0), -- of the order
    quantity  BIGINT NOT NULL CHECK (quantity > 0),
    received  BIGINT NOT NULL CHECK (received >= 0 AND received <= quantity),
    restocked BIGINT NOT NULL CHECK (restocked >= 0 AND restocked <= received),
    condition TEXT   NOT NULL,
    PRIMARY KEY (shop_id, return_id, line_no),
    FOREIGN KEY (shop_id, return_id) REFERENCES returns (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;

-- What the goods looked like, as the buyer saw them and as they came.
CREATE TABLE return_photos (
    shop_id   BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    return_id BIGINT NOT NULL,
    by_buyer  BIGINT NOT NULL CHECK (by_buyer IN (0, 1)),
    type      TEXT   NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp')),
    bytes     BYTEA  NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, return_id) REFERENCES returns (shop_id, id)
);
CREATE INDEX return_photos_by_return ON return_photos (shop_id, return_id, id);
