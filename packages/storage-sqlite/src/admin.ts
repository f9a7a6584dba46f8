// The operator's side of a store: what it lacks, and whether it is well.
import { existsSync } from "node:fs"
import type { StorageAdmin, StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import { examineIn } from "./examine.ts"
import { scriptOf } from "./migrate.ts"
import { identify, look, open, type Opening } from "./open.ts"
import { knownBy, type Step, steps } from "./schema.ts"

/** The operator's side of the store that these settings lead to. */
export const adminOf = (
  settings: Effect.Effect<Opening, StoreError.StoreError>,
): StorageAdmin.StorageAdmin => {
  const ask = <A>(work: (opening: Opening) => Effect.Effect<A, StoreError.StoreError>) =>
    Effect.runPromise(Effect.flatMap(settings, work))
  return {
    plan: () => ask(planOf),
    up: () => ask(up),
    sql: (from = 0) => stepsFrom(from).map(scriptOf).join("\n"),
    examine: () => ask(examineIn),
  }
}

const stepsFrom = (version: number): ReadonlyArray<Step> =>
  steps.filter((step) => step.version > version)

const planOf = (
  opening: Opening,
): Effect.Effect<StorageAdmin.MigrationPlan, StoreError.StoreError> =>
  Effect.map(
    existsSync(opening.file)
      ? look(opening, (statements) => identify(statements, opening, steps))
      : Effect.succeed(0),
    (have) => ({ have, want: knownBy(steps), steps: stepsFrom(have).map(shown) }),
  )

const shown = ({ version, name, kind, sql }: Step): StorageAdmin.Migration => ({
  version,
  name,
  kind,
  sql,
})

// Of what two that run at once have done, each says what was missing when it began.
const up = Effect.fnUntraced(function* (opening: Opening) {
  const plan = yield* planOf(opening)
  yield* Effect.scoped(open({ ...opening, migrate: "auto" }))
  return plan
})
