// A page of tickets by statements that the caller made (see list.ts), each planned for its values:
// a plan for any values would gather all tickets of the largest customer to sort them.
import { planned } from "./planned.ts"

/**
 * The function `list_tickets`. `few` gathers; where it gathers no more than `at_most`, those are
 * sorted, by `sorted`, and else `page` walks in the order that is asked for. The statements know
 * the values as `$1` … `$8`.
 */
export const list = (schema: string): string => `
CREATE FUNCTION ${schema}.list_tickets(
  few text, sorted text, page text, at_most bigint, -- the first two are null where only the last will do
  of_tenant text, status_from text, status_to text, of_assignee text, of_customer text,
  after_at bigint, after_id text, at_once bigint
) RETURNS SETOF ${schema}.ticket LANGUAGE plpgsql STABLE ${planned} AS $$
DECLARE
  found bigint;
BEGIN
  IF few IS NOT NULL THEN
    EXECUTE format('SELECT count(*) FROM (%s LIMIT %s) AS gathered', few, at_most + 1) INTO found
      USING of_tenant, status_from, status_to, of_assignee, of_customer, after_at, after_id, at_once;
    IF found <= at_most THEN
      page := sorted;
    END IF;
  END IF;
  RETURN QUERY EXECUTE page
    USING of_tenant, status_from, status_to, of_assignee, of_customer, after_at, after_id, at_once;
END $$;
`
