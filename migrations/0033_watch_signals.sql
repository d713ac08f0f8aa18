-- Owner: notices. Rules that look at other things than orders that wait.
ALTER TABLE watch_rules ADD COLUMN kind TEXT NOT NULL DEFAULT 'order_waits'
    CHECK (kind IN ('order_waits', 'parcel_silent', 'refund_due', 'stock_below', 'processor_quiet'));
ALTER TABLE watch_rules ADD COLUMN below BIGINT NOT NULL DEFAULT 0; -- of stock_below, in thousandths

-- Owner: shipping. Parcels that a courier has and nobody got yet.
CREATE INDEX shipments_under_way ON shipments (shop_id, registered_at)
    WHERE state = 'registered' AND stage NOT IN ('delivered', 'returned', 'lost', 'cancelled');

-- Owner: payments. When a processor last said something.
CREATE INDEX payment_events_by_processor ON payment_events (shop_id, processor, id);
