-- Owner: messages. Where the buyer of a letter that is an offer says that there shall be no more.
ALTER TABLE messages ADD COLUMN unsubscribe_url TEXT NOT NULL DEFAULT '';
