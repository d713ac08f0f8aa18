-- Owner: partners. The sign-in at an authority is an account too.
CREATE TABLE partner_accounts_new (
    shop_id     BIGINT NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('processor', 'courier', 'sms', 'authority')),
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
INSERT INTO partner_accounts_new (shop_id, kind, partner, mode, credentials, endpoints, capture, version)
SELECT shop_id, kind, partner, mode, credentials, endpoints, capture, version FROM partner_accounts;
DROP TABLE partner_accounts;
ALTER TABLE partner_accounts_new RENAME TO partner_accounts;

-- Owner: customers. What public registers have said of companies, kept a month for when they do not answer.
CREATE TABLE registered_companies (
    shop_id  BIGINT NOT NULL,
    cui      TEXT   NOT NULL, -- digits, or the whole VAT number of another state
    asked_on TEXT   NOT NULL,
    answer   TEXT   NOT NULL, -- JSON of RegisteredCompany
    PRIMARY KEY (shop_id, cui)
)
-- sqlite: WITHOUT ROWID
;

-- Owner: efactura. One row an invoice or storno: its document, and how far it is on the way to the ministry.
CREATE TABLE filings (
    shop_id      BIGINT NOT NULL,
    invoice_id   BIGINT NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('elsewhere', 'invalid', 'waiting', 'sending', 'unclear', 'sent', 'accepted', 'refused')),
    number       TEXT   NOT NULL, -- of the invoice, as the document has it
    person       BIGINT NOT NULL CHECK (person IN (0, 1)), -- the buyer is one: another service of ANAF takes it
    due_on       TEXT   NOT NULL, -- the last day of the law
    upload_index TEXT   NOT NULL, -- id_incarcare
    download_id  TEXT   NOT NULL, -- id_descarcare
    error        TEXT   NOT NULL,
    asked        BIGINT NOT NULL, -- how often its state, or its whereabouts, was asked for
    uploaded_at  BIGINT,
    answered_at  BIGINT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, invoice_id)
);
CREATE INDEX filings_open ON filings (shop_id, due_on) WHERE state NOT IN ('elsewhere', 'accepted');
CREATE INDEX filings_by_state ON filings (shop_id, state, invoice_id);
CREATE INDEX filings_by_upload ON filings (shop_id, upload_index) WHERE upload_index <> '';

-- The document as it is sent, and the ministry's signed answer (ZIP); apart, because lists do not read them.
CREATE TABLE filing_papers (
    shop_id    BIGINT NOT NULL,
    invoice_id BIGINT NOT NULL,
    xml        TEXT   NOT NULL,
    mended     TEXT   NOT NULL, -- JSON of the buyer's address, when the one on the invoice was refused
    answer     BYTEA,
    PRIMARY KEY (shop_id, invoice_id)
);

-- The sign-in at ANAF, renewed before it ends. Tokens are sealed.
CREATE TABLE authority_tokens (
    shop_id    BIGINT NOT NULL PRIMARY KEY,
    access     TEXT   NOT NULL,
    renewal    TEXT   NOT NULL,
    ends_at    BIGINT NOT NULL,
    signed_in  BIGINT NOT NULL, -- when a person signed in last
    error      TEXT   NOT NULL, -- why it could not be renewed; empty: it is good
    version    BIGINT NOT NULL
);

-- What ANAF has told the shop: by number, because its ids are numbers that grow.
CREATE TABLE authority_messages (
    shop_id      BIGINT NOT NULL,
    id           BIGINT NOT NULL, -- ANAF's own
    kind         TEXT   NOT NULL, -- FACTURA TRIMISA, FACTURA PRIMITA, ERORI FACTURA, …
    upload_index TEXT   NOT NULL,
    sender       TEXT   NOT NULL, -- CUI
    details      TEXT   NOT NULL,
    made_at      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
