// A command may name only files that are kept: no event ever points to nothing.
import { Effect } from "effect"
import * as Problem from "../problem/Problem.ts"
import type { Command } from "../ticket/Command.ts"
import { InvalidInput } from "./DeskError.ts"
import type { Wiring } from "./wiring.ts"

/** Refuses a command that names a file which this tenant does not keep with that length (H35). */
export const filesKept = Effect.fnUntracedEager(function* (wiring: Wiring, command: Command) {
  const attachments = "attachments" in command ? (command.attachments ?? []) : []
  const problems: Array<Problem.Problem> = []
  for (const [index, { hash, bytes }] of attachments.entries()) {
    // Nothing says that it is needed before the commit: until then it is held.
    const found = yield* wiring.files.hold(wiring.tenant, hash)
    if (found?.bytes !== bytes) problems.push(unknown(index, hash))
  }
  if (problems.length > 0) return yield* new InvalidInput({ problems })
})

const unknown = (index: number, hash: string) =>
  Problem.make({
    code: "unknown-attachment",
    path: `command.attachments[${index}]`,
    got: hash,
    expected: "a file as `keep` returned it",
  })
