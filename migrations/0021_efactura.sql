-- e-Factura: how far each invoice is on its way to the ministry, and what ANAF says.

-- One row an invoice or storno.
CREATE TABLE filings (
    shop_id      BIGINT NOT NULL,
    invoice_id   BIGINT NOT NULL,
    state        TEXT   NOT NULL CHECK (state IN ('elsewhere', 'invalid', 'waiting', 'sending', 'unclear', 'sent', 'accepted', 'refused')),
    number       TEXT   NOT NULL, -- of the invoice, as the document has it
    person       BIGINT NOT NULL CHECK (person IN (0, 1)), -- the buyer is one: another service of ANAF takes it
    due_on       TEXT   NOT NULL CHECK (length(due_on) = 10), -- the last day of the law
    upload_index TEXT   NOT NULL, -- id_incarcare
    download_id  TEXT   NOT NULL, -- id_descarcare
    error        TEXT   NOT NULL,
    asked        BIGINT NOT NULL CHECK (asked >= 0), -- how often its state, or its whereabouts, was asked for
    uploaded_at  BIGINT,
    answered_at  BIGINT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, invoice_id),
    FOREIGN KEY (shop_id, invoice_id) REFERENCES invoices (shop_id, id)
);
CREATE INDEX filings_open ON filings (shop_id, due_on, invoice_id) WHERE state NOT IN ('elsewhere', 'accepted');
CREATE INDEX filings_by_state ON filings (shop_id, state, invoice_id);
CREATE INDEX filings_by_upload ON filings (shop_id, upload_index, invoice_id);

-- The document as it is sent, and the ministry's signed answer (ZIP); apart, because lists do not read them.
CREATE TABLE filing_papers (
    shop_id    BIGINT NOT NULL,
    invoice_id BIGINT NOT NULL,
    xml        TEXT   NOT NULL,
    mended     TEXT   NOT NULL, -- JSON of the buyer's address, when the one on the invoice was refused
    answer     BYTEA,
    PRIMARY KEY (shop_id, invoice_id),
    FOREIGN KEY (shop_id, invoice_id) REFERENCES invoices (shop_id, id)
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
