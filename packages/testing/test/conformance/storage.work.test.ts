// The suite of storage finds what is broken in work, feed, books, archive, and what is declared.
import type { StorageAdapter } from "@upkeep/core"
import type { Archive, Feed, WorkQueue } from "@upkeep/core/effect"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { brokenBy, type Change, memoryWith } from "./brokenStorage.ts"

type Broken = readonly [what: string, change: Change, rules: ReadonlyArray<string>]

const returning =
  (changed: (returned: WorkQueue.Returned) => WorkQueue.Returned): Change =>
  ({ queue }) => ({
    queue: {
      postponeTicket: (tenant, id, returned) => queue.postponeTicket(tenant, id, changed(returned)),
    },
  })

/** Letters are sent although they are paused; the pause is only told. */
const heedless: Change = ({ queue }) => {
  const told = new Map<string, WorkQueue.Sending>()
  return {
    queue: {
      setSending: (tenant, sending) => Effect.sync(() => void told.set(tenant, sending)),
      sending: (tenant) =>
        Effect.flatMap(queue.sending(tenant), (sending) =>
          Effect.sync(() => told.get(tenant) ?? sending),
        ),
    },
  }
}

const work: ReadonlyArray<Broken> = [
  [
    "P12 claims a parked ticket again",
    returning((returned) => ({
      ...returned,
      as: returned.as === "parked" ? "tried" : returned.as,
    })),
    [
      "parking.ticket",
      "parking.ticket.nextDue",
      "parking.ticket.pages",
      "parking.delivery.nextDue",
    ],
  ],
  [
    "P12 counts a ticket that came back untried as tried",
    returning((returned) => ({
      ...returned,
      as: returned.as === "untried" ? "tried" : returned.as,
    })),
    ["wakes.back.untried"],
  ],
  [
    "P12 releases at once, whenever it is to be",
    ({ queue }) => ({
      queue: { release: (tenant, released) => queue.release(tenant, released, 0) },
    }),
    ["parking.ticket", "parking.ticket.nextDue", "parking.delivery", "parking.delivery.nextDue"],
  ],
  [
    "P16 releases what another tenant has parked",
    ({ queue }) => ({
      queue: { release: (_, released, at) => queue.release("acme", released, at) },
    }),
    ["parking.ticket.pages", "parking.delivery.pages"],
  ],
  [
    "lists what is parked from the beginning, always",
    ({ queue }) => ({
      queue: { parked: (tenant, kind, { limit }) => queue.parked(tenant, kind, { limit }) },
    }),
    ["parking.ticket.pages", "parking.delivery.pages"],
  ],
  [
    "P17 lists as waiting only what was never tried",
    ({ queue }) => ({
      queue: {
        waiting: (tenant, page) =>
          Effect.map(queue.waiting(tenant, page), (all) =>
            all.filter(({ attempts }) => attempts === 0),
          ),
      },
    }),
    ["waiting.listed"],
  ],
  [
    "P17 sends although it is paused",
    heedless,
    [
      "pauses.claimed",
      "pauses.apart",
      "pauses.again",
      "pauses.reopened",
      "archives.order",
      "archives.restored",
      "archives.goesOn",
    ],
  ],
  [
    "P16 pauses the sending of all",
    ({ queue }) => ({
      queue: {
        setSending: (tenant, sending) =>
          Effect.andThen(queue.setSending("other", sending), queue.setSending(tenant, sending)),
      },
    }),
    ["pauses.apart", "archives.order"],
  ],
]

const reading =
  (changed: (read: Feed.FeedRead) => Feed.FeedRead): Change =>
  ({ feed }) => ({
    feed: { read: (tenant, page) => Effect.map(feed.read(tenant, page), changed) },
  })

const strange = Array.from({ length: 10 }, (_, index) => `feed.strange.${index + 1}`)

const followed: ReadonlyArray<Broken> = [
  [
    "gives events in the order of their tickets",
    reading(({ events, cursor }) => ({
      events: events.toSorted((a, b) => (a.ticketId < b.ticketId ? -1 : 1)),
      cursor,
    })),
    ["feed.order"],
  ],
  [
    "begins anew where it does not know a cursor",
    ({ feed }) => ({
      feed: {
        read: (tenant, page) =>
          Effect.catch(feed.read(tenant, page), () => feed.read(tenant, { ...page, after: null })),
      },
    }),
    strange,
  ],
  [
    "has no cursor where nothing is new",
    reading((read) => (read.events.length === 0 ? { ...read, cursor: null } : read)),
    ["feed.resumes", "feed.withoutEvents"],
  ],
  [
    "P16 gives the events of another tenant",
    ({ feed }) => ({ feed: { read: (_, page) => feed.read("acme", page) } }),
    ["feed.tenants"],
  ],
  [
    "gives as many events as somebody wants",
    ({ feed }) => ({
      feed: {
        read: Effect.fnUntraced(function* (tenant, page) {
          const first = yield* feed.read(tenant, page)
          if (page.limit <= first.events.length || first.cursor === null) return first
          const { events, cursor } = yield* feed.read(tenant, { ...page, after: first.cursor })
          return { events: [...first.events, ...events], cursor }
        }),
      },
    }),
    ["feed.limit"],
  ],
  [
    "lists a tenant who only has published something as nobody",
    ({ feed, tickets }) => ({
      feed: {
        tenants: Effect.fnUntraced(function* (page) {
          const all = yield* feed.tenants(page)
          const commands = yield* Effect.all(all.map((each) => tickets.command(each, "t1.c1")))
          return all.filter((_, place) => commands[place] !== undefined)
        }),
      },
    }),
    ["feed.listed"],
  ],
  [
    "lists versions by when they were published last",
    ({ registry }) => ({
      registry: {
        list: Effect.fnUntraced(function* (tenant, kind, page) {
          const all = yield* registry.list(tenant, kind, page)
          const last = yield* registry.latest(tenant, kind)
          const isLast = (entry: (typeof all)[number]) => entry.version === last?.version
          return [...all.filter((each) => !isLast(each)), ...all.filter(isLast)]
        }),
      },
    }),
    ["books.listed"],
  ],
]

