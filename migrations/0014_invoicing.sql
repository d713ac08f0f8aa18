-- Invoicing: issued papers, numbered without gaps, which never change and are taken back by stornos only.

CREATE TABLE invoice_series (
    shop_id BIGINT NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('invoice', 'proforma')),
    series  TEXT   NOT NULL,
    last    BIGINT NOT NULL CHECK (last >= 0),
    PRIMARY KEY (shop_id, kind)
);

CREATE TABLE invoices (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('invoice', 'proforma', 'storno')),
    series     TEXT   NOT NULL,
    number     BIGINT NOT NULL CHECK (number > 0),
    order_id   BIGINT,
    storno_of  BIGINT, -- the paper that a storno, or a part of one, takes back
    issued_on  TEXT   NOT NULL CHECK (length(issued_on) = 10),
    net        BIGINT NOT NULL,
    vat        BIGINT NOT NULL,
    gross      BIGINT NOT NULL,
    content    TEXT   NOT NULL, -- JSON of InvoiceContent, frozen
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, series, number),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id),
    FOREIGN KEY (shop_id, storno_of) REFERENCES invoices (shop_id, id),
    CHECK ((kind = 'storno') = (storno_of IS NOT NULL)),
    CHECK (net + vat = gross)
);
CREATE INDEX invoices_by_order ON invoices (shop_id, order_id, id);
CREATE INDEX invoices_stornos ON invoices (shop_id, storno_of, id) WHERE storno_of IS NOT NULL;
-- The journal of a period.
CREATE INDEX invoices_by_day ON invoices (shop_id, issued_on, id);

-- sqlite: CREATE TRIGGER invoices_no_update BEFORE UPDATE ON invoices BEGIN SELECT RAISE(ABORT, 'an issued invoice does not change'); END;
-- sqlite: CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices BEGIN SELECT RAISE(ABORT, 'an issued invoice does not go'); END;
-- postgres: CREATE TRIGGER invoices_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An order has one invoice that is not taken back whole. Issuers of a shop wait for each other at the row of the series.
-- sqlite: CREATE TRIGGER invoices_one_live BEFORE INSERT ON invoices WHEN NEW.kind = 'invoice' AND EXISTS (
-- sqlite:     SELECT 1 FROM invoices i WHERE i.shop_id = NEW.shop_id AND i.order_id = NEW.order_id AND i.kind = 'invoice' AND
-- sqlite:         i.gross > COALESCE((SELECT SUM(-s.gross) FROM invoices s WHERE s.shop_id = i.shop_id AND s.order_id = i.order_id AND
-- sqlite:             (s.storno_of = i.id OR s.storno_of IN (SELECT t.id FROM invoices t WHERE t.shop_id = i.shop_id AND t.storno_of = i.id))), 0))
-- sqlite: BEGIN SELECT RAISE(ABORT, 'the order has an invoice that is not taken back'); END;
-- postgres: CREATE FUNCTION check_one_live_invoice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
-- postgres:     IF EXISTS (SELECT 1 FROM invoices i WHERE i.shop_id = NEW.shop_id AND i.order_id = NEW.order_id AND i.kind = 'invoice' AND
-- postgres:         i.gross > COALESCE((SELECT SUM(-s.gross) FROM invoices s WHERE s.shop_id = i.shop_id AND s.order_id = i.order_id AND
-- postgres:             (s.storno_of = i.id OR s.storno_of IN (SELECT t.id FROM invoices t WHERE t.shop_id = i.shop_id AND t.storno_of = i.id))), 0))
-- postgres:     THEN RAISE EXCEPTION 'the order has an invoice that is not taken back' USING ERRCODE = 'integrity_constraint_violation'; END IF;
-- postgres:     RETURN NEW; END $$;
-- postgres: CREATE TRIGGER invoices_one_live BEFORE INSERT ON invoices FOR EACH ROW WHEN (NEW.kind = 'invoice') EXECUTE FUNCTION check_one_live_invoice();
