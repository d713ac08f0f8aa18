-- Owner: messages. When a text goes, as JSON of MessageConditions; and addresses that mail no longer reaches.
ALTER TABLE message_templates ADD COLUMN conditions TEXT NOT NULL DEFAULT '{}';

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
