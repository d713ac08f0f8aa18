-- Owner: catalog. How goods are found on the shelf and by a scanner, and what is sold in several variants.

ALTER TABLE products ADD COLUMN barcode TEXT NOT NULL DEFAULT '';
ALTER TABLE products ADD COLUMN shelf TEXT NOT NULL DEFAULT '';
-- The product whose variant this is, and what sets it apart: `M / roșu`.
ALTER TABLE products ADD COLUMN variant_of BIGINT;
ALTER TABLE products ADD COLUMN variant TEXT NOT NULL DEFAULT '';
CREATE INDEX products_by_barcode ON products (shop_id, barcode) WHERE barcode <> '';
CREATE INDEX products_by_parent ON products (shop_id, variant_of) WHERE variant_of IS NOT NULL;

CREATE TABLE product_images (
    shop_id    BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    type       TEXT   NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp')),
    bytes      BYTEA  NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX product_images_by_product ON product_images (shop_id, product_id, position);
