// Opens the database or says why not: checks it, brings its schema up to date, and connects.
import { randomUUID } from "node:crypto"
import type { StoreError } from "@upkeep/core/effect"
import { Effect, type Scope } from "effect"
import { connect } from "./connect.ts"
import type { Connection } from "./connection.ts"
import { startFailureOf } from "./failure.ts"
import { listenOn } from "./listener.ts"
import { standingOf, up } from "./migrate.ts"
import type { Settings } from "./options.ts"
import { type Change, changes, oldestVersion } from "./schema/Migrations.ts"
import { openForOperator, openSource, placeOf } from "./source.ts"
import { factsOf, refuseDenied, refuseUnfit, refuseVersion } from "./start.ts"

/** Opens the store; closed with the scope. `known` are the changes that this code knows. */
export const open = Effect.fnUntraced(function* (
  settings: Settings,
  known: ReadonlyArray<Change> = changes,
): Effect.fn.Return<Connection, StoreError.StoreError, Scope.Scope> {
  const place = placeOf(settings.source)
  const schema = quoted(settings.schema)
  const opened = yield* Effect.acquireRelease(
    Effect.sync(() => ({ ...openSource(settings), isOpen: true })),
    (opened) =>
      Effect.promise(async () => {
        opened.isOpen = false
        await opened.close()
      }),
  )
  const version = yield* Effect.catch(
    Effect.tryPromise({
      try: () => ready({ settings, place, schema, known }),
      catch: (cause) => ({ cause }),
    }),
    ({ cause }) => {
      const failure = startFailureOf(cause, { place, schema })
      return failure === undefined ? Effect.die(cause) : Effect.fail(failure)
    },
  )
  const { executor, borrow } = opened
  const own = randomUUID()
  const ear = { channel: channelOf(settings.schema), own }
  return connect({
    executor,
    schema,
    version,
    place,
    ear,
    isOpen: () => opened.isOpen,
    listen: (heard) => (borrow === undefined ? Effect.void : listenOn({ ...ear, borrow }, heard)),
  })
})

/** A name as it stands in a statement. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** PostgreSQL cuts longer names of channels. */
const channelCharacters = 40

// Two schemas that share the beginning of their names hear each other, which costs them a look.
const channelOf = (schema: string): string => `upkeep ${schema.slice(0, channelCharacters)}`

interface Opening {
  readonly settings: Settings
  readonly place: string
  readonly schema: string
  readonly known: ReadonlyArray<Change>
}

// By a connection of its own, whose statements may take longer than those of a desk.
const ready = async ({ settings, place, schema, known }: Opening): Promise<number> => {
  const { durability, migrate } = settings
  const wanted = { place, schema, durability, migrate }
  const versions = { newest: known.length, oldest: Math.min(oldestVersion, known.length) }
  const { executor, close } = openForOperator(settings)
  try {
    refuseUnfit(await factsOf(executor, schema), wanted)
    refuseVersion(await standingOf(executor, schema), versions, wanted)
    if (migrate === "auto") await up(executor, { schema, changes: known })
    refuseDenied(await factsOf(executor, schema), wanted)
    return (await standingOf(executor, schema)).version
  } finally {
    await close()
  }
}
