// What the command was set to do cannot be done.
import type { Problem } from "@upkeep/core"

/** Options or environment with mistakes: all of them at once, and nothing was started (I21). */
export class SettingsError extends Error {
  override readonly name = "SettingsError"

  constructor(problems: ReadonlyArray<Problem.Problem>) {
    super(problems.map(({ message }) => message).join("\n"))
  }
}
