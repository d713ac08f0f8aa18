-- Jobs: what must happen outside a transaction, written with the change and claimed with a lease.

CREATE TABLE jobs (
    shop_id     BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    payload     TEXT   NOT NULL, -- JSON
    subject     TEXT   NOT NULL, -- order:<id> and the like: where people see it
    state       TEXT   NOT NULL CHECK (state IN ('ready', 'dead')),
    run_at      BIGINT NOT NULL, -- not before; while leased: until when
    owner       TEXT   NOT NULL,
    attempts    BIGINT NOT NULL CHECK (attempts >= 0),
    last_error  TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX jobs_due ON jobs (state, run_at, shop_id, id);
CREATE INDEX jobs_by_subject ON jobs (shop_id, subject, id);
CREATE INDEX jobs_dead ON jobs (shop_id, id) WHERE state = 'dead';

-- A schedule's turn belongs to the node that inserts it.
CREATE TABLE schedule_turns (
    name   TEXT   NOT NULL,
    turn   BIGINT NOT NULL,
    owner  TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (name, turn)
);
