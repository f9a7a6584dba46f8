// Rules of TicketStore: batches of commits, and what is looked up for them.
import { TicketStore } from "@upkeep/core/effect"
import { Effect, Result } from "effect"
import { expect } from "../expect.ts"
import { sharedRule, storeRule, type StorageRules } from "./rules.ts"
import { claim, send } from "./sending.ts"
import { acme, commandOf, commitOf, type Stores, type Told } from "./stores.ts"

type Refused = Result.Result<void, { readonly _tag: string }>

const tagOf = (verdict: Refused): string =>
  Result.isSuccess(verdict) ? "stored" : verdict.failure._tag

const verdictsOf = ({ tickets }: Stores, ...told: ReadonlyArray<Told>) =>
  Effect.map(tickets.commit(acme, told.map(commitOf)), (verdicts) => verdicts.map(tagOf))

const full = (ticketId: string, told: Partial<Told> = {}): Told => ({
  ticketId,
  contents: [{ key: "k", salt: "s", body: '{"subject":"s"}' }],
  deliveries: [`${ticketId}.d`],
  ...told,
})

const settlement = (fence: number) => [
  { deliveryId: "d1", fence, status: "delivered" as const, reason: "it was taken" },
]

/** What stands of a ticket: how much of each, and whether its command does. */
const standing = Effect.fnUntraced(function* ({ tickets, query }: Stores, told: Told) {
  const { ticketId } = told
  return {
    row: yield* tickets.load(acme, ticketId),
    journal: yield* query.journal(acme, ticketId),
    contents: yield* query.contents(acme, ticketId),
    deliveries: (yield* query.deliveries(acme, ticketId)).map(({ id }) => id),
    command: yield* tickets.command(acme, commitOf(told).command.id),
  }
})

const whole = (told: Told) => {
  const { row, events: journal, contents, deliveries, command } = commitOf(told)
  return { row, journal, contents, deliveries: deliveries.map(({ id }) => id), command }
}

const nothing = { row: undefined, journal: [], contents: [], deliveries: [], command: undefined }

