-- Catalog: what is sold, what of it is on the shelf, and what it has cost.

CREATE TABLE products (
    shop_id            BIGINT NOT NULL,
    id                 BIGINT NOT NULL,
    sku                TEXT   NOT NULL,
    name               TEXT   NOT NULL,
    name_en            TEXT   NOT NULL,
    description        TEXT   NOT NULL,
    category           TEXT   NOT NULL,
    brand              TEXT   NOT NULL,
    unit               TEXT   NOT NULL,
    price              BIGINT NOT NULL CHECK (price >= 0), -- with VAT
    cost               BIGINT NOT NULL CHECK (cost >= 0),  -- without VAT
    vat_class          TEXT   NOT NULL,
    weight_g           BIGINT NOT NULL CHECK (weight_g >= 0),
    length_mm          BIGINT NOT NULL CHECK (length_mm >= 0),
    width_mm           BIGINT NOT NULL CHECK (width_mm >= 0),
    height_mm          BIGINT NOT NULL CHECK (height_mm >= 0),
    green_tax          BIGINT NOT NULL CHECK (green_tax >= 0),          -- per piece, without VAT
    delivery_surcharge BIGINT NOT NULL CHECK (delivery_surcharge >= 0), -- of a bulky one, per piece, with VAT
    warranty_months    BIGINT NOT NULL CHECK (warranty_months >= 0),
    image_url          TEXT   NOT NULL,
    barcode            TEXT   NOT NULL,
    shelf              TEXT   NOT NULL,
    no_withdrawal      TEXT   NOT NULL, -- why it cannot be sent back without a reason (OUG 34/2014 art. 16); empty: it can
    variant_of         BIGINT,          -- the product whose variant this is
    variant            TEXT   NOT NULL, -- what sets it apart: `M / roșu`
    active             BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at         BIGINT NOT NULL,
    version            BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, sku),
    FOREIGN KEY (shop_id, variant_of) REFERENCES products (shop_id, id)
);
CREATE INDEX products_by_barcode ON products (shop_id, barcode, id);
CREATE INDEX products_by_parent ON products (shop_id, variant_of, id) WHERE variant_of IS NOT NULL;

-- Folded words that a product is found by.
CREATE TABLE product_terms (
    shop_id    BIGINT NOT NULL,
    -- postgres: term TEXT COLLATE "C" NOT NULL,
    -- sqlite: term TEXT NOT NULL,
    product_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, term, product_id)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE product_images (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    type       TEXT   NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp')),
    bytes      BYTEA  NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, product_id) REFERENCES products (shop_id, id)
);
CREATE INDEX product_images_by_product ON product_images (shop_id, product_id, position, id);

-- Apart from products, because placing orders changes it all day. Free = on_hand - reserved.
CREATE TABLE product_stock (
    shop_id    BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    on_hand    BIGINT NOT NULL CHECK (on_hand >= 0),
    reserved   BIGINT NOT NULL CHECK (reserved >= 0 AND reserved <= on_hand),
    PRIMARY KEY (shop_id, product_id),
    FOREIGN KEY (shop_id, product_id) REFERENCES products (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;

CREATE TABLE stock_movements (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    quantity   BIGINT NOT NULL CHECK (quantity <> 0), -- + in, - out
    reason     TEXT   NOT NULL,
    subject    TEXT   NOT NULL, -- order:<id> when an order caused it
    actor      TEXT   NOT NULL,
    PRIMARY KEY (shop_id, id),
    FOREIGN KEY (shop_id, product_id) REFERENCES products (shop_id, id)
);
CREATE INDEX stock_movements_by_product ON stock_movements (shop_id, product_id, id);
CREATE INDEX stock_movements_by_subject ON stock_movements (shop_id, subject, id);

-- What is left of what came at one cost; the id orders them by age.
CREATE TABLE stock_layers (
    shop_id    BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    subject    TEXT   NOT NULL, -- receipt:<id>, or the order whose goods came back
    quantity   BIGINT NOT NULL CHECK (quantity > 0),
    remaining  BIGINT NOT NULL CHECK (remaining >= 0 AND remaining <= quantity),
    unit_cost  BIGINT NOT NULL CHECK (unit_cost >= 0),
    before     BIGINT NOT NULL, -- what a piece of the product cost before it came
    PRIMARY KEY (shop_id, product_id, id),
    FOREIGN KEY (shop_id, product_id) REFERENCES products (shop_id, id)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX stock_layers_open ON stock_layers (shop_id, product_id, id) WHERE remaining > 0;
