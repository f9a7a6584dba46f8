// A journal that cannot be asked.
import type { Problem } from "@upkeep/core"

/** An exported journal with mistakes: each with its line, and nothing of it was reported. */
export class JournalError extends Error {
  override readonly name = "JournalError"

  constructor(problems: ReadonlyArray<Problem.Problem>) {
    super(problems.map(({ message }) => message).join("\n"))
  }
}
