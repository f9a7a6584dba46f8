// The tables. A migration that was published never changes: what is to be different is a new one.

/** Says in the header of the file that it is an Upkeep store: "UpkP". */
export const applicationId = 0x55_70_6b_50

const first = `
PRAGMA application_id = ${applicationId};

CREATE TABLE ticket (
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
CREATE INDEX ticket_wake ON ticket (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX ticket_tenant_wake ON ticket (tenant, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX ticket_status ON ticket (tenant, status, ticket_id);
CREATE INDEX ticket_assignee ON ticket (tenant, assignee, status, ticket_id) WHERE assignee IS NOT NULL;
CREATE INDEX ticket_customer ON ticket (tenant, customer, status, ticket_id) WHERE customer IS NOT NULL;

CREATE TABLE event (
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

CREATE TABLE command (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  result TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id) -- P2
) STRICT, WITHOUT ROWID;
CREATE INDEX command_at ON command (at);

CREATE TABLE content (
  sequence INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  key TEXT NOT NULL,
  salt TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, ticket_id, key)
) STRICT;

CREATE TABLE delivery (
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
CREATE INDEX delivery_ticket ON delivery (tenant, ticket_id);
CREATE INDEX delivery_line ON delivery (tenant, ticket_id, channel) WHERE status = 'pending';
CREATE INDEX delivery_wake ON delivery (channel, wake_at) WHERE status = 'pending' AND is_first = 1;
CREATE INDEX delivery_tenant_wake ON delivery (tenant, channel, wake_at)
  WHERE status = 'pending' AND is_first = 1;

CREATE TABLE inbound (
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
CREATE INDEX inbound_message ON inbound (tenant, message_id_hash) WHERE message_id_hash IS NOT NULL;
CREATE INDEX inbound_opened ON inbound (tenant, sender_hash, received_at) WHERE outcome = 'new-ticket';

CREATE TABLE watermark (
  tenant TEXT NOT NULL,
  intake TEXT NOT NULL,
  read_until INTEGER NOT NULL,
  PRIMARY KEY (tenant, intake)
) STRICT, WITHOUT ROWID;

CREATE TABLE registry (
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  used INTEGER NOT NULL, -- grows with every publication, again or anew
  PRIMARY KEY (tenant, kind, id, version)
) STRICT;
CREATE INDEX registry_used ON registry (tenant, kind, used);

CREATE TABLE serial (
  tenant TEXT PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

/** The migrations in their order; the number of those that ran is the file's `user_version`. */
export const migrations: ReadonlyArray<string> = [first]
