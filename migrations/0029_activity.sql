-- Owner: audit. What people of the shop did, by time; what buyers and machines do is not in it and costs it nothing.
CREATE INDEX audit_events_of_people ON audit_events (shop_id, at, subject, seq) WHERE actor_kind = 'operator';
