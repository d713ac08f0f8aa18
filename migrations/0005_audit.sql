-- Audit: what happened to an order or to a setting. Append-only, each event chained to the one before it of the same subject.

CREATE TABLE audit_events (
    shop_id    BIGINT NOT NULL,
    subject    TEXT   NOT NULL, -- order:<id>, product:<id>, settings and the like
    seq        BIGINT NOT NULL CHECK (seq > 0),
    at         BIGINT NOT NULL,
    actor_kind TEXT   NOT NULL CHECK (actor_kind IN ('operator', 'buyer', 'machine', 'job', 'courier', 'processor', 'system')),
    actor      TEXT   NOT NULL,
    address    TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    changes    TEXT   NOT NULL, -- JSON: from what to what
    reason     TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    PRIMARY KEY (shop_id, subject, seq)
)
-- sqlite: WITHOUT ROWID
;
-- What people of the shop did, by time; what buyers and machines do is not in it and costs it nothing.
CREATE INDEX audit_events_of_people ON audit_events (shop_id, at, subject, seq) WHERE actor_kind = 'operator';

-- The last event of each subject: appending moves it on under its old value, and a removed tail shows.
CREATE TABLE audit_heads (
    shop_id    BIGINT NOT NULL,
    subject    TEXT   NOT NULL,
    seq        BIGINT NOT NULL CHECK (seq > 0),
    hash       TEXT   NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, subject)
)
-- sqlite: WITHOUT ROWID
;
CREATE INDEX audit_heads_by_age ON audit_heads (shop_id, updated_at, subject);

-- One seal a day and shop over the heads of the subjects that changed up to then.
CREATE TABLE audit_seals (
    shop_id   BIGINT NOT NULL,
    day       TEXT   NOT NULL CHECK (length(day) = 10),
    until     BIGINT NOT NULL,
    subjects  BIGINT NOT NULL CHECK (subjects >= 0),
    content   TEXT   NOT NULL, -- the sealed heads: subject, seq and hash, a line each
    hash      TEXT   NOT NULL, -- over the seal before, the day and the content
    PRIMARY KEY (shop_id, day)
);

-- sqlite: CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
-- sqlite: CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
-- sqlite: CREATE TRIGGER audit_seals_no_update BEFORE UPDATE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit_seals is append-only'); END;
-- sqlite: CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit_seals is append-only'); END;
-- postgres: CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- postgres: CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
