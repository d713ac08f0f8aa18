-- Owner: shipping. A parcel that the courier fetches from the buyer, for a return.
ALTER TABLE shipments ADD COLUMN return_id BIGINT;
CREATE INDEX shipments_by_return ON shipments (shop_id, return_id) WHERE return_id IS NOT NULL;
-- Two presses of one button find each other, for what goes to the buyer and for what comes back.
DROP INDEX shipments_one_part;
CREATE UNIQUE INDEX shipments_one_part ON shipments (shop_id, order_id, part)
    WHERE return_id IS NULL AND state IN ('requested', 'sending', 'registered', 'unclear');
CREATE UNIQUE INDEX shipments_one_collection ON shipments (shop_id, return_id)
    WHERE return_id IS NOT NULL AND state IN ('requested', 'sending', 'registered', 'unclear');

-- Owner: returns. The number is scanned from the sheet in the parcel.
CREATE UNIQUE INDEX returns_by_number ON returns (shop_id, number);
ALTER TABLE returns ADD COLUMN by_courier BIGINT NOT NULL DEFAULT 0 CHECK (by_courier IN (0, 1)); -- fetched by the shop's
ALTER TABLE returns ADD COLUMN cause TEXT NOT NULL DEFAULT ''; -- the shop's own name of the reason, as it was chosen

-- What the goods looked like, as the buyer saw them and as they came.
CREATE TABLE return_photos (
    shop_id   BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    return_id BIGINT NOT NULL,
    by_buyer  BIGINT NOT NULL CHECK (by_buyer IN (0, 1)),
    type      TEXT   NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp')),
    bytes     BYTEA  NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX return_photos_by_return ON return_photos (shop_id, return_id, id);
