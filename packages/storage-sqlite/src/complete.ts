// What the complete ports ask for: parked work, the pause of sending, lists in other orders, the
// feed and search.

/** 4: the columns, the indexes, and an index of words that is empty at first. */
export const complete = `
ALTER TABLE upkeep_schema ADD COLUMN compatible INTEGER NOT NULL DEFAULT 4; -- the least version that code must know
ALTER TABLE upkeep_schema ADD COLUMN store TEXT NOT NULL DEFAULT ''; -- the name of this store in the cursors of its feed
UPDATE upkeep_schema SET store = lower(hex(randomblob(8)));

ALTER TABLE upkeep_ticket ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0; -- that failed since the last commit
ALTER TABLE upkeep_ticket ADD COLUMN parked TEXT; -- why nobody claims it any more; then wake_at is null
CREATE INDEX upkeep_ticket_parked ON upkeep_ticket (tenant, ticket_id) WHERE parked IS NOT NULL;
CREATE INDEX upkeep_delivery_parked ON upkeep_delivery (tenant, id) WHERE status = 'parked';

-- Those whom nobody has are asked for as well. The last columns of this index and of the next one let
-- a list pass over tickets of others without reading them.
DROP INDEX upkeep_ticket_assignee;
CREATE INDEX upkeep_ticket_assignee ON upkeep_ticket (tenant, assignee, status, ticket_id, customer);
-- Every commit writes this index; the one after it only those that move what is due.
CREATE INDEX upkeep_ticket_updated ON upkeep_ticket (tenant, status, updated_at, ticket_id, assignee, customer);
CREATE INDEX upkeep_ticket_due ON upkeep_ticket (tenant, status, due_at, ticket_id, customer) WHERE due_at IS NOT NULL;

-- By tenant, and by position as every index ends in the key of its table.
CREATE INDEX upkeep_event_tenant ON upkeep_event (tenant);
-- What TicketQuery.isAboutFiles asks: few events of many.
CREATE INDEX upkeep_event_files ON upkeep_event (tenant, ticket_id, number)
  WHERE (type = 'ContentForgotten' OR instr(body, '"files":[{') > 0);
CREATE INDEX upkeep_registry_kind ON upkeep_registry (tenant, kind);

CREATE TABLE upkeep_sending (
  tenant TEXT PRIMARY KEY, -- one whose sending is paused
  paused_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Words.wordsOfContent of each content under its sequence, beside a word for its tenant. To this
-- tokenizer everything beyond ASCII belongs to a word, so it splits where Words does: at blanks.
CREATE VIRTUAL TABLE upkeep_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE upkeep_vocabulary USING fts5vocab (upkeep_words, instance);
CREATE TABLE upkeep_search (
  indexed_until INTEGER NOT NULL -- the contents behind this sequence are not in upkeep_words yet; there is one row
) STRICT;
INSERT INTO upkeep_search (indexed_until) VALUES (0);
`
