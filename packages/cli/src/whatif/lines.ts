// The lines of a file, one after the other, in constant memory.
import { createReadStream } from "node:fs"

/** The most characters of a line: a profile with every list full has fewer. */
export const lineCharactersAtMost = 64 * 1_048_576

/** A line of a file, numbered from 1. */
export interface Line {
  readonly number: number
  /** Undefined where it is longer than the limit; it is passed over. */
  readonly text: string | undefined
}

/** Reads the lines of a file; the break after the last one may be missing. */
export async function* linesOf(
  file: string,
  charactersAtMost = lineCharactersAtMost,
): AsyncGenerator<Line, undefined> {
  let number = 0
  // What was read of a line; of one that is too long no more than says so.
  let rest = ""
  const ended = (): Line => {
    number += 1
    return { number, text: rest.length > charactersAtMost ? undefined : rest }
  }
  for await (const chunk of createReadStream(file, { encoding: "utf8" })) {
    const [first = "", ...others] = String(chunk).split("\n")
    if (rest.length <= charactersAtMost) rest += first
    for (const next of others) {
      yield ended()
      rest = next
    }
  }
  if (rest !== "") yield ended()
}
