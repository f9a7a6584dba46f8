// The suite of storage finds what is broken: each of these stores by the rules that it breaks, and
// by no other.
import { memory } from "@upkeep/core"
import type { Inbound, TicketStore } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { runSuite } from "../../src/conformance/run.ts"
import { storageSuite } from "../../src/conformance/storage.ts"
import { brokenBy, type Change, listsOf, memoryWith } from "./brokenStorage.ts"

type Commit = TicketStore.Commit

const renumbered = (commit: Commit, version: number): Commit => ({
  ...commit,
  expectedVersion: version,
  row: { ...commit.row, version: version + commit.events.length },
  events: commit.events.map((event, index) => ({ ...event, number: version + index + 1 })),
})

type Broken = readonly [what: string, change: Change, rules: ReadonlyArray<string>]

const broken: ReadonlyArray<Broken> = [
  [
    "P2 takes a command id again and again",
    ({ tickets }) => {
      const seen = new Set<string>()
      const anew = (commit: Commit): Commit => {
        const { id } = commit.command
        const again = seen.has(id) ? `${id} again ${seen.size}` : id
        seen.add(again)
        return { ...commit, command: { ...commit.command, id: again } }
      }
      return {
        tickets: { commit: (tenant, commits) => tickets.commit(tenant, commits.map(anew)) },
      }
    },
    [
      "commits.once",
      "commits.onceInBatch",
      "commits.checkOrder",
      "batches.middle",
      "forgotten.refused",
      "texts.tenants",
    ],
  ],
  [
    "P3 looks at no version",
    ({ tickets }) => {
      return {
        tickets: {
          commit: (tenant, commits) =>
            Effect.flatMap(
              Effect.all(commits.map(({ ticketId }) => tickets.load(tenant, ticketId))),
              (rows) =>
                tickets.commit(
                  tenant,
                  commits.map((commit, index) => renumbered(commit, rows[index]?.version ?? 0)),
                ),
            ),
        },
      }
    },
    [
      "commits.version",
      "commits.versionZero",
      "commits.alone",
      "commits.damaged.event",
      "commits.checkOrder",
      "batches.middle",
      "batches.refusedTakesNothing",
      "forgotten.refused",
      "feed.batch",
    ],
  ],
  [
    "P5 stores nothing of a batch of which one is refused",
    ({ tickets }) => ({
      tickets: {
        commit: (tenant, commits) =>
          Effect.gen(function* () {
            const rows = yield* Effect.all(
              commits.map(({ ticketId }) => tickets.load(tenant, ticketId)),
            )
            const isStale = commits.some(
              ({ expectedVersion }, index) => expectedVersion !== (rows[index]?.version ?? 0),
            )
            if (!isStale || commits.length === 1) return yield* tickets.commit(tenant, commits)
            const first = commits.slice(0, 1).map((commit) => ({ ...commit, expectedVersion: 99 }))
            const [refusal = Result.succeed(undefined)] = yield* tickets.commit(tenant, first)
            return commits.map(() => refusal)
          }),
      },
    }),
    ["commits.alone", "batches.middle", "batches.refusedTakesNothing", "feed.batch"],
  ],
  [
    "P10 settles under any fence",
    ({ tickets, queue }) => {
      const fences = new Map<string, number>()
      const mended = (commit: Commit): Commit => ({
        ...commit,
        settlements: commit.settlements.map((each) => ({
          ...each,
          fence: fences.get(each.deliveryId) ?? each.fence,
        })),
      })
      return {
        tickets: { commit: (tenant, commits) => tickets.commit(tenant, commits.map(mended)) },
        queue: {
          claimDeliveries: (claim) =>
            Effect.tap(queue.claimDeliveries(claim), (found) =>
              Effect.sync(() => found.forEach(({ id, fence }) => fences.set(id, fence))),
            ),
        },
      }
    },
    ["deliveries.fence"],
  ],
  [
    "P10 gives what somebody holds to the next one too",
    ({ queue }) => ({
      queue: { claimTickets: (claim) => queue.claimTickets({ ...claim, leaseMillis: 0 }) },
    }),
    [
      "wakes.dueOrder",
      "wakes.lease",
      "wakes.nextDue",
      "wakes.back.tried",
      "wakes.back.untried",
      "parking.committed",
    ],
  ],
  [
    "P7 wakes a ticket a moment too early",
    ({ queue }) => ({
      queue: { claimTickets: (claim) => queue.claimTickets({ ...claim, now: claim.now + 1 }) },
    }),
    [
      "wakes.dueOrder",
      "wakes.postponed",
      "wakes.nextDue",
      "parking.ticket",
      "wakes.back.tried",
      "wakes.back.untried",
    ],
  ],
  [
    "P16 finds a ticket of another tenant",
    ({ tickets }) => ({
      tickets: {
        load: (tenant, ticketId) =>
          Effect.flatMap(tickets.load(tenant, ticketId), (row) =>
            row === undefined ? tickets.load("acme", ticketId) : Effect.succeed(row),
          ),
      },
    }),
    ["commits.tenants"],
  ],
  [
    "P4 forgets the last event of a long journal",
    ({ query }) => ({
      query: {
        journal: (tenant, ticketId) =>
          Effect.map(query.journal(tenant, ticketId), (rows) => rows.slice(0, 2)),
      },
    }),
    ["queries.journal", "archives.goesOn"],
  ],
  [
    "forgets a content",
    ({ query }) => ({
      query: {
        contents: (tenant, ticketId) =>
          Effect.map(query.contents(tenant, ticketId), (rows) => rows.slice(0, 1)),
      },
    }),
    ["forgotten.apart", "forgotten.refused", "queries.contents"],
  ],
  [
    "lists the oldest first, whatever is asked",
    ({ query }) => ({
      query: {
        list: (tenant, filter) => query.list(tenant, { ...filter, order: "oldestFirst" }),
      },
    }),
    [
      "queries.list.newest",
      "queries.list.behind",
      "queries.list.newestOf",
      "queries.pages.all",
      "queries.pages.customer",
      "queries.pages.assignee",
      "queries.pages.statusPrefix",
      "queries.pages.statusPrefix-customer",
      "queries.pages.statusPrefix-assignee",
      ...listsOf("registered", "updated", "due"),
    ],
  ],
  [
    "M-05 counts closed tickets as a burden",
    ({ query }) => ({
      query: {
        assignments: (tenant, assignees) =>
          Effect.flatMap(query.assignments(tenant, assignees), (answers) =>
            Effect.all(
              answers.map((answer) =>
                Effect.map(
                  query.list(tenant, { limit: 1_000, assignee: answer.assignee }),
                  ({ length }) => ({ ...answer, open: length }),
                ),
              ),
            ),
          ),
      },
    }),
    ["assignments.counted", "assignments.statuses", "assignments.followed.end"],
  ],
  [
    "gives letters in the order of their ids",
    ({ queue }) => ({
      queue: {
        claimDeliveries: (claim) =>
          Effect.map(queue.claimDeliveries(claim), (found) =>
            found.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          ),
      },
    }),
    ["deliveries.claimed", "deliveries.channels", "letters.limit", "letters.apart"],
  ],
  [
    "P12 takes a parked letter for one to be tried again",
    ({ queue }) => ({
      queue: {
        returnDelivery: (tenant, id, returned) =>
          queue.returnDelivery(tenant, id, {
            ...returned,
            as: returned.as === "parked" ? "tried" : returned.as,
          }),
      },
    }),
    [
      "returns.back.parked",
      "parking.delivery",
      "parking.delivery.nextDue",
      "parking.delivery.pages",
      "waiting.listed",
      "letters.parked",
      "letters.outOfTurn",
    ],
  ],
  [
    "PR19 lets a version be published again with other content",
    ({ registry }) => ({
      registry: {
        publish: (tenant, entry) =>
          Effect.catchTag(registry.publish(tenant, entry), "VersionExists", () => Effect.void),
      },
    }),
    ["books.once", "books.refusedNotLatest"],
  ],
  [
    "P7 lets a watermark go back",
    ({ inbound }) => ({
      inbound: {
        markRead: (tenant, mark) =>
          Effect.andThen(inbound.retire(tenant, mark.intake), inbound.markRead(tenant, mark)),
      },
    }),
    ["books.watermark"],
  ],
  [
    "P15 takes the last outcome of a message for the one that counts",
    ({ inbound }) => {
      const last = new Map<string, Inbound.InboundRow>()
      return {
        inbound: {
          record: (tenant, row) => {
            last.set(row.sha256, row)
            return Effect.as(inbound.record(tenant, row), row)
          },
          find: (tenant, sha256) =>
            Effect.map(inbound.find(tenant, sha256), (row) => row && (last.get(sha256) ?? row)),
        },
      }
    },
    ["books.outcomeOnce"],
  ],
  [
    "P6 counts an attempt that was none",
    ({ queue }) => ({
      queue: {
        returnDelivery: (tenant, id, returned) =>
          queue.returnDelivery(tenant, id, {
            ...returned,
            as: returned.as === "untried" ? "tried" : returned.as,
          }),
      },
    }),
    ["returns.back.untried"],
  ],
  [
    "P16 gives subjects of another tenant",
    ({ query }) => ({ query: { subjects: (_, keys) => query.subjects("acme", keys) } }),
    ["queries.subjectTenants", "texts.tenants"],
  ],
  [
    "gives a serial number twice",
    ({ tickets }) => ({
      tickets: {
        takeSerials: (tenant, count) => tickets.takeSerials(tenant, count > 5 ? 5 : count),
      },
    }),
    ["commits.serials", "archives.order", "archives.goesOn"],
  ],
]

