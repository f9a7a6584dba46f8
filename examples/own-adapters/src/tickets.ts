// Tickets: each commit is judged on what the commits before it left, then written.
import {
  CommandRepeated,
  type Commit,
  type CommitRefused,
  LeaseLost,
  StoreError,
  type TicketFunctions,
  VersionConflict,
} from "@upkeep/core"
import type { Ledger, Write } from "./ledger.ts"
import { below, type Delivery, keyOf, type Tables } from "./tables.ts"

/** The port of tickets on a ledger. */
export const ticketFunctions = ({ read, change }: Ledger): TicketFunctions => ({
  load: (tenant, ticketId) => read(({ tickets }) => tickets.get(keyOf(tenant, ticketId))?.row),
  commit: (tenant, commits) =>
    change((tables, write) =>
      commits.map((commit) => {
        const refused = refusalOf(tables, tenant, commit)
        if (refused === undefined) store(tables, write, { tenant, commit })
        return refused ?? "stored"
      }),
    ),
  command: (tenant, id) => read(({ commands }) => commands.get(keyOf(tenant, id))?.row),
  takeSerials: (tenant, count) =>
    change(({ serials }, write) => {
      const first = serials.get(keyOf(tenant)) ?? 1
      write(serials, keyOf(tenant), first + count)
      return first
    }),
  forgetCommands: (before) =>
    change(({ commands }, write) => {
      const old = [...commands].filter(([, { at }]) => at < before)
      for (const [key] of old) write(commands, key, undefined)
      return old.length
    }),
})

const refusalOf = (tables: Tables, tenant: string, commit: Commit): CommitRefused | undefined => {
  const { ticketId, expectedVersion: expected, command, settlements } = commit
  const first = tables.commands.get(keyOf(tenant, command.id))
  if (first !== undefined) return new CommandRepeated({ command: first.row })
  const version = tables.tickets.get(keyOf(tenant, ticketId))?.row.version ?? 0
  if (version !== expected) return new VersionConflict({ ticketId, expected, version })
  const lost = settlements.find(
    ({ deliveryId, fence }) => !isHeld(tables.deliveries.get(keyOf(tenant, deliveryId)), fence),
  )
  return lost && new LeaseLost({ deliveryId: lost.deliveryId })
}

const isHeld = (delivery: Delivery | undefined, fence: number): boolean =>
  delivery?.status === "pending" && delivery.fence === fence

interface Accepted {
  readonly tenant: string
  readonly commit: Commit
}

const store = (tables: Tables, write: Write, { tenant, commit }: Accepted): void => {
  const { ticketId, row, at, command } = commit
  const key = keyOf(tenant, ticketId)
  const before = tables.tickets.get(key)
  if (before === undefined) insert(write, tables.numbers, keyOf(tenant, row.number), ticketId)
  const number = before?.row.number ?? row.number
  const fence = (before?.fence ?? 0) + 1
  const anew = { wakeAt: row.dueAt, fence, attempts: 0, parked: null }
  write(tables.tickets, key, { tenant, row: { ...row, number }, ...anew })
  for (const event of commit.events)
    insert(write, tables.events, keyOf(tenant, ticketId, event.number), event)
  for (const content of commit.contents)
    insert(write, tables.contents, keyOf(tenant, ticketId, content.key), content)
  for (const forgotten of commit.forgotten)
    write(tables.contents, keyOf(tenant, ticketId, forgotten), undefined)
  // What a mail server answered may name whoever it was about.
  if (commit.forgotten.length > 0)
    for (const delivery of below(tables.deliveries, tenant))
      if (delivery.ticketId === ticketId)
        write(tables.deliveries, keyOf(tenant, delivery.row.id), { ...delivery, reason: "" })
  for (const letter of commit.deliveries)
    insert(write, tables.deliveries, keyOf(tenant, letter.id), {
      tenant,
      ticketId,
      row: letter,
      status: "pending",
      attempts: 0,
      wakeAt: at,
      reason: "",
      fence: 0,
    })
  settle(tables, write, { tenant, commit })
  write(tables.commands, keyOf(tenant, command.id), { row: command, at })
}

// What stands is never written over: the desk would have to know of it. The batch is undone whole.
const insert = <A>(write: Write, table: Map<string, A>, key: string, row: A): void => {
  if (table.has(key)) {
    const detail = `the key ${key} stands already; nothing of the batch was stored: look at its row`
    throw new StoreError({ reason: "damaged", detail })
  }
  write(table, key, row)
}

const settle = ({ deliveries }: Tables, write: Write, { tenant, commit }: Accepted): void => {
  for (const { deliveryId, status, reason } of commit.settlements) {
    const key = keyOf(tenant, deliveryId)
    const delivery = deliveries.get(key)
    if (delivery === undefined) continue
    write(deliveries, key, { ...delivery, status, reason, attempts: delivery.attempts + 1 })
  }
}
