-- Shipping: parcels on their way to the buyer and back, what couriers charge for them and pay out, and how couriers name places.

CREATE TABLE shipments (
    shop_id       BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    order_id      BIGINT NOT NULL,
    return_id     BIGINT,          -- of a parcel that the courier fetches from the buyer
    courier       TEXT   NOT NULL,
    reference     TEXT   NOT NULL, -- ours, sent along, unique: what a lost answer is found by
    state         TEXT   NOT NULL CHECK (state IN ('requested', 'sending', 'registered', 'failed', 'unclear', 'cancelled')),
    stage         TEXT   NOT NULL CHECK (stage IN ('registered', 'picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'refused', 'returning', 'returned', 'lost', 'cancelled')),
    part          BIGINT NOT NULL CHECK (part > 0), -- the first, the second … of the order
    lines         TEXT   NOT NULL, -- JSON: line numbers and quantities; empty: the whole order
    awb_number    TEXT   NOT NULL,
    courier_ref   TEXT   NOT NULL, -- what the courier calls it by beside the number
    parcels       BIGINT NOT NULL CHECK (parcels > 0),
    weight_g      BIGINT NOT NULL CHECK (weight_g >= 0),
    cash          BIGINT NOT NULL CHECK (cash >= 0),   -- to collect on delivery
    tariff        BIGINT NOT NULL, -- without VAT, as the courier answered, then as its invoices and their corrections say
    error         TEXT   NOT NULL,
    request       TEXT   NOT NULL, -- JSON of what was asked, frozen
    answer        TEXT   NOT NULL, -- raw, as it came
    label_a4      BYTEA,
    label_a6      BYTEA,
    label_zpl     BYTEA,
    created_at    BIGINT NOT NULL,
    registered_at BIGINT,
    tracked_at    BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, reference),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    CHECK (state <> 'registered' OR registered_at IS NOT NULL)
);
CREATE INDEX shipments_by_order ON shipments (shop_id, order_id, id);
CREATE INDEX shipments_by_return ON shipments (shop_id, return_id, id) WHERE return_id IS NOT NULL;
CREATE INDEX shipments_by_awb ON shipments (shop_id, awb_number, id);
CREATE INDEX shipments_by_day ON shipments (shop_id, registered_at, id) WHERE registered_at IS NOT NULL;
CREATE INDEX shipments_with_cash ON shipments (shop_id, id) WHERE cash > 0 AND stage = 'delivered';
-- Parcels that wait for a person.
CREATE INDEX shipments_stuck ON shipments (shop_id, id) WHERE state IN ('failed', 'unclear');
-- Parcels that a courier has and nobody got yet: by when they were looked at last, and by age.
CREATE INDEX shipments_to_track ON shipments (shop_id, tracked_at, id)
    WHERE state = 'registered' AND stage NOT IN ('delivered', 'returned', 'lost', 'cancelled');
CREATE INDEX shipments_under_way ON shipments (shop_id, registered_at, id)
    WHERE state = 'registered' AND stage NOT IN ('delivered', 'returned', 'lost', 'cancelled');
-- An order may go in parts, each with its lines. Two presses of one button find each other: both take the same number of the part,
-- or collect for the same return.
CREATE UNIQUE INDEX shipments_one_part ON shipments (shop_id, order_id, part)
    WHERE return_id IS NULL AND state IN ('requested', 'sending', 'registered', 'unclear');
CREATE UNIQUE INDEX shipments_one_collection ON shipments (shop_id, return_id)
    WHERE return_id IS NOT NULL AND state IN ('requested', 'sending', 'registered', 'unclear');

CREATE TABLE tracking_events (
    shop_id     BIGINT NOT NULL,
    shipment_id BIGINT NOT NULL,
    seq         BIGINT NOT NULL CHECK (seq > 0),
    code        TEXT   NOT NULL, -- the courier's own
    text        TEXT   NOT NULL,
    place       TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    stage       TEXT   NOT NULL CHECK (stage IN ('registered', 'picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'refused', 'returning', 'returned', 'lost', 'cancelled')),
    PRIMARY KEY (shop_id, shipment_id, seq),
    FOREIGN KEY (shop_id, shipment_id) REFERENCES shipments (shop_id, id)
);

-- Cash on delivery that couriers have paid out, an AWB each.
CREATE TABLE remittances (
    shop_id    BIGINT NOT NULL,
    courier    TEXT   NOT NULL,
    awb_number TEXT   NOT NULL,
    amount     BIGINT NOT NULL,
    paid_on    TEXT   NOT NULL CHECK (length(paid_on) = 10),
    document   TEXT   NOT NULL, -- the courier's own
    order_id   BIGINT,
    matched    BIGINT NOT NULL CHECK (matched IN (0, 1)),
    note       TEXT   NOT NULL, -- why it fits no order
    at         BIGINT NOT NULL,
    PRIMARY KEY (shop_id, courier, awb_number),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    CHECK (matched = 0 OR order_id IS NOT NULL)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX remittances_by_order ON remittances (shop_id, order_id, matched, amount);
CREATE INDEX remittances_by_day ON remittances (shop_id, paid_on, courier, awb_number);
CREATE INDEX remittances_odd ON remittances (shop_id, at) WHERE matched = 0;

-- What couriers' invoices charge for parcels: a row an AWB and invoice, so that reading an invoice again changes nothing and a
-- second invoice for the same parcel adds to the first.
CREATE TABLE courier_charges (
    shop_id     BIGINT NOT NULL,
    courier     TEXT   NOT NULL,
    awb_number  TEXT   NOT NULL,
    document    TEXT   NOT NULL, -- number of the courier's invoice
    amount      BIGINT NOT NULL, -- without VAT
    shipment_id BIGINT,          -- the parcel, when it is one of ours
    at          BIGINT NOT NULL,
    PRIMARY KEY (shop_id, courier, awb_number, document),
    FOREIGN KEY (shop_id, shipment_id) REFERENCES shipments (shop_id, id)
);

-- What couriers asked for a parcel, kept for an hour; no price: it did not answer.
CREATE TABLE courier_prices (
    shop_id  BIGINT NOT NULL,
    question TEXT   NOT NULL, -- courier|locality|kilograms|parcels|cash
    price    BIGINT CHECK (price >= 0),
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, question)
)
-- sqlite: WITHOUT ROWID
;

-- Lockers and offices of couriers where buyers collect; copied from each courier once a day.
CREATE TABLE pickup_points (
    shop_id      BIGINT NOT NULL,
    courier      TEXT   NOT NULL,
    code         TEXT   NOT NULL, -- the courier's own
    name         TEXT   NOT NULL,
    siruta       BIGINT NOT NULL, -- 0 when the courier's locality is not known
    county       TEXT   NOT NULL,
    locality     TEXT   NOT NULL,
    street       TEXT   NOT NULL,
    postal_code  TEXT   NOT NULL,
    latitude_e6  BIGINT NOT NULL, -- millionths of a degree
    longitude_e6 BIGINT NOT NULL,
    PRIMARY KEY (shop_id, courier, code)
)
-- sqlite: WITHOUT ROWID
;

-- Localities as each courier names them, matched with ours; what an operator has said stays.
CREATE TABLE courier_localities (
    shop_id     BIGINT NOT NULL,
    courier     TEXT   NOT NULL,
    code        TEXT   NOT NULL, -- the courier's own
    name        TEXT   NOT NULL,
    county      TEXT   NOT NULL, -- as the courier writes it
    postal_code TEXT   NOT NULL,
    extra_km    BIGINT NOT NULL CHECK (extra_km >= 0),
    siruta      BIGINT NOT NULL, -- 0: not matched
    fixed       BIGINT NOT NULL CHECK (fixed IN (0, 1)),
    PRIMARY KEY (shop_id, courier, code)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX courier_localities_of ON courier_localities (shop_id, courier, siruta, code);
