// Whether a tenant's notifications are sent, and of whom a claim gives any.
import type { WorkQueue } from "@upkeep/core/effect"
import type { Connection, Statements } from "./connection.ts"
import { integer, type Row, text } from "./row.ts"

/** The part of the port `WorkQueue` that pauses sending. */
export const sending = ({
  prepare,
  read,
  write,
}: Connection): Pick<WorkQueue.WorkQueueService, "sending" | "setSending"> => {
  const select = prepare("SELECT paused_at, reason FROM upkeep_sending WHERE tenant = ?")
  const resume = prepare("DELETE FROM upkeep_sending WHERE tenant = ?")
  // One that is paused stays paused since then, and for that reason.
  const pause = prepare(
    "INSERT INTO upkeep_sending (tenant, paused_at, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  )
  return {
    sending: (tenant) => read(() => sendingOf(select.get(tenant))),
    setSending: (tenant, { pausedAt, reason }) =>
      write(() => {
        if (pausedAt === null) resume.run(tenant)
        else pause.run(tenant, pausedAt, reason)
      }),
  }
}

const sendingOf = (row: Row | undefined): WorkQueue.Sending =>
  row === undefined
    ? { pausedAt: null, reason: "" }
    : { pausedAt: integer(row, "paused_at"), reason: text(row, "reason") }

/**
 * Prepares the question whose letters may be sent, of those who are served: as long as nobody is
 * paused, all may; else those of whom anything waits are found one by one.
 */
export const sendersBy = ({ prepare }: Statements) => {
  const paused = prepare("SELECT tenant FROM upkeep_sending")
  const next = prepare(
    "SELECT tenant FROM upkeep_delivery INDEXED BY upkeep_delivery_tenant_wake " +
      "WHERE status = 'pending' AND is_first = 1 AND tenant > ? ORDER BY tenant LIMIT 1",
  )
  const waiting = (): ReadonlyArray<string> => {
    const found: Array<string> = []
    for (let row = next.get(""); row !== undefined; row = next.get(found.at(-1) ?? ""))
      found.push(text(row, "tenant"))
    return found
  }
  return (served: WorkQueue.Served): WorkQueue.Served => {
    const silent = new Set(paused.all().map((row) => text(row, "tenant")))
    if (served === "all" && silent.size === 0) return served
    const asked = served === "all" ? waiting() : [...new Set(served)]
    return asked.filter((tenant) => !silent.has(tenant))
  }
}
