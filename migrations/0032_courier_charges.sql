-- Owner: shipping. What couriers' invoices charge for parcels: a row an AWB and invoice, so that reading an invoice
-- again changes nothing and a second invoice for the same parcel adds to the first.
CREATE TABLE courier_charges (
    shop_id     BIGINT NOT NULL,
    courier     TEXT   NOT NULL,
    awb_number  TEXT   NOT NULL,
    document    TEXT   NOT NULL, -- number of the courier's invoice
    amount      BIGINT NOT NULL, -- without VAT
    shipment_id BIGINT,          -- the parcel, when it is one of ours
    at          BIGINT NOT NULL,
    PRIMARY KEY (shop_id, courier, awb_number, document)
);

-- Owner: referrers. What advertising cost, as its networks say.
CREATE TABLE ad_spend (
    shop_id  BIGINT NOT NULL,
    day      TEXT   NOT NULL, -- YYYY-MM-DD
    channel  TEXT   NOT NULL,
    campaign TEXT   NOT NULL,
    amount   BIGINT NOT NULL, -- without VAT
    PRIMARY KEY (shop_id, day, channel, campaign)
);
