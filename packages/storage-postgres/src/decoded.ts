// Reads rows as what they mean. A row that somebody changed by hand is a failure and not a crash.
import { StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Answer } from "./connection.ts"
import type { Row } from "./executor.ts"

/** What rows mean; `damaged` where they are not what this code wrote. */
export const decoded = <A>(rows: Answer, read: (rows: ReadonlyArray<Row>) => A): Answer<A> =>
  Effect.flatMap(rows, (rows) => {
    try {
      return Effect.succeed(read(rows))
    } catch (cause) {
      return cause instanceof StoreError.StoreError ? Effect.fail(cause) : Effect.die(cause)
    }
  })