/** Commits that come together. */
export const batchRules: StorageRules = [
  storeRule(
    "storage.batches.middle",
    "P5 of a batch with repeats, conflicts and lost leases between them the others are stored whole, and of those nothing",
    function* (stores) {
      yield* send(stores, "t0", ["d1"])
      const [held] = yield* claim(stores, 100)
      const fence = held?.fence ?? 0
      const batch = [
        full("t1"),
        full("t2", { command: "t0.c1" }),
        full("t3", { settlements: settlement(fence) }),
        full("t4", { expectedVersion: 7 }),
        full("t5", { settlements: settlement(fence - 1) }),
        full("t6"),
      ]
      const refused = ["CommandRepeated", "VersionConflict", "LeaseLost"]
      const [repeated = "", conflict = "", lost = ""] = refused
      const expected = ["stored", repeated, "stored", conflict, lost, "stored"]
      expect(yield* verdictsOf(stores, ...batch)).toEqual(expected)
      for (const [index, told] of batch.entries()) {
        const stands = expected[index] === "stored" ? whole(told) : nothing
        const { command, ...rest } = yield* standing(stores, told)
        expect(rest).toMatch({ ...stands, command: undefined })
        expect(command).toEqual(index === 1 ? commandOf("t0.c1") : stands.command)
      }
      expect(yield* stores.query.deliveries(acme, "t0")).toMatch([
        { status: "delivered", reason: "it was taken" },
      ])
    },
  ),

  storeRule(
    "storage.batches.refusedTakesNothing",
    "P5 what a refused commit would have taken (command id, number, delivery id, lease) is free for the next of its batch",
    function* (stores) {
      yield* send(stores, "t0", ["d1"])
      const [held] = yield* claim(stores, 100)
      const wanted = {
        command: "c",
        row: { number: "N" },
        deliveries: ["d"],
        settlements: settlement(held?.fence ?? 0),
      }
      const batch = [
        full("t1", { ...wanted, expectedVersion: 3, eventIds: ["e"] }),
        full("t2", { ...wanted, eventIds: ["e"] }),
      ]
      expect(yield* verdictsOf(stores, ...batch)).toEqual(["VersionConflict", "stored"])
      expect(yield* stores.query.byNumber(acme, "N")).toMatch({ ticketId: "t2" })
    },
  ),

  storeRule(
    "storage.batches.damaged",
    "P5 P12 where two commits of a batch want one ticket number it is damaged as a whole, and each alone is judged alone",
    function* (stores) {
      const batch = [full("t1"), full("t2", { row: { number: "T-t1" } })]
      const failure = yield* Effect.flip(verdictsOf(stores, ...batch))
      expect(failure.reason).toEqual("damaged")
      for (const told of batch) expect(yield* standing(stores, told)).toEqual(nothing)
      expect(yield* verdictsOf(stores, full("t1"))).toEqual(["stored"])
      expect((yield* Effect.flip(verdictsOf(stores, ...batch.slice(1)))).reason).toEqual("damaged")
    },
  ),

  storeRule("storage.batches.none", "a batch of nothing changes nothing", function* (stores) {
    expect(yield* verdictsOf(stores)).toEqual([])
    expect(yield* stores.query.list(acme, { limit: 1 })).toEqual([])
  }),

  storeRule(
    "storage.looks.order",
    "a look answers in the order of its question, and undefined for what is not there",
    function* ({ tickets }) {
      const commits = ["t1", "t2"].map((ticketId) => commitOf({ ticketId }))
      const [first, second] = commits
      yield* tickets.commit(acme, commits)
      const asked = {
        tickets: ["t2", "none", "t1", "t2"],
        commands: ["none", "t1.c1", "t2.c1", "t1.c1"],
      }
      expect(yield* tickets.look(acme, asked)).toEqual({
        tickets: [second?.row, undefined, first?.row, second?.row],
        commands: [undefined, first?.command, second?.command, first?.command],
      })
      expect(yield* tickets.look(acme, { tickets: [], commands: ["t1.c1"] })).toEqual({
        tickets: [],
        commands: [first?.command],
      })
      const none = { tickets: [], commands: [] }
      expect(yield* tickets.look(acme, none)).toEqual(none)
    },
  ),

  storeRule(
    "storage.looks.tenants",
    "P16 a look sees nothing of another tenant",
    function* ({ tickets }) {
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1" })])
      const looked = yield* tickets.look("other", { tickets: ["t1"], commands: ["t1.c1"] })
      expect(looked).toEqual({ tickets: [undefined], commands: [undefined] })
    },
  ),

  storeRule(
    "storage.looks.atOnce",
    `${TicketStore.lookLimit} tickets and as many commands are looked up at once`,
    function* ({ tickets }) {
      const ids = Array.from({ length: TicketStore.lookLimit }, (_, index) => `t${index}`)
      yield* tickets.commit(
        acme,
        ids.map((ticketId) => commitOf({ ticketId })),
      )
      const asked = { tickets: ids, commands: ids.map((id) => `${id}.c1`).toReversed() }
      const looked = yield* tickets.look(acme, asked)
      expect(looked.tickets.map((row) => row?.ticketId)).toEqual(asked.tickets)
      expect(looked.commands.map((row) => row?.id)).toEqual(asked.commands)
    },
  ),

  sharedRule(
    "storage.looks.instant",
    "P5 a look sees all of a commit or nothing of it, whatever is committed meanwhile",
    function* (first, second) {
      const versions = Array.from({ length: 20 }, (_, version) => version)
      const writing = Effect.forEach(versions, (expectedVersion) =>
        Effect.andThen(
          first.tickets.commit(acme, [commitOf({ ticketId: "t1", expectedVersion })]),
          Effect.yieldNow,
        ),
      )
      const commands = versions.map((version) => `t1.c${version + 1}`)
      const looking = Effect.forEach(versions, () =>
        Effect.map(second.tickets.look(acme, { tickets: ["t1"], commands }), (looked) => [
          looked.tickets[0]?.version ?? 0,
          looked.commands.filter((row) => row !== undefined).length,
        ]),
      )
      const [, seen] = yield* Effect.all([writing, looking], { concurrency: "unbounded" })
      expect(seen.filter(([version, accepted]) => version !== accepted)).toEqual([])
    },
  ),
]
