// Everything that a store has in the end, read through its own ports.
import type { Desk } from "@upkeep/core"
import { Feed, TicketQuery, TicketStore } from "@upkeep/core/effect"
import { Effect } from "effect"
import { recordedOf } from "../../packages/core/src/desk/row.ts"
import type { Evidence, EventName, StoredTicket } from "./Evidence.ts"

const pageLimit = 1_000

/** What of the evidence lies in the store. */
export type Stored = Pick<Evidence, "tickets" | "commands" | "feed" | "damages">

/** Reads it; `commandIds` are those whose results should be there. */
export const read = async (desk: Desk, commandIds: ReadonlyArray<string>): Promise<Stored> => {
  const read = await desk.run(
    Effect.all({
      tickets: ticketsOf(desk.tenant),
      commands: commandsOf(desk.tenant, commandIds),
      feed: feedOf(desk.tenant),
    }),
  )
  const { damages } = await desk.verify()
  return { ...read, damages: damages.map(({ message }) => message) }
}

const ticketsOf = Effect.fnUntraced(function* (tenant: string) {
  const query = yield* TicketQuery.TicketQuery
  const stored: Array<StoredTicket> = []
  for (let page = pageLimit; page === pageLimit;) {
    const after = stored.at(-1)?.row.ticketId
    const from = after === undefined ? {} : { after }
    const rows = yield* query.list(tenant, { ...from, limit: pageLimit })
    const tickets = yield* Effect.forEach(
      rows,
      (row) =>
        Effect.all({
          row: Effect.succeed(row),
          journal: Effect.flatMap(query.journal(tenant, row.ticketId), Effect.forEach(recordedOf)),
          deliveries: query.deliveries(tenant, row.ticketId),
        }),
      { concurrency: readersAtMost },
    )
    stored.push(...tickets)
    page = rows.length
  }
  return stored
})

const readersAtMost = 8

const commandsOf = Effect.fnUntraced(function* (tenant: string, ids: ReadonlyArray<string>) {
  const store = yield* TicketStore.TicketStore
  const kept = new Map<string, TicketStore.CommandRow>()
  for (let start = 0; start < ids.length; start += pageLimit) {
    const commands = ids.slice(start, start + pageLimit)
    const looked = yield* store.look(tenant, { tickets: [], commands })
    for (const row of looked.commands) if (row !== undefined) kept.set(row.id, row)
  }
  return kept
})

const feedOf = Effect.fnUntraced(function* (tenant: string) {
  const feed = yield* Feed.Feed
  const read: Array<EventName> = []
  let after: string | null = null
  for (;;) {
    const page: Feed.FeedRead = yield* feed.read(tenant, { after, limit: pageLimit })
    read.push(...page.events.map(({ ticketId, number }) => ({ ticketId, number })))
    if (page.events.length === 0) return read
    after = page.cursor
  }
})
