// A commit alone in one call, as most are on a desk that is not under load: plain statements, with
// the locks of `store_commits` in their order, and its answer.
import { type ContentColumns, contentsStored, lettersStored } from "./beside.ts"
import { planned } from "./planned.ts"
import { marks } from "./rows.ts"
import { fenceOf, isToWake, wokenAt } from "./wake.ts"

/** The function `store_commit`, for a commit that neither settles nor forgets anything. */
export const storeCommit = (schema: string, contents: ContentColumns): string => `
CREATE OR REPLACE FUNCTION ${schema}.store_commit(
  of_tenant text, of_ticket text, expected bigint,
  command_id text, command_hash text, command_result text, stored_at bigint,
  with_number text, to_version bigint, in_status text, due bigint,
  of_customer text, of_assignee text, assigned bigint, updated bigint, with_body text,
  -- Lists as of store_commits, but of events: number, id, type, instant and body.
  mark text, events text, contents text, deliveries text
) RETURNS TABLE (n integer, why text, found bigint, delivery text, hash text, result text)
LANGUAGE plpgsql ${planned} AS $$
#variable_conflict use_column
DECLARE${marks}
  standing bigint; -- the ticket's place in the order of registration
  line text;
  told text[];
BEGIN
  -- P2: whoever comes second with a command id finds it here, also where both came at once.
  INSERT INTO ${schema}.command (tenant, id, hash, result, at)
  VALUES (of_tenant, command_id, command_hash, command_result, stored_at) ON CONFLICT DO NOTHING;
  IF FOUND THEN
${written(schema)}
${contentsStored(schema, contents)}
${lettersStored(schema)}
      RETURN;
    END IF;
    DELETE FROM ${schema}.command c WHERE c.tenant = of_tenant AND c.id = command_id;
  END IF;
  RETURN QUERY SELECT 0, CASE WHEN c.hash IS NULL THEN 'conflict' ELSE 'repeated' END,
    coalesce((SELECT t.version FROM ${schema}.ticket t WHERE t.tenant = of_tenant AND t.ticket_id = of_ticket), 0),
    NULL::text, c.hash, c.result
  FROM (SELECT) asked LEFT JOIN ${schema}.command c ON c.tenant = of_tenant AND c.id = command_id;
END $$;
`

// P3: whoever moved or registered the ticket first is waited for, and found.
const written = (schema: string) => `
    IF expected = 0 THEN
      INSERT INTO ${schema}.ticket (tenant, ticket_id, number, version, status, due_at,
        customer, assignee, assigned_at, updated_at, body)
      VALUES (of_tenant, of_ticket, with_number, to_version, in_status, due,
        of_customer, of_assignee, assigned, updated, with_body)
      ON CONFLICT (tenant, ticket_id) DO NOTHING RETURNING sequence INTO standing;
    ELSE
      UPDATE ${schema}.ticket t SET version = to_version, status = in_status, due_at = due,
        customer = of_customer, assignee = of_assignee, assigned_at = assigned, updated_at = updated,
        body = with_body
      WHERE t.tenant = of_tenant AND t.ticket_id = of_ticket AND t.version = expected
      RETURNING t.sequence INTO standing;
    END IF;
    IF FOUND THEN
      IF due IS NULL AND to_version > expected THEN
        DELETE FROM ${schema}.wake w WHERE w.tenant = of_tenant AND w.ticket_id = of_ticket;
      ELSE
        UPDATE ${schema}.wake w SET ${wokenAt("due", fenceOf("to_version"))}
        WHERE w.tenant = of_tenant AND w.ticket_id = of_ticket AND ${isToWake("due")};
        IF NOT FOUND AND due IS NOT NULL THEN
          INSERT INTO ${schema}.wake (tenant, ticket_id, sequence, due_at, wake_at, fence)
          VALUES (of_tenant, of_ticket, standing, due, due, ${fenceOf("to_version")})
          ON CONFLICT (tenant, ticket_id) DO NOTHING;
        END IF;
      END IF;
      FOREACH line IN ARRAY coalesce(string_to_array(events, row_end), '{}') LOOP
        told := string_to_array(line, cell_end);
        INSERT INTO ${schema}.event (tenant, ticket_id, number, id, type, at, body)
        VALUES (of_tenant, of_ticket, told[1]::bigint, told[2], told[3], told[4]::bigint, told[5]);
      END LOOP;
`
