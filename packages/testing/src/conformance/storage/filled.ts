// A store with something of everything in it, and all that can be asked of it.
import { Effect } from "effect"
import { awaited } from "./feeding.ts"
import { claim } from "./sending.ts"
import { acme, commitOf, messageOf, type Stores } from "./stores.ts"

const entryOf = (id: string) => ({ kind: "process", id, version: "1", hash: `h${id}`, body: "{}" })

/** The bytes of its file. */
export const file = [new TextEncoder().encode("kept")]

const contentOf = (key: string) => ({
  key,
  salt: "s",
  body: JSON.stringify({ text: `said ${key}` }),
})

/** Something of every kind; later commits touch earlier tickets, and letters stand in every way. */
export const fill = Effect.fnUntraced(function* (stores: Stores, tenant: string) {
  const { tickets, registry, inbound, queue, files } = stores
  for (const id of ["b", "a", "b"]) yield* registry.publish(tenant, entryOf(id))
  yield* tickets.takeSerials(tenant, 7)
  const letters = ["d1", "d2", "d3"]
  const row = { dueAt: 500, customer: "k", assignee: "ada", assignedAt: 90 }
  yield* tickets.commit(tenant, [commitOf({ ticketId: "t2", at: 100, row, deliveries: letters })])
  yield* tickets.commit(tenant, [
    commitOf({
      ticketId: "t1",
      at: 100,
      eventIds: ["z", "y"],
      contents: ["q", "p"].map(contentOf),
    }),
  ])
  const [first, second] = yield* claim(stores, 100, { tenants: [tenant] })
  const settlements = [
    {
      deliveryId: "d1",
      fence: first?.fence ?? 0,
      status: "delivered" as const,
      reason: "it was taken",
    },
    { deliveryId: "d2", fence: second?.fence ?? 0, status: "parked" as const, reason: "said no" },
  ]
  const next = { ticketId: "t2", expectedVersion: 1, contents: [contentOf("a")], row }
  yield* tickets.commit(tenant, [commitOf({ ...next, settlements })])
  yield* tickets.commit(tenant, [
    commitOf({ ticketId: "t1", expectedVersion: 2, forgotten: ["q"] }),
  ])
  yield* inbound.record(tenant, messageOf("m2"))
  yield* inbound.record(tenant, messageOf("m1", { messageIdHash: "i", ticketId: null }))
  yield* inbound.markRead(tenant, { intake: "imap", readUntil: 7 })
  yield* queue.setSending(tenant, { pausedAt: 9, reason: "look first" })
  return yield* files.put(tenant, file, 100)
})

/** How many events all of its commits have. */
const eventsOfAll = 5

/** What a desk, and those who follow it, see of the tests' tenant. */
export const seen = Effect.fnUntraced(function* (stores: Stores) {
  const tenant = acme
  const { tickets, query, queue, registry, inbound } = stores
  const page = { limit: 99 }
  const hits = yield* query.search(tenant, { words: ["said"], ...page })
  return {
    list: yield* query.list(tenant, page),
    due: yield* query.list(tenant, { sort: "due", ...page }),
    byNumber: yield* query.byNumber(tenant, "T-t1"),
    assigned: yield* query.assignments(tenant, ["ada"]),
    counts: new Set((yield* query.counts(tenant, "assignee")).map(({ value }) => value)),
    journals: yield* Effect.all(["t1", "t2"].map((id) => query.journal(tenant, id))),
    contents: yield* Effect.all(["t1", "t2"].map((id) => query.contents(tenant, id))),
    found: hits.map(({ ticketId, key }) => [ticketId, key]),
    deliveries: yield* query.deliveries(tenant, "t2"),
    parked: yield* queue.parked(tenant, "delivery", page),
    waiting: yield* queue.waiting(tenant, page),
    sending: yield* queue.sending(tenant),
    events: (yield* awaited(stores, eventsOfAll)).events,
    command: yield* tickets.command(tenant, "t1.c2"),
    latest: yield* registry.latest(tenant, "process"),
    message: yield* inbound.byMessageId(tenant, "i"),
    watermarks: yield* inbound.watermarks(tenant),
  }
})
