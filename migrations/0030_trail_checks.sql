-- Owner: notices. The nightly verification of the shop's trails, which goes in portions: how far it has come, and what it found.
CREATE TABLE trail_checks (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    walk        TEXT   NOT NULL CHECK (walk IN ('trails', 'heads', 'seals', 'done')),
    after_key   TEXT   NOT NULL, -- last subject or day that was looked at
    trails      BIGINT NOT NULL,
    wrong_count BIGINT NOT NULL,
    wrong       TEXT   NOT NULL, -- the first sentences of what is wrong
    finished_at BIGINT,
    version     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
