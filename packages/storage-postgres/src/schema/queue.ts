// The functions of the queue. What is claimed is locked and what is locked already is passed over,
// so claimers never wait for each other; a claim reads the stretch of an index that is due, and no
// more of it than it gives.
//
// Of several indexes the planner would take any whose order fits, such as that of all tenants for a
// tenant that has nothing due, and read it to its end. So a question names the whole order of the
// index that is meant, and a tenant by bounds: what is equal to a constant counts for no order.
import { advanceLine, nextInLine } from "./line.ts"
import { planned } from "./planned.ts"

/** The functions by which work is claimed and given back. */
export const queue = (schema: string): string =>
  [claimTickets, claimDeliveries, returnDelivery, releaseDelivery, nextDueAt]
    .map((make) => make(schema))
    .join("\n")

const claimTickets = (schema: string) => `
CREATE FUNCTION ${schema}.claim_tickets(of_tenants json, due_by bigint, held_until bigint, most integer)
RETURNS TABLE (tenant text, ticket_id text, due_at bigint, attempts integer, fence bigint)
LANGUAGE plpgsql ${planned} AS $$
#variable_conflict use_column
DECLARE
  due record;
BEGIN
  FOR due IN ${dueTickets(schema)} LOOP
    -- Who is just storing a commit of the ticket, maybe in a long transaction of a host, comes first.
    PERFORM FROM ${schema}.ticket t WHERE t.tenant = due.tenant AND t.ticket_id = due.ticket_id
      FOR NO KEY UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    RETURN QUERY UPDATE ${schema}.wake w SET wake_at = held_until, fence = w.fence + 1
    WHERE w.tenant = due.tenant AND w.ticket_id = due.ticket_id
    RETURNING w.tenant, w.ticket_id, w.due_at, w.attempts, w.fence;
  END LOOP;
END $$;
`

// Two questions: of every tenant, and of each of a few. The one that is not asked costs nothing.
const dueTickets = (schema: string) => {
  const due = (served: string, order: string) => `
    SELECT w.tenant, w.ticket_id, w.wake_at, w.sequence FROM ${schema}.wake w
    WHERE ${served} AND w.wake_at IS NOT NULL
    ORDER BY ${order} LIMIT most FOR UPDATE SKIP LOCKED`
  const ofAll = due("of_tenants IS NULL AND w.wake_at <= due_by", "w.wake_at, w.sequence")
  const ofOne = due(
    "w.tenant >= served.tenant AND (w.tenant, w.wake_at) <= (served.tenant, due_by)",
    "w.tenant, w.wake_at, w.sequence",
  )
  return `
    SELECT * FROM (${ofAll}) of_all
    UNION ALL
    SELECT * FROM (
      SELECT each.* FROM json_array_elements_text(of_tenants) AS served (tenant)
      CROSS JOIN LATERAL (${ofOne}) each
      ORDER BY each.wake_at, each.sequence LIMIT most
    ) of_a_few`
}

