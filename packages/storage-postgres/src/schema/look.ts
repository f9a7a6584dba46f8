// Tickets and commands by their ids, at one instant and in one call.
import { planned } from "./planned.ts"

/** The function `look`. */
export const look = (schema: string): string => `
CREATE FUNCTION ${schema}.look(of_tenant text, tickets json, commands json) RETURNS TABLE (
  is_ticket boolean, ticket_id text, number text, version bigint, status text, due_at bigint, customer text,
  assignee text, assigned_at bigint, updated_at bigint, body text
) LANGUAGE plpgsql STABLE ${planned} AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT true, t.* FROM json_array_elements_text(tickets) AS asked (id) CROSS JOIN LATERAL (
      SELECT t.ticket_id, t.number, t.version, t.status, t.due_at, t.customer, t.assignee, t.assigned_at,
        t.updated_at, t.body
      FROM ${schema}.ticket t WHERE t.tenant = of_tenant AND t.ticket_id = asked.id OFFSET 0
    ) t
    UNION ALL
    SELECT false, asked.id, c.hash, NULL, NULL, NULL, NULL, NULL, NULL, NULL, c.result
    FROM json_array_elements_text(commands) AS asked (id) CROSS JOIN LATERAL (
      SELECT c.hash, c.result FROM ${schema}.command c WHERE c.tenant = of_tenant AND c.id = asked.id OFFSET 0
    ) c;
END $$;
`
