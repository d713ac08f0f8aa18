-- Referrers: what advertising cost, as its networks say. (What led to an order stands beside it.)

CREATE TABLE ad_spend (
    shop_id  BIGINT NOT NULL,
    day      TEXT   NOT NULL CHECK (length(day) = 10),
    channel  TEXT   NOT NULL,
    campaign TEXT   NOT NULL,
    amount   BIGINT NOT NULL CHECK (amount >= 0), -- without VAT
    PRIMARY KEY (shop_id, day, channel, campaign)
);
