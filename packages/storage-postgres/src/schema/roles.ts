// Roles that use the tables and do not own them. From the first of them on the database itself
// holds tenants apart: whoever is not admitted sees no row, and the owner sees all.

/** The functions that admit a role, for the owner to call. */
export const roles = (schema: string): string => `
-- A role for desks of every tenant.
CREATE FUNCTION ${schema}.admit_desk(role_name name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ${schema}.admit(role_name, 'true');
END $$;

-- A role that sees the rows of one tenant and no other: the one that its session names as upkeep.tenant.
CREATE FUNCTION ${schema}.admit_tenant(role_name name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ${schema}.admit(role_name, 'tenant = current_setting(''upkeep.tenant'', true)');
END $$;

-- Again after a migration that made a table.
CREATE FUNCTION ${schema}.admit(role_name name, shown text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  each record;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA ${nameIn(schema)} TO %I', role_name);
  EXECUTE format('GRANT SELECT ON ${nameIn(schema)}.upkeep_schema TO %I', role_name);
  FOR each IN
    SELECT c.oid::regclass AS name, 'upkeep ' || role_name AS policy FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant'
    WHERE c.relnamespace = to_regnamespace(${textOf(schema)}) AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', each.name, role_name);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', each.name);
    EXECUTE format('DROP POLICY IF EXISTS %I ON %s', each.policy, each.name);
    EXECUTE format('CREATE POLICY %I ON %s TO %I USING (%s) WITH CHECK (%s)',
      each.policy, each.name, role_name, shown, shown);
  END LOOP;
END $$;
`

const textOf = (value: string): string => `'${value.replaceAll("'", "''")}'`

// Inside a pattern of `format`, inside quotes.
const nameIn = (schema: string): string => schema.replaceAll("'", "''").replaceAll("%", "%%")

/** What the owner runs for roles of other people, as the end of a script. */
export const rolesByHand = (schema: string): string => `
-- For a role that uses the tables and does not own them, run one of these as their owner.
-- Desks of every tenant:
--   SELECT ${schema}.admit_desk('a_role');
-- One tenant and no other, by row-level security:
--   SELECT ${schema}.admit_tenant('another_role'); ALTER ROLE another_role SET upkeep.tenant = 'acme';
`
