// A row that was changed by hand is damaged alone: what stands beside it goes on (P12, I20).
import { DatabaseSync } from "node:sqlite"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { acme, commitOf, on, type Stores } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"
import { execute, newFile } from "./place.ts"

const beyond = "9007199254740993"

const ids = ["t1", "t2", "t3"]

/** Three tickets that are due, each with a letter to send; of the second a column is changed. */
const damaged = async (...changes: ReadonlyArray<string>): Promise<string> => {
  const file = newFile()
  await on(sqlite({ file }), ({ tickets }) =>
    tickets.commit(
      acme,
      ids.map((ticketId, index) =>
        commitOf({
          ticketId,
          row: { dueAt: 100 + index, assignee: "ada" },
          deliveries: [`${ticketId}.d`],
        }),
      ),
    ),
  )
  execute(file, changes.join(";"))
  return file
}

const ofTicket = (change: string) => `UPDATE upkeep_ticket SET ${change} WHERE ticket_id = 't2'`

const claim = { tenants: "all", now: 5_000, limit: 10, leaseMillis: 60_000 } as const

const dueIds = ({ queue }: Stores) =>
  Effect.map(queue.claimTickets(claim), (due) => due.map(({ ticketId }) => ticketId))

describe("a ticket's row that cannot be read", () => {
  it.each(["version", "assigned_at", "updated_at"])(
    "%s: is damaged where it is asked for, and passed over in lists",
    async (column) => {
      const file = await damaged(ofTicket(`${column} = ${beyond}`))
      await on(sqlite({ file }), ({ tickets, query }) =>
        Effect.gen(function* () {
          for (const asked of [tickets.load(acme, "t2"), query.byNumber(acme, "T-t2")])
            expect(yield* Effect.flip(asked)).toMatchObject({ reason: "damaged" })
          const filters = [{}, { statusPrefix: "open" }, { assignee: "ada" }]
          for (const sort of ["registered", "updated", "due"] as const)
            for (const filter of filters)
              expect(
                (yield* query.list(acme, { ...filter, sort, limit: 9 })).map((row) => row.ticketId),
              ).toEqual(["t1", "t3"])
          expect(yield* query.journal(acme, "t2")).toHaveLength(1)
        }),
      )
    },
  )

  it.each(["due_at", "attempts", "wake_at = -1, fence"])(
    "P12 %s: is parked by the claim that meets it, and the others are given",
    async (column) => {
      const file = await damaged(ofTicket(`${column} = ${beyond}`))
      await on(sqlite({ file }), (stores) =>
        Effect.gen(function* () {
          expect(yield* dueIds(stores)).toEqual(["t1", "t3"])
          const [parked, ...others] = yield* stores.queue.parked(acme, "ticket", { limit: 9 })
          expect(parked).toMatchObject({ id: "t2", reason: expect.stringMatching(/^damaged/) })
          expect(others).toEqual([])
          execute(file, ofTicket("due_at = 7, attempts = 0, fence = 9"))
          expect(yield* stores.queue.release(acme, { kind: "ticket", id: "t2" }, 10)).toBe(true)
          expect(yield* dueIds(stores)).toEqual(["t2"])
        }),
      )
    },
  )

  it("P12 is found due where its instant is none, so that a claim comes and parts with it", async () => {
    const file = await damaged(ofTicket(`wake_at = -${beyond}`))
    await on(sqlite({ file }), (stores) =>
      Effect.gen(function* () {
        const work = { tenants: "all", channels: [] } as const
        expect(yield* stores.queue.nextDueAt(work)).toBeLessThan(0)
        expect(yield* dueIds(stores)).toEqual(["t1", "t3"])
        expect(yield* stores.queue.nextDueAt(work)).toBe(claim.now + claim.leaseMillis)
      }),
    )
  })
})

it("P12 a letter that cannot be read is parked by the claim that meets it, and its line goes on", async () => {
  const file = await damaged(`UPDATE upkeep_delivery SET attempts = ${beyond} WHERE id = 't2.d'`)
  await on(sqlite({ file }), ({ tickets, queue }) =>
    Effect.gen(function* () {
      yield* tickets.commit(acme, [
        commitOf({ ticketId: "t2", expectedVersion: 1, deliveries: ["t2.e"] }),
      ])
      const given = queue.claimDeliveries({ ...claim, channels: ["email"] })
      expect((yield* given).map(({ id }) => id)).toEqual(["t1.d", "t3.d"])
      const parked = yield* queue.parked(acme, "delivery", { limit: 9 })
      expect(parked).toMatchObject([{ id: "t2.d", attempts: 0 }])
      expect((yield* given).map(({ id }) => id)).toEqual(["t2.e"])
    }),
  )
})

it("I20 an event that cannot be read is damaged in its own journal alone", async () => {
  const file = await damaged(`UPDATE upkeep_event SET at = ${beyond} WHERE ticket_id = 't2'`)
  await on(sqlite({ file }), (stores) =>
    Effect.gen(function* () {
      const failure = yield* Effect.flip(stores.query.journal(acme, "t2"))
      expect(failure.reason).toBe("damaged")
      expect(yield* stores.query.journal(acme, "t1")).toHaveLength(1)
      expect(yield* dueIds(stores)).toEqual(ids)
      expect(yield* stores.query.list(acme, { limit: 9 })).toHaveLength(3)
    }),
  )
})

it("I20 a doctor's look names what is parked, and pages that are not SQLite's", async () => {
  const file = await damaged(ofTicket(`attempts = ${beyond}`))
  await on(sqlite({ file }), (stores) => dueIds(stores))
  const db = new DatabaseSync(file)
  expect(
    db.prepare("SELECT count(*) AS parked FROM upkeep_ticket WHERE parked IS NOT NULL").get(),
  ).toEqual({ parked: 1 })
  db.close()
  const found = await sqlite({ file }).admin.examine()
  expect(found).toContainEqual(
    expect.objectContaining({
      code: "work-parked",
      level: "warning",
      message: expect.stringContaining("got 1 tickets"),
    }),
  )
})
