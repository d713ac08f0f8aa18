-- Messages: texts to buyers by mail and phone, as they were written, and what became of them.

CREATE TABLE message_templates (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    channel     TEXT   NOT NULL CHECK (channel IN ('email', 'sms')),
    language    TEXT   NOT NULL CHECK (language IN ('ro', 'en')),
    subject     TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    attachments TEXT   NOT NULL, -- JSON list: invoice, proforma
    conditions  TEXT   NOT NULL, -- JSON of MessageConditions: when it goes
    active      BIGINT NOT NULL CHECK (active IN (0, 1)),
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, code, language, channel)
);

CREATE TABLE messages (
    shop_id         BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    order_id        BIGINT NOT NULL,
    template        TEXT   NOT NULL,
    channel         TEXT   NOT NULL CHECK (channel IN ('email', 'sms')),
    -- postgres: recipient TEXT COLLATE "C" NOT NULL,
    -- sqlite: recipient TEXT NOT NULL,
    subject         TEXT   NOT NULL,
    body            TEXT   NOT NULL,
    attachments     TEXT   NOT NULL, -- JSON list
    state           TEXT   NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts        BIGINT NOT NULL CHECK (attempts >= 0),
    error           TEXT   NOT NULL,
    sent_at         BIGINT,
    parts           BIGINT NOT NULL CHECK (parts >= 0), -- of a text message
    cost            BIGINT NOT NULL CHECK (cost >= 0),  -- of all parts
    gateway         TEXT   NOT NULL,
    gateway_ref     TEXT   NOT NULL,
    fate            TEXT   NOT NULL CHECK (fate IN ('unknown', 'asked', 'accepted', 'delivered', 'undelivered')), -- whether the phone got it
    fate_at         BIGINT,
    gather_until    BIGINT,          -- waits for others of its order
    sent_with       BIGINT,          -- went in the letter of this other one
    unsubscribe_url TEXT   NOT NULL, -- of an offer: where the buyer says that there shall be no more
    version         BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
);
CREATE INDEX messages_by_order ON messages (shop_id, order_id, id);
CREATE INDEX messages_by_recipient ON messages (shop_id, recipient, id);
-- Of what is rare: text messages, those that a gateway has numbered, and what did not go.
CREATE INDEX messages_by_sms ON messages (shop_id, id) WHERE channel = 'sms';
CREATE INDEX messages_by_ref ON messages (shop_id, gateway, gateway_ref, id) WHERE gateway_ref <> '';
CREATE INDEX messages_not_sent ON messages (shop_id, state, id) WHERE state <> 'sent';

-- Addresses that mail no longer reaches.
CREATE TABLE mail_suppressions (
    shop_id BIGINT NOT NULL,
    email   TEXT   NOT NULL, -- folded
    kind    TEXT   NOT NULL CHECK (kind IN ('bounce', 'complaint')),
    detail  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, email)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX mail_suppressions_by_age ON mail_suppressions (shop_id, at);