/** Each adapter at a place is another store. */
const forgetful = () => ({ open: () => memory() })

/** What somebody holds another one gets too. */
const unheld = () => {
  const store = memoryWith(({ queue }) => ({
    queue: {
      claimDeliveries: (claim) => queue.claimDeliveries({ ...claim, leaseMillis: 0 }),
    },
  }))
  return { open: () => store }
}

describe("a store that", () => {
  it.each(broken)("%s is found", async (_, change, rules) => {
    expect(await brokenBy(() => memoryWith(change))).toEqual(rules)
  })

  it("P1 declares that it keeps, and forgets, is found", async () => {
    const capabilities = { persistent: true, shared: true }
    const { rules } = await runSuite(storageSuite, {
      name: "memory",
      make: forgetful,
      capabilities,
    })
    const failed = rules.filter(({ outcome }) => outcome === "failed").map(({ id }) => id)
    expect(failed).toEqual([
      "storage.feed.concurrent",
      "storage.kept.reopened",
      "storage.kept.fence",
      "storage.shared.seen",
      "storage.shared.numbers",
    ])
  })

  it("P10 P5 declares that it is shared, and lets two of them hold one letter, is found", async () => {
    const subject = { name: "memory", make: unheld, capabilities: { shared: true } }
    const { rules } = await runSuite(storageSuite, subject, { only: ["storage.shared"] })
    expect(rules.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["storage.shared.seen", "passed"],
      ["storage.shared.race", "failed"],
      ["storage.shared.numbers", "passed"],
    ])
  })
})
