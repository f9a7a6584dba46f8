// A batch of commits in one call: lists in, and out of it only what was refused and why.
//
// Each commit is judged before anything but its command is written, and that goes where it is
// refused. Commands, tickets and deliveries are locked in this order, and each in that of its key;
// new tickets in the order in which they came, which a desk makes that of their keys. So no two of
// its batches ever wait for each other.
import { type ContentColumns, contentsStored, lettersStored } from "./beside.ts"
import { advanceLine } from "./line.ts"
import { planned } from "./planned.ts"
import { marks, rowsIn } from "./rows.ts"
import { fenceOf, isToWake, wokenAt } from "./wake.ts"

/** The function `store_commits`. */
export const storeCommits = (schema: string, contents: ContentColumns): string => `
CREATE OR REPLACE FUNCTION ${schema}.store_commits(
  of_tenant text,
  -- A mark that no text holds stands between the rows of a list and between the cells of a row. Each list is
  -- null where it would be empty; \`n\` is the place of a commit in the batch.
  mark text, heads text, commands text, registered text, moved text, wakes text, overs text,
  events text, contents text, deliveries text, settlements text, forgotten text
) RETURNS TABLE (n integer, why text, found bigint, delivery text, hash text, result text)
LANGUAGE plpgsql ${planned} AS $$
#variable_conflict use_column
DECLARE${marks}
  late integer[]; -- commits whose ticket stands elsewhere than they were decided on
  lost text[] := '{}'; -- deliveries whose lease passed on
  refused integer[];
  asked integer; -- how many commits there are
  kept text[]; -- commands that are stored
  each record;
BEGIN
${begun(schema)}
${judged(schema)}
${written(schema)}
${besides(schema, contents)}
  IF refused <> '{}' THEN
    RETURN QUERY ${reasons(schema)}
  END IF;
END $$;
`

// P2: whoever comes second with a command id finds it here, also where both came at once.
const begun = (schema: string) => `
  WITH stored AS (
    INSERT INTO ${schema}.command (tenant, id, hash, result, at)
    SELECT of_tenant, c.id, c.hash, c.result, c.at
    FROM ${rowsIn("commands", command)} c ORDER BY c.id COLLATE "C"
    ON CONFLICT DO NOTHING RETURNING id
  )
  SELECT coalesce(array_agg(id), '{}') INTO kept FROM stored;
`

// P3 and P10. The locks come first: what is read under them, nobody else changes.
const judged = (schema: string) => `
  SELECT count(*), coalesce(array_agg(h.n) FILTER (WHERE coalesce(stands.version, 0) <> h.expected), '{}')
  INTO asked, late FROM (
    SELECT * FROM ${rowsIn("heads", head)} h
    ORDER BY ticket COLLATE "C"
  ) h LEFT JOIN LATERAL (
    SELECT t.version FROM ${schema}.ticket t
    WHERE t.tenant = of_tenant AND t.ticket_id = h.ticket FOR UPDATE
  ) stands ON true;
  refused := late;
  IF cardinality(kept) < asked THEN
    refused := refused || ARRAY(
      SELECT c.n FROM ${rowsIn("commands", command)} c WHERE c.id <> ALL (kept)
    );
  END IF;
  IF settlements IS NOT NULL THEN
    SELECT coalesce(array_agg(s.delivery), '{}'), refused || coalesce(array_agg(s.n), '{}')
    INTO lost, refused FROM (
      SELECT * FROM ${rowsIn("settlements", settlement)} s
      ORDER BY delivery COLLATE "C"
    ) s LEFT JOIN LATERAL (
      SELECT d.fence FROM ${schema}.delivery d
      WHERE d.tenant = of_tenant AND d.id = s.delivery AND d.status = 'pending' FOR UPDATE
    ) held ON true
    WHERE held.fence IS DISTINCT FROM s.fence;
  END IF;
`

const written = (schema: string) => `
  IF registered IS NOT NULL THEN
    WITH stored AS (
      ${ticketsStored(schema, "registered")} DO NOTHING
      RETURNING tenant, ticket_id, sequence, due_at, version
    ), waiting AS (
      INSERT INTO ${schema}.wake (tenant, ticket_id, sequence, due_at, wake_at, fence)
      SELECT tenant, ticket_id, sequence, due_at, due_at, ${fenceOf("version")} FROM stored
      WHERE due_at IS NOT NULL
    )
    SELECT late || coalesce(array_agg(h.n), '{}'), refused || coalesce(array_agg(h.n), '{}') INTO late, refused
    FROM ${rowsIn("heads", head)} h
    WHERE h.expected = 0 AND h.n <> ALL (refused) AND h.ticket NOT IN (SELECT ticket_id FROM stored);
  END IF;
  IF refused <> '{}' THEN
    FOR each IN SELECT c.id FROM ${rowsIn("commands", command)} c
      WHERE c.n = ANY (refused) AND c.id = ANY (kept)
    LOOP
      DELETE FROM ${schema}.command c WHERE c.tenant = of_tenant AND c.id = each.id;
    END LOOP;
  END IF;
  IF moved IS NOT NULL THEN
    ${ticketsStored(schema, "moved")} DO UPDATE SET version = excluded.version, status = excluded.status,
      due_at = excluded.due_at, customer = excluded.customer, assignee = excluded.assignee,
      assigned_at = excluded.assigned_at, updated_at = excluded.updated_at, body = excluded.body;
  END IF;
${woken(schema)}
  INSERT INTO ${schema}.event (tenant, ticket_id, number, id, type, at, body)
  SELECT of_tenant, e.ticket, e.number, e.id, e.type, e.at, e.body
  FROM ${rowsIn("events", event)} e
  WHERE e.n <> ALL (refused);
`

