-- Owner: shipping. An order may go in parts, each with its lines. Two presses of one button still find each other: both
-- take the same number of the part.
ALTER TABLE shipments ADD COLUMN part BIGINT NOT NULL DEFAULT 1;
ALTER TABLE shipments ADD COLUMN lines TEXT NOT NULL DEFAULT '[]'; -- JSON: line numbers and quantities; empty: the whole order
DROP INDEX shipments_one_live;
CREATE UNIQUE INDEX shipments_one_part ON shipments (shop_id, order_id, part)
    WHERE state IN ('requested', 'sending', 'registered', 'unclear');
CREATE INDEX remittances_by_order ON remittances (shop_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX shipments_by_day ON shipments (shop_id, registered_at) WHERE registered_at IS NOT NULL;
