-- Partners: a shop's contract with a processor, a courier, an SMS gateway, and its sign-in at an authority.

CREATE TABLE partner_accounts (
    shop_id     BIGINT NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('processor', 'courier', 'sms', 'authority')),
    partner     TEXT   NOT NULL,
    mode        TEXT   NOT NULL CHECK (mode IN ('sandbox', 'live')),
    credentials TEXT   NOT NULL, -- sealed JSON
    endpoints   TEXT   NOT NULL, -- JSON: addresses in place of the partner's own
    capture     TEXT   NOT NULL CHECK (capture IN ('', 'at_once', 'on_shipment', 'by_hand')), -- of processors
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, kind, partner)
)
-- sqlite: WITHOUT ROWID
;
