// The files that options name: JSON, written by hand.
import { Result } from "effect"
import { readFileSync } from "node:fs"

/** Reads a file of JSON, or says why it is none. */
export const readJson = (file: string): Result.Result<unknown, string> => {
  try {
    return Result.succeed(JSON.parse(withoutMark(readFileSync(file, "utf8"))))
  } catch (cause) {
    return Result.fail(cause instanceof Error ? cause.message : String(cause))
  }
}

/** A text without the byte order mark that some editors put before it; to JSON it is a mistake. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "")