// Of a line its letters are given as far as none of them, and none before it, has to wait.
const claimDeliveries = (schema: string) => `
CREATE FUNCTION ${schema}.claim_deliveries(
  of_tenants json, by_channels json, due_by bigint, held_until bigint, most integer
) RETURNS TABLE (tenant text, id text, ticket_id text, event_number bigint, channel text, notice text,
  attempts integer, fence bigint)
LANGUAGE plpgsql ${planned} AS $$
#variable_conflict use_column
DECLARE
  served json := of_tenants;
  due record;
BEGIN
  IF served IS NULL AND EXISTS (SELECT FROM ${schema}.sending) THEN
    served := ${schema}.waiting_tenants();
  END IF;
  FOR due IN
    WITH first AS MATERIALIZED (${firstLetters(schema)})
    SELECT turn.* FROM first CROSS JOIN LATERAL (
      SELECT d.tenant, d.id, d.fence, d.sequence, max(d.wake_at) OVER (ORDER BY d.sequence) AS turn_at
      FROM (
        SELECT * FROM ${schema}.delivery d WHERE d.tenant = first.tenant AND d.ticket_id = first.ticket_id
        AND d.channel = first.channel AND d.status = 'pending' ORDER BY d.sequence LIMIT most
      ) d
    ) turn
    WHERE turn.turn_at <= due_by ORDER BY turn.turn_at, turn.sequence LIMIT most
  LOOP
    -- The first of a line is locked; one behind it may have been settled while we waited for it.
    RETURN QUERY UPDATE ${schema}.delivery d SET wake_at = held_until, fence = d.fence + 1
    WHERE d.tenant = due.tenant AND d.id = due.id AND d.status = 'pending' AND d.fence = due.fence
    RETURNING d.tenant, d.id, d.ticket_id, d.event_number, d.channel, d.notice, d.attempts, d.fence;
  END LOOP;
END $$;

-- The tenants that have letters to send and are not paused, by a seek for each.
CREATE FUNCTION ${schema}.waiting_tenants() RETURNS json LANGUAGE sql STABLE ${planned} AS $$
  WITH RECURSIVE waiting (tenant) AS (
    (SELECT d.tenant FROM ${schema}.delivery d WHERE d.status = 'pending' AND d.is_first
      ORDER BY d.tenant, d.channel, d.wake_at, d.sequence LIMIT 1)
    UNION ALL
    SELECT (SELECT d.tenant FROM ${schema}.delivery d WHERE d.status = 'pending' AND d.is_first
      AND d.tenant > w.tenant ORDER BY d.tenant, d.channel, d.wake_at, d.sequence LIMIT 1)
    FROM waiting w WHERE w.tenant IS NOT NULL
  )
  SELECT coalesce(json_agg(w.tenant), '[]') FROM waiting w
  WHERE w.tenant IS NOT NULL AND NOT EXISTS (SELECT FROM ${schema}.sending s WHERE s.tenant = w.tenant)
$$;
`

const firstLetters = (schema: string) => {
  const due = (served: string, order: string) => `
      SELECT d.tenant, d.ticket_id, d.channel, d.wake_at, d.sequence FROM ${schema}.delivery d
      WHERE ${served} AND d.status = 'pending' AND d.is_first
      ORDER BY ${order} LIMIT most FOR UPDATE SKIP LOCKED`
  const ofAll = due(
    "served IS NULL AND d.channel = asked.channel AND d.wake_at <= due_by",
    "d.wake_at, d.sequence",
  )
  const ofOne = due(
    "(d.tenant, d.channel) >= (one.tenant, asked.channel) " +
      "AND (d.tenant, d.channel, d.wake_at) <= (one.tenant, asked.channel, due_by)",
    "d.tenant, d.channel, d.wake_at, d.sequence",
  )
  const channels = "json_array_elements_text(by_channels) AS asked (channel)"
  return `
      SELECT * FROM (
        SELECT each.* FROM ${channels} CROSS JOIN LATERAL (${ofAll}) each
        UNION ALL
        SELECT each.* FROM json_array_elements_text(served) AS one (tenant) CROSS JOIN ${channels}
        CROSS JOIN LATERAL (${ofOne}) each
        WHERE NOT EXISTS (SELECT FROM ${schema}.sending s WHERE s.tenant = one.tenant)
      ) of_any ORDER BY wake_at, sequence LIMIT most`
}

const returnDelivery = (schema: string) => `
CREATE FUNCTION ${schema}.return_delivery(
  of_tenant text, of_id text, with_fence bigint, until bigint, because text, as_tried text
) RETURNS boolean LANGUAGE plpgsql ${planned} AS $$
DECLARE
  left_line record;
BEGIN
  IF as_tried = 'parked' THEN
    PERFORM FROM ${schema}.ticket t JOIN ${schema}.delivery d ON d.tenant = t.tenant AND d.ticket_id = t.ticket_id
      WHERE d.tenant = of_tenant AND d.id = of_id FOR NO KEY UPDATE OF t;
  END IF;
  UPDATE ${schema}.delivery d SET wake_at = until, fence = d.fence + 1, reason = because,
    attempts = d.attempts + CASE as_tried WHEN 'untried' THEN 0 ELSE 1 END,
    status = CASE as_tried WHEN 'parked' THEN 'parked' ELSE 'pending' END
  WHERE d.tenant = of_tenant AND d.id = of_id AND d.fence = with_fence AND d.status = 'pending'
  RETURNING d.ticket_id, d.channel INTO left_line;
  IF NOT FOUND THEN RETURN false; END IF;
  IF as_tried = 'parked' THEN
    ${advanceLine(schema, "left_line")}
  END IF;
  RETURN true;
END $$;
`