const rowsOf =
  (changed: (archive: Archive.ArchiveService) => Archive.ArchiveService["rows"]): Change =>
  ({ archive }) => ({ archive: { rows: changed(archive) } })

const archived: ReadonlyArray<Broken> = [
  [
    "reads an archive bit by bit, and sees what was written meanwhile",
    rowsOf(({ rows }) => (tenants) => ({
      async *[Symbol.asyncIterator]() {
        for (let place = 0; ; place += 1) {
          const row = await nth(rows(tenants), place)
          if (row === undefined) return
          yield row
        }
      },
    })),
    ["archives.instant"],
  ],
  [
    "P16 puts everybody into every archive",
    rowsOf(
      ({ rows }) =>
        () =>
          rows("all"),
    ),
    ["archives.served"],
  ],
  [
    "leaves commands out of an archive",
    rowsOf(({ rows }) => (tenants) => ({
      async *[Symbol.asyncIterator]() {
        for await (const row of rows(tenants)) if (row.kind !== "command") yield row
      },
    })),
    ["archives.order", "archives.restored"],
  ],
  [
    "P5 restores row by row, until one fails",
    ({ archive }) => ({
      archive: {
        restore: (rows) => Effect.forEach(rows, (row) => archive.restore([row]), { discard: true }),
      },
    }),
    ["archives.standing"],
  ],
  [
    "passes over rows that stand already",
    ({ archive }) => ({
      archive: {
        restore: (rows) => Effect.catch(archive.restore(rows), () => Effect.void),
      },
    }),
    ["archives.standing"],
  ],
  [
    "P6 restores letters as sent",
    ({ archive }) => ({
      archive: { restore: (rows) => archive.restore(rows.map(sent)) },
    }),
    ["archives.restored", "archives.goesOn"],
  ],
]

const nth = async <A>(rows: AsyncIterable<A>, place: number): Promise<A | undefined> => {
  let left = place
  for await (const row of rows) {
    if (left === 0) return row
    left -= 1
  }
  return undefined
}

const sent = (row: Archive.ArchiveRow): Archive.ArchiveRow =>
  row.kind === "delivery" && row.delivery.status === "pending"
    ? { ...row, delivery: { ...row.delivery, status: "delivered" } }
    : row

type Declares = readonly [
  what: string,
  capabilities: Partial<StorageAdapter["capabilities"]>,
  change: Change,
  rules: ReadonlyArray<string>,
]

const unchanged: Change = () => ({})

let opened = 0

const declares: ReadonlyArray<Declares> = [
  ["searches and says that it cannot", { search: false }, unchanged, ["declared.unsupported"]],
  ["archives and says that it cannot", { archive: false }, unchanged, ["declared.unsupported"]],
  [
    "P9 says that it has a clock and has none",
    { clock: true },
    unchanged,
    ["declared.unsupported", "clock.goes", "clock.one"],
  ],
  [
    "P9 tells each of two another time",
    { clock: true },
    () => {
      opened += 1
      const apart = opened * 60_000
      return { queue: { now: Effect.sync(() => Date.now() + apart) } }
    },
    ["clock.one"],
  ],
  ["says that it signals and is silent", { signals: true }, unchanged, ["signals.heard"]],
]

/** Events of one ticket are seen late: what came after them was given before. */
const late: Change = ({ feed }) => {
  const seen = new Map<string, number>()
  return {
    feed: {
      read: (tenant, page) =>
        Effect.map(feed.read(tenant, page), ({ events, cursor }) => ({
          events: events.filter(({ id, ticketId }) => {
            seen.set(id, (seen.get(id) ?? 0) + 1)
            return ticketId !== "a" || seen.get(id) !== 1
          }),
          cursor,
        })),
    },
  }
}

/** Commands are looked up a moment after tickets. */
const torn: Change = ({ tickets }) => ({
  tickets: {
    look: Effect.fnUntraced(function* (tenant, look) {
      const first = yield* tickets.look(tenant, { ...look, commands: [] })
      yield* Effect.sleep(1)
      const second = yield* tickets.look(tenant, { ...look, tickets: [] })
      return { tickets: first.tickets, commands: second.commands }
    }),
  },
})

describe("a store that", () => {
  it.each([...work, ...followed, ...archived])("%s is found", async (_, change, rules) => {
    expect(await brokenBy(() => memoryWith(change))).toEqual(rules)
  })

  it.each(declares)("%s is found", async (_, capabilities, change, rules) => {
    expect(await brokenBy(() => memoryWith(change, capabilities), {})).toEqual(rules)
  })

  it("P5 looks at commands a moment after tickets is found", async () => {
    expect(await brokenBy(() => memoryWith(torn), {})).toEqual(["looks.instant"])
  })

  it("gives a number before what comes before it can be seen is found", async () => {
    expect(await brokenBy(() => memoryWith(late), {})).toEqual(["feed.concurrent"])
  })
})
