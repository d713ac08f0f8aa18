-- Owner: notices. Who of the shop hears of alerts outside the panel, and how.
CREATE TABLE alert_listeners (
    shop_id   BIGINT NOT NULL,
    staff_id  BIGINT NOT NULL,
    by_mail   TEXT   NOT NULL CHECK (by_mail IN ('never', 'each', 'daily')),
    phone     TEXT   NOT NULL, -- a text message for each alert; empty: none
    listed_on TEXT   NOT NULL, -- day of the last daily list
    PRIMARY KEY (shop_id, staff_id)
);
