-- Owner: partners. A shop's contract with a processor, a courier or an SMS gateway.

CREATE TABLE partner_accounts (
    shop_id     BIGINT NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('processor', 'courier', 'sms')),
    partner     TEXT   NOT NULL,
    mode        TEXT   NOT NULL CHECK (mode IN ('sandbox', 'live')),
    credentials TEXT   NOT NULL, -- sealed JSON
    endpoints   TEXT   NOT NULL, -- JSON: addresses in place of the partner's own
    capture     TEXT   NOT NULL, -- of processors: at_once, on_shipment, by_hand
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, kind, partner)
)
-- sqlite: WITHOUT ROWID
;
INSERT INTO partner_accounts (shop_id, kind, partner, mode, credentials, endpoints, capture, version)
SELECT shop_id, 'processor', processor, mode, credentials, endpoints, capture, version
  FROM processor_accounts;
DROP TABLE processor_accounts;

-- Owner: messages. What a text message cost, and whether the phone got it.
ALTER TABLE messages ADD COLUMN parts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN cost BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN gateway TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN gateway_ref TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN fate TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE messages ADD COLUMN fate_at BIGINT;
CREATE INDEX messages_by_ref ON messages (shop_id, gateway_ref) WHERE gateway_ref <> '';

-- Owner: customers. A buyer who wants no text messages.
ALTER TABLE customer_accounts ADD COLUMN no_sms BIGINT NOT NULL DEFAULT 0;

-- The log of messages is searched by recipient, and by what is rare: text messages, and what did not go.
CREATE INDEX messages_by_recipient ON messages (shop_id, recipient, id);
CREATE INDEX messages_by_sms ON messages (shop_id, id) WHERE channel = 'sms';
CREATE INDEX messages_not_sent ON messages (shop_id, state, id) WHERE state <> 'sent';
-- postgres: ALTER TABLE messages ALTER COLUMN recipient TYPE TEXT COLLATE "C";

-- Owner: shipping.
ALTER TABLE shipments ADD COLUMN courier_ref TEXT NOT NULL DEFAULT '';
ALTER TABLE shipments ADD COLUMN label_zpl BYTEA;
