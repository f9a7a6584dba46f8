// The files that options name: JSON, written by hand.
import { Result } from "effect"
import { readFileSync } from "node:fs"

/** Reads a file of JSON, or says why it is none. */
export const readJson = (file: string): Result.Result<unknown, string> => {
  try {
    return Result.succeed(JSON.parse(readFileSync(file, "utf8")))
  } catch (cause) {
    return Result.fail(cause instanceof Error ? cause.message : String(cause))
  }
}
