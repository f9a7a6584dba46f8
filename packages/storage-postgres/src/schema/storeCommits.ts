// A batch of commits in one call: lists in, and out of it only what was refused and why.
//
// Each commit is judged before anything of it is written, so one that is refused leaves nothing
// behind. Everything is locked in the order of its key, so no two batches ever wait for each other.
import { advanceLine } from "./line.ts"
import { planned } from "./planned.ts"

/** How a version of the schema stores contents, beside the columns of the first. */
export interface ContentColumns {
  /** `, words` */
  readonly columns: string
  /** What goes into them, of the content `c`: `, list_of(c.words)` */
  readonly values: string
  /** Fields of the content's JSON: `, words json` */
  readonly fields: string
}

/** The function `store_commits`. */
export const storeCommits = (schema: string, contents: ContentColumns): string => `
CREATE OR REPLACE FUNCTION ${schema}.store_commits(
  of_tenant text,
  -- Each list is null where it would be empty; \`n\` is the place of a commit in the batch.
  heads json, commands json, tickets json, events json,
  contents json, deliveries json, settlements json, forgotten json,
  -- The bodies of tickets and events, in their order, with a mark between them that none holds.
  mark text, ticket_bodies text, event_bodies text
) RETURNS TABLE (n integer, why text, found bigint, delivery text, hash text, result text)
LANGUAGE plpgsql ${planned} AS $$
#variable_conflict use_column
DECLARE
  late integer[]; -- commits whose ticket stands elsewhere than they were decided on
  lost text[] := '{}'; -- deliveries whose lease passed on
  refused integer[];
  kept text[]; -- what was inserted
  each record;
BEGIN
${judged(schema)}
${written(schema)}
${besides(schema, contents)}
  IF refused <> '{}' THEN
    RETURN QUERY ${reasons(schema)}
  END IF;
END $$;
`

// P3 and P10. The locks come first: what is read under them, nobody else changes.
const judged = (schema: string) => `
  SELECT coalesce(array_agg(h.n), '{}') INTO late FROM (
    SELECT * FROM json_to_recordset(heads) AS h (n integer, ticket text, expected bigint)
    ORDER BY ticket COLLATE "C"
  ) h LEFT JOIN LATERAL (
    SELECT t.version FROM ${schema}.ticket t
    WHERE t.tenant = of_tenant AND t.ticket_id = h.ticket FOR UPDATE
  ) stands ON true
  WHERE coalesce(stands.version, 0) <> h.expected;
  refused := late;
  IF settlements IS NOT NULL THEN
    SELECT coalesce(array_agg(s.delivery), '{}'), refused || coalesce(array_agg(DISTINCT s.n) FILTER (WHERE s.n <> ALL (refused)), '{}')
    INTO lost, refused FROM (
      SELECT * FROM json_to_recordset(settlements) AS s (n integer, delivery text, fence bigint)
      ORDER BY delivery COLLATE "C"
    ) s LEFT JOIN LATERAL (
      SELECT d.fence FROM ${schema}.delivery d
      WHERE d.tenant = of_tenant AND d.id = s.delivery AND d.status = 'pending' FOR UPDATE
    ) held ON true
    WHERE held.fence IS DISTINCT FROM s.fence;
  END IF;
`

// P2: whoever comes second with a command id finds it here, also where both came at once.
const written = (schema: string) => `
  WITH stored AS (
    INSERT INTO ${schema}.command (tenant, id, hash, result, at)
    SELECT of_tenant, c.id, c.hash, c.result, c.at
    FROM json_to_recordset(commands) AS c (n integer, id text, hash text, result text, at bigint)
    WHERE c.n <> ALL (refused) ORDER BY c.id COLLATE "C"
    ON CONFLICT DO NOTHING RETURNING id
  )
  SELECT coalesce(array_agg(id), '{}') INTO kept FROM stored;
  IF cardinality(kept) < json_array_length(heads) THEN
    refused := refused || ARRAY(
      SELECT c.n FROM json_to_recordset(commands) AS c (n integer, id text)
      WHERE c.n <> ALL (refused) AND c.id <> ALL (kept)
    );
  END IF;
  -- The fence grows: whoever held the ticket has lost it. What was decided on as new brings fence 1,
  -- and is not written over a ticket that somebody else registered after the look above.
  WITH stored AS (
    INSERT INTO ${schema}.ticket AS t (tenant, ticket_id, number, version, status, due_at, wake_at, fence,
      customer, assignee, assigned_at, updated_at, body)
    SELECT of_tenant, r.ticket, r.number, r.version, r.status, r.due, r.due, r.fence,
      r.customer, r.assignee, r.assigned, r.updated, coalesce(r.body, '')
    FROM ${withBodies("tickets", "ticket_bodies", ticketFields)} AS r ${ticketNames}
    WHERE r.n <> ALL (refused)
    ON CONFLICT (tenant, ticket_id) DO UPDATE SET version = excluded.version, status = excluded.status,
      due_at = excluded.due_at, wake_at = excluded.due_at, fence = t.fence + 1, attempts = 0, parked_reason = NULL,
      customer = excluded.customer, assignee = excluded.assignee, assigned_at = excluded.assigned_at,
      updated_at = excluded.updated_at, body = excluded.body
    WHERE excluded.fence = 0
    RETURNING ticket_id
  )
  SELECT coalesce(array_agg(ticket_id), '{}') INTO kept FROM stored;
  IF cardinality(kept) + cardinality(refused) < json_array_length(heads) THEN
    late := late || ARRAY(
      SELECT h.n FROM json_to_recordset(heads) AS h (n integer, ticket text)
      WHERE h.n <> ALL (refused) AND h.ticket <> ALL (kept)
    );
    FOR each IN SELECT c.id FROM json_to_recordset(commands) AS c (n integer, id text)
      WHERE c.n = ANY (late) AND c.n <> ALL (refused)
    LOOP
      DELETE FROM ${schema}.command c WHERE c.tenant = of_tenant AND c.id = each.id;
    END LOOP;
    refused := refused || late;
  END IF;
  INSERT INTO ${schema}.event (tenant, ticket_id, number, id, type, at, body)
  SELECT of_tenant, e.ticket, e.number, e.id, e.type, e.at, coalesce(e.body, '')
  FROM ${withBodies("events", "event_bodies", eventFields)} AS e (n, ticket, number, id, type, at, body)
  WHERE e.n <> ALL (refused);
`

