// A store that is open for one test: its ports, also as an older version of this code has it.
import { Effect } from "effect"
import { open } from "../src/open.ts"
import { type PostgresOptions, settingsOf } from "../src/options.ts"
import { ticketQuery } from "../src/query.ts"
import { workQueue } from "../src/queue.ts"
import { changes } from "../src/schema/Migrations.ts"
import { ticketStore } from "../src/tickets.ts"
import { serverUrl } from "./place.ts"

/** How a store is opened: on the tests' server where nothing else is said. */
export interface Opening extends PostgresOptions {
  /** How many changes of the schema its code knows; all by default. */
  readonly known?: number
}

/** An open store, closed with the scope. */
export const opened = Effect.fnUntraced(function* ({ known, ...options }: Opening) {
  const place = options.pool ?? options.executor ?? options.url
  const settings = yield* settingsOf(
    place === undefined ? { ...options, url: serverUrl() } : options,
  )
  const connection = yield* open(settings, changes.slice(0, known))
  return {
    connection,
    tickets: ticketStore(connection),
    query: ticketQuery(connection),
    queue: workQueue(connection),
  }
})

/** What an effect on a store answers, once the store is closed. */
export const run = Effect.runPromise

/** The failure of a start. */
export const refusalOf = (opening: Opening) =>
  Effect.runPromise(Effect.flip(Effect.scoped(opened(opening))))
