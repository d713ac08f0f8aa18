-- Owner: catalog. Who makes a product; reports are broken down by it, so that the days are summed anew.
ALTER TABLE products ADD COLUMN brand TEXT NOT NULL DEFAULT '';
UPDATE profit_folds SET seen_id = 0;