// To quote and unquote the long texts would cost more than to store them: they come beside.
const withBodies = (list: string, bodies: string, fields: string) =>
  `ROWS FROM (json_to_recordset(${list}) AS (${fields}), unnest(string_to_array(${bodies}, mark)))`

const ticketFields =
  "n integer, ticket text, number text, version bigint, fence bigint, status text, due bigint, " +
  "customer text, assignee text, assigned bigint, updated bigint"

const ticketNames =
  "(n, ticket, number, version, fence, status, due, customer, assignee, assigned, updated, body)"

const eventFields = "n integer, ticket text, number bigint, id text, type text, at bigint"

const besides = (schema: string, { columns, values, fields }: ContentColumns) => `
  IF forgotten IS NOT NULL THEN
    FOR each IN SELECT * FROM json_to_recordset(forgotten) AS f (n integer, ticket text, key text)
      WHERE f.n <> ALL (refused)
    LOOP
      DELETE FROM ${schema}.content c
      WHERE c.tenant = of_tenant AND c.ticket_id = each.ticket AND c.key = each.key;
      -- What a mail server answered may name whoever it was about.
      UPDATE ${schema}.delivery d SET reason = ''
      WHERE d.tenant = of_tenant AND d.ticket_id = each.ticket AND d.reason <> '';
    END LOOP;
  END IF;
  IF contents IS NOT NULL THEN
    INSERT INTO ${schema}.content (tenant, ticket_id, key, salt, body${columns})
    SELECT of_tenant, c.ticket, c.key, c.salt, c.body${values} FROM json_to_recordset(contents) AS c (
      n integer, ticket text, key text, salt text, body text${fields}
    ) WHERE c.n <> ALL (refused);
  END IF;
  IF settlements IS NOT NULL THEN
    FOR each IN
      SELECT * FROM json_to_recordset(settlements) AS s (n integer, delivery text, status text, reason text)
      WHERE s.n <> ALL (refused)
    LOOP
      UPDATE ${schema}.delivery d SET status = each.status, reason = each.reason, attempts = d.attempts + 1
      WHERE d.tenant = of_tenant AND d.id = each.delivery RETURNING d.ticket_id, d.channel INTO each;
      ${advanceLine(schema, "each")}
    END LOOP;
  END IF;
  IF deliveries IS NOT NULL THEN
    INSERT INTO ${schema}.delivery (tenant, id, ticket_id, event_number, channel, notice, status, wake_at, is_first)
    SELECT of_tenant, w.id, w.ticket, w.event, w.channel, w.notice, 'pending', w.at,
      row_number() OVER (PARTITION BY w.ticket, w.channel ORDER BY w.place) = 1 AND (
        SELECT d.id FROM ${schema}.delivery d WHERE d.tenant = of_tenant AND d.ticket_id = w.ticket
        AND d.channel = w.channel AND d.status = 'pending' LIMIT 1
      ) IS NULL
    FROM json_to_recordset(deliveries) AS w (
      n integer, place integer, id text, ticket text, event bigint, channel text, notice text, at bigint
    ) WHERE w.n <> ALL (refused) ORDER BY w.n, w.place;
  END IF;
`

// The order of checks: repeated, conflict, lease.
const reasons = (schema: string) => `
      SELECT h.n,
        CASE WHEN c.hash IS NOT NULL THEN 'repeated' WHEN h.n = ANY (late) THEN 'conflict' ELSE 'lease' END,
        coalesce(t.version, 0), s.delivery, c.hash, c.result
      FROM ROWS FROM (
        json_to_recordset(heads) AS (n integer, ticket text), json_to_recordset(commands) AS (id text)
      ) AS h (n, ticket, id)
      LEFT JOIN LATERAL (
        SELECT c.hash, c.result FROM ${schema}.command c WHERE c.tenant = of_tenant AND c.id = h.id OFFSET 0
      ) c ON true
      LEFT JOIN LATERAL (
        SELECT t.version FROM ${schema}.ticket t WHERE t.tenant = of_tenant AND t.ticket_id = h.ticket OFFSET 0
      ) t ON true
      LEFT JOIN LATERAL (
        SELECT s.delivery FROM json_to_recordset(settlements) AS s (n integer, place integer, delivery text)
        WHERE s.n = h.n AND s.delivery = ANY (lost) ORDER BY s.place LIMIT 1
      ) s ON true
      WHERE h.n = ANY (refused);`
