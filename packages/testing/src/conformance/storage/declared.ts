// Rules of what an adapter declares as data: it does it, or says that it does not.
import { StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import { expect } from "../expect.ts"
import { declaredAt, placeRule, sharedRule, storeRule, type StorageRules } from "./rules.ts"
import { acme, commitOf, type Stores, withStores } from "./stores.ts"

const reasonOf = <A>(question: Effect.Effect<A, StoreError.StoreError>) =>
  question.pipe(
    Effect.map(() => "answered"),
    Effect.catch(({ reason }) => Effect.succeed(reason)),
  )

const firstRow = ({ archive }: Stores) =>
  Effect.tryPromise({
    try: async () => {
      for await (const row of archive.rows("all")) return row
      return undefined
    },
    catch: (cause) =>
      cause instanceof StoreError.StoreError
        ? cause
        : new StoreError.StoreError({ reason: "unavailable", detail: String(cause), cause }),
  })

const answer = (isDeclared = false) => (isDeclared ? "answered" : "unsupported")

/** How two clocks of one store may differ, in milliseconds: the time that asking takes. */
const askingMillis = 5_000

/** How often a signal is given until it is heard; 100 ms lie between. */
const signalsAtMost = 50

const heardOf = Effect.fnUntraced(function* (first: Stores, second: Stores) {
  const heard: Array<number> = []
  yield* second.queue.listen(() => void heard.push(heard.length))
  for (let given = 0; heard.length === 0 && given < signalsAtMost; given += 1) {
    yield* first.queue.signal
    yield* Effect.sleep(100)
  }
  return heard
})

/** What not every store can do. */
export const declaredRules: StorageRules = [
  placeRule(
    "storage.declared.unsupported",
    "what a store does not declare it refuses as unsupported, and does not answer by halves",
    async (place) => {
      const { search, archive, clock } = declaredAt(place)
      const told = commitOf({ ticketId: "t1" })
      const got = await withStores(place.open(), (stores) =>
        Effect.gen(function* () {
          yield* stores.tickets.commit(acme, [told])
          return {
            search: yield* reasonOf(stores.query.search(acme, { words: ["a"], limit: 1 })),
            rows: yield* reasonOf(firstRow(stores)),
            restore: yield* reasonOf(stores.archive.restore([])),
            now: (yield* stores.queue.now) === null ? "null" : "a time",
          }
        }),
      )
      expect(got).toEqual({
        search: answer(search),
        rows: answer(archive),
        restore: answer(archive),
        now: clock === true ? "a time" : "null",
      })
    },
  ),

  storeRule(
    "storage.declared.heedless",
    "a signal that nobody hears, and a listener who hears nothing, trouble nobody",
    function* ({ queue }) {
      yield* queue.signal
      yield* Effect.scoped(queue.listen(() => {}))
      yield* queue.signal
    },
  ),

  storeRule(
    "storage.clock.goes",
    "P9 the store's own clock tells the time in whole milliseconds and goes on",
    function* ({ queue }) {
      const first = (yield* queue.now) ?? 0
      yield* Effect.sleep(20)
      const second = (yield* queue.now) ?? 0
      expect(Number.isSafeInteger(first)).toEqual(true)
      expect(second).toBeMoreThan(first)
      expect(second - first > askingMillis).toEqual(false)
    },
    "clock",
  ),

  sharedRule(
    "storage.clock.one",
    "P9 all who use a store are told the time by one clock",
    function* (first, second) {
      const told: Array<number> = []
      for (const { queue } of [first, second, first, second])
        told.push((yield* queue.now) ?? Number.NaN)
      expect(told).toEqual(told.toSorted((a, b) => a - b))
      expect((told.at(-1) ?? 0) - (told[0] ?? 0) <= askingMillis).toEqual(true)
    },
    "clock",
  ),

  sharedRule(
    "storage.signals.heard",
    "a signal reaches who listens elsewhere, and nobody who has ceased to",
    function* (first, second) {
      const heard = yield* Effect.scoped(heardOf(first, second))
      expect(heard.length).toBeMoreThan(0)
      yield* Effect.sleep(100)
      const { length } = heard
      yield* first.queue.signal
      yield* Effect.sleep(300)
      expect(heard).toHaveLength(length)
    },
    "signals",
  ),
]
