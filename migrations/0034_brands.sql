-- Owner: catalog, profit. Who makes a product; reports are broken down by it, so that the days are summed anew.
ALTER TABLE products ADD COLUMN brand TEXT NOT NULL DEFAULT '';
UPDATE profit_folds SET seen_id = 0;

-- A year has many customers: who they are is read from here, in order, without sorting a million rows.
CREATE INDEX profit_days_of_customers ON profit_days (shop_id, key, day, net_profit, sales, orders, returned)
    WHERE dimension = 'customer';
