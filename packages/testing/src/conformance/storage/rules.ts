// What the rules of storage are about, and how one is written.
import type { StorageAdapter } from "@upkeep/core"
import { Effect } from "effect"
import { adapterShape, expectShape } from "../fixture.ts"
import { type Declared, type Rule, rule } from "../rule.ts"
import { type Stores, withStores } from "./stores.ts"

/** A place where a store may be: a file, a database, a piece of memory. Empty at first. */
export interface StoragePlace {
  /**
   * An adapter of the store at this place. Where `persistent` is declared each call gives another
   * one; else it may be the same.
   */
  readonly open: () => StorageAdapter
}

export type StorageRules = ReadonlyArray<Rule<StoragePlace>>

/** A rule that opens the place itself; `another` gives one more, empty and apart from it. */
export const placeRule: typeof rule<StoragePlace> = (id, title, run, needs) =>
  rule(
    id,
    title,
    (place, another) => run(checked(place), async () => checked(await another())),
    needs,
  )

const checked = (place: StoragePlace): StoragePlace => {
  expectShape(place, "make()", { open: "function" })
  return {
    open: () => {
      const adapter = place.open()
      expectShape(adapter, "open()", { ...adapterShape, capabilities: "object" })
      return adapter
    },
  }
}

/** What the adapter at a place declares. */
export const declaredAt = (place: StoragePlace): Declared => ({
  ...checked(place).open().capabilities,
})

/** A rule that asks a store that is open. */
export const storeRule = (
  id: string,
  title: string,
  ask: (stores: Stores) => Generator<Effect.Effect<unknown, unknown>, void, never>,
  needs?: string,
): Rule<StoragePlace> =>
  placeRule(
    id,
    title,
    (place) => withStores(place.open(), (stores) => Effect.gen(() => ask(stores))),
    needs,
  )

/** A rule that asks two adapters of one place that are open at once. */
export const sharedRule = (
  id: string,
  title: string,
  ask: (first: Stores, second: Stores) => Generator<Effect.Effect<unknown, unknown>, void, never>,
  needs = "shared",
): Rule<StoragePlace> =>
  placeRule(
    id,
    title,
    (place) =>
      withStores(place.open(), (first) =>
        Effect.promise(() =>
          withStores(place.open(), (second) => Effect.gen(() => ask(first, second))),
        ),
      ),
    needs,
  )
