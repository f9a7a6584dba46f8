// Rules of TicketStore.
import { Effect, Result } from "effect"
import { expect } from "../expect.ts"
import { placeRule, storeRule, type StorageRules } from "./rules.ts"
import { acme, commandOf, commitOf, withStores, type Stores, type Told } from "./stores.ts"

const commit = ({ tickets }: Stores, ...told: ReadonlyArray<Told>) =>
  tickets.commit(acme, told.map(commitOf))

const refusalOf = (verdict: Result.Result<void, { readonly _tag: string }> | undefined) =>
  verdict === undefined || Result.isSuccess(verdict) ? undefined : verdict.failure

const contentOf = (key: string) => ({ key, salt: "s", body: "{}" })

const taken: ReadonlyArray<readonly [name: string, what: string, told: Told]> = [
  ["number", "ticket number", { ticketId: "t9", row: { number: "T-t1" } }],
  [
    "event",
    "event number",
    { ticketId: "t1", expectedVersion: 1, eventIds: ["a"], row: { version: 1 } },
  ],
  ["content", "content key", { ticketId: "t9", contents: ["k", "k"].map(contentOf) }],
  ["delivery", "delivery id", { ticketId: "t9", deliveries: ["d1"] }],
]

/** How commits are taken and refused. */
export const commitRules: StorageRules = [
  placeRule(
    "storage.commits.durable",
    "P1 what was committed is found again by a store that was closed and opened",
    async (place) => {
      const adapter = place.open()
      const told = commitOf({ ticketId: "t1", eventIds: ["e1", "e2"], row: { dueAt: 5_000 } })
      const verdicts = await withStores(adapter, ({ tickets }) => tickets.commit(acme, [told]))
      expect(verdicts).toEqual([Result.succeed(undefined)])
      await withStores(adapter, ({ tickets, query }) =>
        Effect.gen(function* () {
          expect(yield* tickets.load(acme, "t1")).toEqual(told.row)
          expect(yield* query.journal(acme, "t1")).toEqual(told.events)
          expect(yield* tickets.command(acme, told.command.id)).toEqual(told.command)
        }),
      )
    },
  ),

  storeRule(
    "storage.commits.once",
    "P2 a command id takes effect once, and its repeat is given what was stored then",
    function* (stores) {
      yield* commit(stores, { ticketId: "t1", command: "c1" })
      const again = { ticketId: "t2", command: "c1" }
      const [repeated] = yield* commit(stores, again)
      expect(refusalOf(repeated)).toMatch({
        _tag: "CommandRepeated",
        command: commandOf("c1"),
      })
      expect(yield* stores.tickets.load(acme, "t2")).toEqual(undefined)
    },
  ),

  storeRule(
    "storage.commits.onceInBatch",
    "P2 a command id that stands twice in a batch takes effect once",
    function* (stores) {
      const twice = ["t1", "t2"].map((ticketId) => ({ ticketId, command: "c1" }))
      const verdicts = yield* commit(stores, ...twice)
      expect(verdicts.map(refusalOf)).toMatch([undefined, { _tag: "CommandRepeated" }])
      expect(yield* stores.tickets.load(acme, "t2")).toEqual(undefined)
    },
  ),

  storeRule(
    "storage.commits.version",
    "P3 of two commits on one version one is stored, and the other is told the version",
    function* (stores) {
      yield* commit(stores, { ticketId: "t1" })
      yield* commit(stores, { ticketId: "t1", expectedVersion: 1, command: "mine" })
      const late = { ticketId: "t1", expectedVersion: 1, command: "yours", eventIds: ["late"] }
      const [verdict] = yield* commit(stores, late)
      expect(refusalOf(verdict)).toMatch({
        _tag: "VersionConflict",
        ticketId: "t1",
        expected: 1,
        version: 2,
      })
      expect(yield* stores.tickets.command(acme, "yours")).toEqual(undefined)
      expect(yield* stores.query.journal(acme, "t1")).toHaveLength(2)
    },
  ),

  storeRule(
    "storage.commits.versionZero",
    "P3 a commit on a ticket that is not there is told version 0, a first one on one that is its version",
    function* (stores) {
      const [missing] = yield* commit(stores, { ticketId: "t1", expectedVersion: 3 })
      expect(refusalOf(missing)).toMatch({ expected: 3, version: 0 })
      yield* commit(stores, { ticketId: "t1" })
      const [there] = yield* commit(stores, { ticketId: "t1", command: "other" })
      expect(refusalOf(there)).toMatch({ expected: 0, version: 1 })
    },
  ),

  storeRule(
    "storage.commits.alone",
    "P5 each commit of a batch succeeds or fails alone, and the answers stand in its order",
    function* (stores) {
      yield* commit(stores, { ticketId: "t2" })
      const verdicts = yield* commit(
        stores,
        { ticketId: "t1" },
        { ticketId: "t2", command: "stale", deliveries: ["d2"] },
        { ticketId: "t3" },
      )
      expect(verdicts.map(Result.isSuccess)).toEqual([true, false, true])
      const all = yield* stores.query.list(acme, { limit: 10 })
      expect(all.map(({ ticketId, version }) => [ticketId, version])).toEqual(
        ["t1", "t2", "t3"].map((id) => [id, 1]),
      )
      expect(yield* stores.query.deliveries(acme, "t2")).toEqual([])
    },
  ),

  ...taken.map(([name, what, told]) =>
    storeRule(
      `storage.commits.damaged.${name}`,
      `P5 a ${what} that stands already is refused as damaged with its whole batch`,
      function* (stores) {
        yield* commit(stores, { ticketId: "t1", deliveries: ["d1"] })
        if (told.ticketId === "t1") yield* commit(stores, told)
        const again = { ...told, command: "again", eventIds: told.eventIds ?? ["b"] }
        const failure = yield* Effect.flip(commit(stores, { ticketId: "t5" }, again))
        expect(failure.reason).toEqual("damaged")
        expect(yield* stores.tickets.load(acme, "t5")).toEqual(undefined)
        expect(yield* stores.tickets.command(acme, "again")).toEqual(undefined)
      },
    ),
  ),

  storeRule(
    "storage.commits.checkOrder",
    "the order of checks is repeated, conflict, lease",
    function* (stores) {
      yield* commit(stores, { ticketId: "t1", command: "c1" })
      const settlements = [
        { deliveryId: "none", fence: 1, status: "delivered" as const, reason: "" },
      ]
      const tried = (expectedVersion: number, command: string) =>
        Effect.map(
          commit(stores, { ticketId: "t1", expectedVersion, command, settlements }),
          ([verdict]) => refusalOf(verdict),
        )
      expect(yield* tried(7, "c1")).toMatch({ _tag: "CommandRepeated" })
      expect(yield* tried(7, "c2")).toMatch({ _tag: "VersionConflict" })
      expect(yield* tried(1, "c2")).toMatch({ _tag: "LeaseLost" })
    },
  ),

  storeRule(
    "storage.commits.withoutEvents",
    "a commit without events changes the row and keeps the version",
    function* (stores) {
      yield* commit(stores, { ticketId: "t1" })
      const told = commitOf({
        ticketId: "t1",
        expectedVersion: 1,
        eventIds: [],
        command: "due",
      })
      yield* stores.tickets.commit(acme, [{ ...told, row: { ...told.row, dueAt: 77 } }])
      expect(yield* stores.tickets.load(acme, "t1")).toMatch({ version: 1, dueAt: 77 })
    },
  ),

  storeRule(
    "storage.commits.number",
    "a ticket keeps the number of its first commit",
    function* (stores) {
      yield* commit(stores, { ticketId: "t1", row: { number: "T-1" } })
      yield* commit(stores, { ticketId: "t1", expectedVersion: 1, row: { number: "T-2" } })
      expect(yield* stores.tickets.load(acme, "t1")).toMatch({ number: "T-1", version: 2 })
    },
  ),

  storeRule(
    "storage.commits.tenants",
    "P16 I05 H45 ids of tickets, events and commands are independent in two tenants",
    function* ({ tickets, query }) {
      const mine = commitOf({ ticketId: "t1", deliveries: ["d1"] })
      yield* tickets.commit(acme, [mine])
      expect(yield* tickets.load("other", "t1")).toEqual(undefined)
      expect(yield* tickets.command("other", mine.command.id)).toEqual(undefined)
      expect(yield* query.byNumber("other", "T-t1")).toEqual(undefined)
      expect(yield* query.journal("other", "t1")).toEqual([])
      expect(yield* query.deliveries("other", "t1")).toEqual([])
      const [theirs] = yield* tickets.commit("other", [mine])
      expect(theirs).toEqual(Result.succeed(undefined))
    },
  ),

  placeRule(
    "storage.commits.serials",
    "serial numbers begin at 1 in each tenant and never come twice",
    async (place) => {
      const adapter = place.open()
      const taken = await withStores(adapter, ({ tickets }) =>
        Effect.all([
          tickets.takeSerials(acme, 10),
          tickets.takeSerials(acme, 1),
          tickets.takeSerials("other", 5),
        ]),
      )
      expect(taken).toEqual([1, 11, 1])
      expect(await withStores(adapter, ({ tickets }) => tickets.takeSerials(acme, 1))).toEqual(12)
    },
  ),

  storeRule(
    "storage.commits.forgotten",
    "P2 only commands from before an instant are forgotten, in every tenant",
    function* ({ tickets }) {
      yield* tickets.commit(acme, [commitOf({ ticketId: "t1", at: 100, command: "old" })])
      yield* tickets.commit("other", [commitOf({ ticketId: "t1", at: 199, command: "old" })])
      yield* tickets.commit(acme, [commitOf({ ticketId: "t2", at: 200, command: "new" })])
      expect(yield* tickets.forgetCommands(200)).toEqual(2)
      expect(yield* tickets.command(acme, "old")).toEqual(undefined)
      expect(yield* tickets.command(acme, "new")).toBeThere()
      expect(yield* tickets.forgetCommands(200)).toEqual(0)
    },
  ),

  placeRule("storage.commits.closed", "P19 a store that was closed says so", async (place) => {
    const kept = await withStores(place.open(), (stores) => Effect.succeed(stores))
    const failures = await Effect.runPromise(
      Effect.all([
        Effect.flip(kept.tickets.load(acme, "t1")),
        Effect.flip(commit(kept, { ticketId: "t1" })),
      ]),
    )
    expect(failures.map(({ reason }) => reason)).toEqual(["closed", "closed"])
  }),
]
