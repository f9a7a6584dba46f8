// The lines of a file, one after the other, in constant memory.
import { createReadStream } from "node:fs"
import { withoutMark } from "../json.ts"

/** The most characters of a line: a profile with every list full has fewer. */
export const lineCharactersAtMost = 64 * 1_048_576

/** A line of a file, numbered from 1. */
export interface Line {
  readonly number: number
  /** Undefined where it is longer than the limit; it is passed over. */
  readonly text: string | undefined
}

/**
 * Reads the lines of a file. What an editor may have left is no part of them: a byte order mark,
 * blank lines at the end, or no break there.
 */
export async function* linesOf(
  file: string,
  charactersAtMost = lineCharactersAtMost,
): AsyncGenerator<Line, undefined> {
  let number = 0
  // What was read of a line; of one that is too long no more than says so.
  let rest = ""
  // Blank lines are given out once one follows that is not.
  let blank = 0
  function* ended(): Generator<Line> {
    const text = number + blank === 0 ? withoutMark(rest) : rest
    if (text.trim() === "" && text.length <= charactersAtMost) {
      blank += 1
      return
    }
    for (; blank > 0; blank--) yield { number: ++number, text: "" }
    yield { number: ++number, text: text.length > charactersAtMost ? undefined : text }
  }
  for await (const chunk of createReadStream(file, { encoding: "utf8" })) {
    const [first = "", ...others] = String(chunk).split("\n")
    if (rest.length <= charactersAtMost) rest += first
    for (const next of others) {
      yield* ended()
      rest = next
    }
  }
  yield* ended()
}
