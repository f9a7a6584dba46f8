// The tables as they were before the ports were complete: three migrations, which never change.
// Every name begins with `upkeep_`, and nothing is written into the header of the file: both belong
// to the product where the file is its own.

/** 1: what a desk stores. */
export const first = `
CREATE TABLE upkeep_schema (
  version INTEGER NOT NULL -- how many migrations ran; there is one row
) STRICT;
INSERT INTO upkeep_schema (version) VALUES (0);

CREATE TABLE upkeep_ticket (
  sequence INTEGER PRIMARY KEY, -- the order of registration
  tenant TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  number TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  due_at INTEGER,
  wake_at INTEGER, -- when it may be claimed: due_at, the end of a lease, or what it was postponed to
  fence INTEGER NOT NULL,
  customer TEXT,
  assignee TEXT,
  updated_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, ticket_id),
  UNIQUE (tenant, number)
) STRICT;
-- Two indexes of what is due: for workers of every tenant, and for those of a few.
CREATE INDEX upkeep_ticket_wake ON upkeep_ticket (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX upkeep_ticket_tenant_wake ON upkeep_ticket (tenant, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX upkeep_ticket_status ON upkeep_ticket (tenant, status, ticket_id);
CREATE INDEX upkeep_ticket_assignee ON upkeep_ticket (tenant, assignee, status, ticket_id) WHERE assignee IS NOT NULL;
CREATE INDEX upkeep_ticket_customer ON upkeep_ticket (tenant, customer, status, ticket_id) WHERE customer IS NOT NULL;

CREATE TABLE upkeep_event (
  position INTEGER PRIMARY KEY, -- the order of commits, for a feed
  tenant TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, ticket_id, number) -- P4
) STRICT;

CREATE TABLE upkeep_command (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  result TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id) -- P2
) STRICT, WITHOUT ROWID;
CREATE INDEX upkeep_command_at ON upkeep_command (at);

CREATE TABLE upkeep_content (
  sequence INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  key TEXT NOT NULL,
  salt TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, ticket_id, key)
) STRICT;

CREATE TABLE upkeep_delivery (
  sequence INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  event_number INTEGER NOT NULL,
  channel TEXT NOT NULL,
  notice TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  wake_at INTEGER NOT NULL, -- when it may be claimed: the commit, a later attempt, or the end of a lease
  reason TEXT NOT NULL,
  fence INTEGER NOT NULL,
  is_first INTEGER NOT NULL, -- 1: of its ticket and channel nothing that came earlier is pending
  UNIQUE (tenant, id)
) STRICT;
CREATE INDEX upkeep_delivery_ticket ON upkeep_delivery (tenant, ticket_id);
CREATE INDEX upkeep_delivery_line ON upkeep_delivery (tenant, ticket_id, channel) WHERE status = 'pending';
CREATE INDEX upkeep_delivery_wake ON upkeep_delivery (channel, wake_at) WHERE status = 'pending' AND is_first = 1;
CREATE INDEX upkeep_delivery_tenant_wake ON upkeep_delivery (tenant, channel, wake_at)
  WHERE status = 'pending' AND is_first = 1;

CREATE TABLE upkeep_inbound (
  sequence INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  intake TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  ticket_id TEXT,
  message_id_hash TEXT,
  sender_hash TEXT,
  received_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  UNIQUE (tenant, sha256) -- P15
) STRICT;
CREATE INDEX upkeep_inbound_message ON upkeep_inbound (tenant, message_id_hash) WHERE message_id_hash IS NOT NULL;
CREATE INDEX upkeep_inbound_opened ON upkeep_inbound (tenant, sender_hash, received_at) WHERE outcome = 'new-ticket';

CREATE TABLE upkeep_watermark (
  tenant TEXT NOT NULL,
  intake TEXT NOT NULL,
  read_until INTEGER NOT NULL,
  PRIMARY KEY (tenant, intake)
) STRICT, WITHOUT ROWID;

CREATE TABLE upkeep_registry (
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  used INTEGER NOT NULL, -- grows with every publication, again or anew
  PRIMARY KEY (tenant, kind, id, version)
) STRICT;
CREATE INDEX upkeep_registry_used ON upkeep_registry (tenant, kind, used);

CREATE TABLE upkeep_serial (
  tenant TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

/** 2: what people look somebody up by has a column of its own; the rest is the body's. */
export const directory = `
CREATE TABLE upkeep_customer (
  sequence INTEGER PRIMARY KEY, -- the order in which they were given
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL, -- with its contacts and its contracts
  UNIQUE (tenant, id)
) STRICT;

CREATE TABLE upkeep_contact (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  address TEXT NOT NULL, -- in lower case
  customer TEXT NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE upkeep_staff (
  sequence INTEGER PRIMARY KEY, -- the order in which they were given
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, id)
) STRICT;
`

/**
 * 3: what routing asks of people: the tickets that they have, and when they got the last one. A
 * ticket that was assigned before this stood in a row has null until it is assigned anew.
 */
export const assignments = `
ALTER TABLE upkeep_ticket ADD COLUMN assigned_at INTEGER;
CREATE INDEX upkeep_ticket_assigned ON upkeep_ticket (tenant, assignee, assigned_at) WHERE assigned_at IS NOT NULL;
`