// Back into its place: letters of one line keep their order.
const releaseDelivery = (schema: string) => `
CREATE FUNCTION ${schema}.release_delivery(of_tenant text, of_id text, due bigint) RETURNS boolean
LANGUAGE plpgsql ${planned} AS $$
DECLARE
  back record;
BEGIN
  PERFORM FROM ${schema}.ticket t JOIN ${schema}.delivery d ON d.tenant = t.tenant AND d.ticket_id = t.ticket_id
    WHERE d.tenant = of_tenant AND d.id = of_id FOR NO KEY UPDATE OF t;
  UPDATE ${schema}.delivery d SET status = 'pending', attempts = 0, wake_at = due, fence = d.fence + 1, is_first = false
  WHERE d.tenant = of_tenant AND d.id = of_id AND d.status = 'parked'
  RETURNING d.ticket_id, d.channel INTO back;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE ${schema}.delivery d SET is_first = NOT d.is_first
  WHERE d.tenant = of_tenant AND d.ticket_id = back.ticket_id AND d.channel = back.channel AND d.status = 'pending'
  AND d.is_first <> (d.id = ${nextInLine(schema, "back")});
  RETURN true;
END $$;
`

const nextDueAt = (schema: string) => `
CREATE FUNCTION ${schema}.next_due_at(of_tenants json, by_channels json) RETURNS bigint
LANGUAGE plpgsql STABLE ${planned} AS $$
#variable_conflict use_column
DECLARE
  served json := of_tenants;
  ticket_at bigint;
  letter_at bigint;
BEGIN
  IF served IS NULL THEN
    SELECT w.wake_at INTO ticket_at FROM ${schema}.wake w WHERE w.wake_at IS NOT NULL
    ORDER BY w.wake_at, w.sequence LIMIT 1;
    IF EXISTS (SELECT FROM ${schema}.sending) THEN served := ${schema}.waiting_tenants(); END IF;
  ELSE
    SELECT min(each.wake_at) INTO ticket_at FROM json_array_elements_text(served) AS served (tenant)
    CROSS JOIN LATERAL (
      SELECT w.wake_at FROM ${schema}.wake w WHERE w.tenant >= served.tenant AND w.tenant <= served.tenant
      AND w.wake_at IS NOT NULL ORDER BY w.tenant, w.wake_at, w.sequence LIMIT 1
    ) each;
  END IF;
  IF served IS NULL THEN
    SELECT min(each.wake_at) INTO letter_at FROM json_array_elements_text(by_channels) AS asked (channel)
    CROSS JOIN LATERAL (
      SELECT d.wake_at FROM ${schema}.delivery d
      WHERE d.channel = asked.channel AND d.status = 'pending' AND d.is_first
      ORDER BY d.wake_at, d.sequence LIMIT 1
    ) each;
  ELSE
    SELECT min(each.wake_at) INTO letter_at FROM json_array_elements_text(served) AS served (tenant)
    CROSS JOIN json_array_elements_text(by_channels) AS asked (channel)
    CROSS JOIN LATERAL (
      SELECT d.wake_at FROM ${schema}.delivery d
      WHERE (d.tenant, d.channel) >= (served.tenant, asked.channel)
      AND (d.tenant, d.channel) <= (served.tenant, asked.channel) AND d.status = 'pending' AND d.is_first
      ORDER BY d.tenant, d.channel, d.wake_at, d.sequence LIMIT 1
    ) each WHERE NOT EXISTS (SELECT FROM ${schema}.sending s WHERE s.tenant = served.tenant);
  END IF;
  RETURN least(ticket_at, letter_at);
END $$;
`