const woken = (schema: string) => `
  IF wakes IS NOT NULL THEN
    INSERT INTO ${schema}.wake AS w (tenant, ticket_id, sequence, due_at, wake_at, fence)
    SELECT of_tenant, a.ticket, coalesce(w.sequence, (
      SELECT t.sequence FROM ${schema}.ticket t WHERE t.tenant = of_tenant AND t.ticket_id = a.ticket
    )), a.due, a.due, ${fenceOf("a.version")}
    FROM ${rowsIn("wakes", "n integer, ticket text, due bigint, version bigint")} a LEFT JOIN LATERAL (
      SELECT * FROM ${schema}.wake w WHERE w.tenant = of_tenant AND w.ticket_id = a.ticket OFFSET 0
    ) w ON true
    WHERE CASE WHEN w.sequence IS NULL THEN a.due IS NOT NULL ELSE ${isToWake("a.due")} END
    AND a.n <> ALL (refused) ORDER BY a.ticket COLLATE "C"
    ON CONFLICT (tenant, ticket_id) DO UPDATE SET ${wokenAt("excluded.due_at", "excluded.fence")};
  END IF;
  IF overs IS NOT NULL THEN
    FOR each IN
      SELECT o.ticket FROM ${rowsIn("overs", "n integer, ticket text")} o
      WHERE o.n <> ALL (refused) ORDER BY o.ticket COLLATE "C"
    LOOP
      DELETE FROM ${schema}.wake w WHERE w.tenant = of_tenant AND w.ticket_id = each.ticket;
    END LOOP;
  END IF;
`

// Up to what becomes of those that are there: they keep their place in the order of registration.
const ticketsStored = (schema: string, list: "registered" | "moved"): string => {
  const isNew = list === "registered"
  return `INSERT INTO ${schema}.ticket (tenant, ticket_id, ${isNew ? "" : "sequence, "}number, version, status, due_at,
      customer, assignee, assigned_at, updated_at, body)
    SELECT of_tenant, r.ticket, ${isNew ? "" : "0, "}r.number, r.version, r.status, r.due,
      r.customer, r.assignee, r.assigned, r.updated, r.body
    FROM ${rowsIn(list, ticket)} r
    WHERE r.n <> ALL (refused)
    ON CONFLICT (tenant, ticket_id)`
}

const head = "n integer, ticket text, expected bigint"

const command = "n integer, id text, hash text, at bigint, result text"

const ticket =
  "n integer, ticket text, due bigint, number text, version bigint, status text, customer text, " +
  "assignee text, assigned bigint, updated bigint, body text"

const event = "n integer, ticket text, number bigint, id text, type text, at bigint, body text"

const settlement = "n integer, place integer, delivery text, fence bigint, status text, reason text"

const besides = (schema: string, contents: ContentColumns) => `
  IF forgotten IS NOT NULL THEN
    FOR each IN SELECT * FROM ${rowsIn("forgotten", "n integer, ticket text, key text")} f
      WHERE f.n <> ALL (refused)
    LOOP
      DELETE FROM ${schema}.content c
      WHERE c.tenant = of_tenant AND c.ticket_id = each.ticket AND c.key = each.key;
      -- What a mail server answered may name whoever it was about.
      UPDATE ${schema}.delivery d SET reason = ''
      WHERE d.tenant = of_tenant AND d.ticket_id = each.ticket AND d.reason <> '';
    END LOOP;
  END IF;
${contentsStored(schema, contents, "c.n <> ALL (refused)")}
  IF settlements IS NOT NULL THEN
    FOR each IN
      SELECT * FROM ${rowsIn("settlements", settlement)} s
      WHERE s.n <> ALL (refused)
    LOOP
      UPDATE ${schema}.delivery d SET status = each.status, reason = each.reason, attempts = d.attempts + 1
      WHERE d.tenant = of_tenant AND d.id = each.delivery RETURNING d.ticket_id, d.channel INTO each;
      ${advanceLine(schema, "each")}
    END LOOP;
  END IF;
${lettersStored(schema, "w.n <> ALL (refused)")}
`

// The order of checks: repeated, conflict, lease.
const reasons = (schema: string) => `
      SELECT h.n,
        CASE WHEN c.hash IS NOT NULL THEN 'repeated' WHEN h.n = ANY (late) THEN 'conflict' ELSE 'lease' END,
        coalesce(t.version, 0), s.delivery, c.hash, c.result
      FROM (
        SELECT h.n, h.ticket, c.id FROM ${rowsIn("heads", head)} h
        JOIN ${rowsIn("commands", command)} c ON c.n = h.n
      ) h
      LEFT JOIN LATERAL (
        SELECT c.hash, c.result FROM ${schema}.command c WHERE c.tenant = of_tenant AND c.id = h.id OFFSET 0
      ) c ON true
      LEFT JOIN LATERAL (
        SELECT t.version FROM ${schema}.ticket t WHERE t.tenant = of_tenant AND t.ticket_id = h.ticket OFFSET 0
      ) t ON true
      LEFT JOIN LATERAL (
        SELECT s.delivery FROM ${rowsIn("settlements", settlement)} s
        WHERE s.n = h.n AND s.delivery = ANY (lost) ORDER BY s.place LIMIT 1
      ) s ON true
      WHERE h.n = ANY (refused);`
