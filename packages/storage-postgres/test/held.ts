// A ticket that somebody else has locked.
import pg from "pg"

/** Locks every ticket, on a connection of its own. */
export const lockTickets = async (url: string, schema = "upkeep") => {
  const client = new pg.Client(url)
  client.on("error", () => undefined)
  await client.connect()
  await client.query(`BEGIN; SELECT 1 FROM ${schema}.ticket FOR UPDATE`)
  return {
    /** Kills the backends that wait for it. */
    killWaiting: () =>
      client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'upkeep'",
      ),
    release: async () => {
      await client.query("COMMIT")
      await client.end()
    },
  }
}
