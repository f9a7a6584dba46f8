// The digest of all lines so far: what was changed, left out or cut off is found.
import { createHash } from "node:crypto"

/** Grows by a line at a time. */
export interface RunningDigest {
  readonly add: (text: string) => void
  /** The lines so far. */
  readonly lines: () => number
  /** sha256 of the lines so far, each with its line feed, in hex. */
  readonly sha256: () => string
}

/** The digest of no line. */
export const runningDigest = (): RunningDigest => {
  const hash = createHash("sha256")
  let lines = 0
  return {
    add: (text) => {
      hash.update(text).update("\n")
      lines += 1
    },
    lines: () => lines,
    sha256: () => hash.copy().digest("hex"),
  }
}
