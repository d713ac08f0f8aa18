-- Owner: payments. The rate on the day a charge in another currency was settled: what it is worth less than at the
-- charge is a loss. 0: not settled yet, or in the shop's own currency.
ALTER TABLE payments ADD COLUMN settled_rate BIGINT NOT NULL DEFAULT 0;
