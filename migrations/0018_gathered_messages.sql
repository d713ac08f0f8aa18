-- Owner: messages. One that waits for others of its order, and those that went in the letter of another.
ALTER TABLE messages ADD COLUMN gather_until BIGINT;
ALTER TABLE messages ADD COLUMN sent_with BIGINT;
