// Runs a step that is missing: statements in one transaction, or data in batches of their own.
import type { StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Connection } from "./connection.ts"
import type { Step } from "./schema.ts"
import { indexAllBut } from "./search.ts"

/**
 * Runs a step unless another process came first; one that was stopped half-way is done by the next
 * run. `identify` is asked under the lock.
 */
export const run = (
  connection: Connection,
  step: Step,
  identify: () => number,
): Effect.Effect<void, StoreError.StoreError> => {
  const finish = connection.write(() => {
    if (identify() >= step.version) return
    execute(connection, step)
  })
  // Each batch says in the file how far it has come.
  return step.kind === "data" ? Effect.andThen(indexAllBut(connection, 0), finish) : finish
}

const execute = ({ exec }: Connection, { sql, version, compatible }: Step): void => {
  exec(sql)
  exec(marked({ version, compatible }))
}

/** Marks a step as run. Before the fourth there is no word on who can use the file. */
const marked = ({ version, compatible }: Pick<Step, "version" | "compatible">): string =>
  version < compatibleSince
    ? `UPDATE upkeep_schema SET version = ${version}`
    : `UPDATE upkeep_schema SET version = ${version}, compatible = ${compatible}`

const compatibleSince = 4

/** A step as a script; data is filled by this code alone. */
export const scriptOf = (step: Step): string => {
  const { version, name, kind, sql } = step
  const title = `-- ${version} ${name} (${kind})`
  return kind === "data"
    ? `${title}: filled by "upkeep migrate up", or by the first desk that opens the file\n`
    : `${title}\nBEGIN IMMEDIATE;\n${sql.trim()}\n${marked(step)};\nCOMMIT;\n`
}
