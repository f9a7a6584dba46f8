// The operator's side of a store: its schema, and whether it is well.
import type { StorageAdmin } from "@upkeep/core/effect"
import { Effect } from "effect"
import { examine } from "./examine.ts"
import type { Executor } from "./executor.ts"
import { startFailureOf, unfit } from "./failure.ts"
import { planOf, scriptOf, standingOf, up } from "./migrate.ts"
import { quoted } from "./open.ts"
import {
  isSchemaName,
  type PostgresOptions,
  schemaExpected,
  type Settings,
  settingsOf,
} from "./options.ts"
import { changes, oldestVersion, rolesByHand } from "./schema/Migrations.ts"
import { openForOperator, placeOf } from "./source.ts"
import { factsOf, refuseUnusable, refuseVersion } from "./start.ts"
import { catchUp } from "./stuck.ts"

/** The operator's side of a store with these options. */
export const adminOf = (options: PostgresOptions): StorageAdmin.StorageAdmin => {
  const connected = <A>(work: (executor: Executor, settings: Settings) => Promise<A>) =>
    Effect.runPromise(Effect.flatMap(settingsOf(options), (settings) => calling(settings, work)))
  return {
    plan: () =>
      connected(async (executor, settings) => {
        await refuseNewer(executor, settings)
        return await planOf(executor, targetOf(settings))
      }),
    up: () =>
      connected(async (executor, settings) => {
        const target = targetOf(settings)
        const place = placeOf(settings.source)
        refuseUnusable(await factsOf(executor, target.schema), { place })
        await refuseNewer(executor, settings)
        const ran = await up(executor, target)
        await catchUp(executor, target.schema)
        return ran
      }),
    sql: (from = 0) => {
      const { schema: name = "upkeep" } = options
      if (!isSchemaName(name)) throw misnamed(name)
      const schema = quoted(name)
      return scriptOf(schema, from) + rolesByHand(schema)
    },
    examine: () => connected(examine),
  }
}

const misnamed = (name: unknown) =>
  unfit({
    place: "the option schema",
    got: JSON.stringify(name),
    expected: schemaExpected,
    advice: "name another schema",
  })

const targetOf = ({ schema }: Settings) => ({ schema: quoted(schema), changes })

const refuseNewer = async (executor: Executor, settings: Settings): Promise<void> => {
  const { schema } = targetOf(settings)
  const known = { newest: changes.length, oldest: oldestVersion }
  const place = placeOf(settings.source)
  refuseVersion(await standingOf(executor, schema), known, { place, schema, migrate: "auto" })
}

const calling = <A>(
  settings: Settings,
  work: (executor: Executor, settings: Settings) => Promise<A>,
) => {
  const { executor, close } = openForOperator(settings)
  const at = { place: placeOf(settings.source), schema: settings.schema }
  return Effect.catch(
    Effect.tryPromise({
      try: () => work(executor, settings).finally(close),
      catch: (cause) => ({ cause }),
    }),
    ({ cause }) => {
      const failure = startFailureOf(cause, at)
      return failure === undefined ? Effect.die(cause) : Effect.fail(failure)
    },
  )
}
