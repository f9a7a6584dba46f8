// Rules of what an adapter declares beyond the others: that it keeps, that it is shared.
import { Effect, Result } from "effect"
import { expect } from "../expect.ts"
import { readWhole } from "./attachments.ts"
import { placeRule, sharedRule, type StorageRules } from "./rules.ts"
import { claim, send } from "./sending.ts"
import { acme, commitOf, withStores } from "./stores.ts"

const entry = { kind: "process", id: "support", version: "1", hash: "h1", body: "{}" }
const words = [new TextEncoder().encode("kept")]

/** What outlives an adapter, and what two of them see of each other. */
export const keptRules: StorageRules = [
  placeRule(
    "storage.kept.reopened",
    "P1 everything that was stored is found by another adapter at the same place",
    async (place) => {
      const told = commitOf({ ticketId: "t1", row: { dueAt: 300 }, deliveries: ["d1"] })
      const { hash } = await withStores(place.open(), ({ tickets, registry, inbound, files }) =>
        Effect.gen(function* () {
          yield* tickets.takeSerials(acme, 5)
          yield* tickets.commit(acme, [told])
          yield* registry.publish(acme, entry)
          yield* inbound.markRead(acme, { intake: "imap", readUntil: 7 })
          return yield* files.put(acme, words, 100)
        }),
      )
      await withStores(place.open(), (stores) =>
        Effect.gen(function* () {
          const { tickets, query, registry, inbound, files } = stores
          expect(yield* tickets.load(acme, "t1")).toEqual(told.row)
          expect(yield* tickets.command(acme, told.command.id)).toEqual(told.command)
          expect(yield* query.journal(acme, "t1")).toEqual(told.events)
          expect(yield* claim(stores, 1_000)).toMatch([{ id: "d1" }])
          expect(yield* registry.latest(acme, "process")).toEqual(entry)
          expect(yield* inbound.watermarks(acme)).toEqual([{ intake: "imap", readUntil: 7 }])
          expect(yield* readWhole(files, acme, hash)).toEqual(words[0])
          expect(yield* tickets.takeSerials(acme, 1)).toEqual(6)
        }),
      )
    },
    "persistent",
  ),

  placeRule(
    "storage.kept.fence",
    "P10 a claim by another adapter at the same place has a greater fence than those before",
    async (place) => {
      const claimed = (now: number) =>
        withStores(place.open(), (stores) =>
          Effect.map(claim(stores, now), ([first]) => first?.fence ?? 0),
        )
      await withStores(place.open(), (stores) => send(stores, "t1", ["d1"]))
      const first = await claimed(100)
      expect(first).toBeMoreThan(0)
      expect(await claimed(150)).toBeMoreThan(first)
    },
    "persistent",
  ),

  sharedRule(
    "storage.shared.seen",
    "what is committed by one adapter is seen at once by another that is open beside it",
    function* (first, second) {
      yield* first.tickets.commit(acme, [commitOf({ ticketId: "t1" })])
      expect(yield* second.tickets.load(acme, "t1")).toMatch({ version: 1 })
      const late = commitOf({ ticketId: "t1", command: "late" })
      const [verdict] = yield* second.tickets.commit(acme, [late])
      expect(verdict).toMatch({ failure: { _tag: "VersionConflict", version: 1 } })
    },
  ),

  sharedRule(
    "storage.shared.race",
    "P3 P10 of two adapters at one place that commit or claim at once one gets what both want",
    function* (first, second) {
      yield* send(first, "t1", ["d1"])
      const both = [first, second]
      const verdicts = yield* Effect.all(
        both.map(({ tickets }, index) =>
          tickets.commit(acme, [
            commitOf({ ticketId: "t1", expectedVersion: 1, command: `race ${index}` }),
          ]),
        ),
        { concurrency: "unbounded" },
      )
      expect(verdicts.flat().filter(Result.isSuccess)).toHaveLength(1)
      const claims = both.map((stores) => claim(stores, 2_000))
      const held = yield* Effect.all(claims, { concurrency: "unbounded" })
      expect(held.flat()).toHaveLength(1)
    },
  ),

  sharedRule(
    "storage.shared.numbers",
    "of two adapters that take serial numbers at once none is given one that the other has",
    function* (...both) {
      const taken = yield* Effect.all(
        Array.from({ length: 20 }, (_, index) => both[index % 2]?.tickets.takeSerials(acme, 3)).map(
          (taking) => taking ?? Effect.succeed(0),
        ),
        { concurrency: "unbounded" },
      )
      const inOrder = taken.toSorted((a, b) => a - b)
      expect(inOrder.slice(1).filter((first, index) => first - (inOrder[index] ?? 0) < 3)).toEqual(
        [],
      )
    },
  ),
]
