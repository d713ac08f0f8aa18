-- Owner: catalog. What a bulky product adds to delivery, per piece, with VAT.
ALTER TABLE products ADD COLUMN delivery_surcharge BIGINT NOT NULL DEFAULT 0;

-- Owner: customers. Customers of a group may travel free from another value on.
ALTER TABLE customers ADD COLUMN customer_group TEXT NOT NULL DEFAULT '';

-- Owner: shipping. What couriers asked for a parcel, kept for an hour; no price: it did not answer.
CREATE TABLE courier_prices (
    shop_id  BIGINT NOT NULL,
    question TEXT   NOT NULL, -- courier|locality|kilograms|parcels|cash
    price    BIGINT,
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, question)
)
-- sqlite: WITHOUT ROWID
;
