-- Documents: how the shop looked when a paper was printed first, so that it is printed again as it was issued.

CREATE TABLE issued_papers (
    shop_id   BIGINT NOT NULL,
    order_id  BIGINT NOT NULL,
    paper     TEXT   NOT NULL,
    facts     TEXT   NOT NULL, -- what makes it another paper when it changes
    look      TEXT   NOT NULL,
    issued_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id, paper, facts),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, id)
);
