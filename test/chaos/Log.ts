// Logs of lines of JSON, one a write. A kill may tear the last one, so each begins a line of its own.
import { appendFileSync, existsSync, readFileSync } from "node:fs"

/** Adds an entry; it is there whatever happens to this process afterwards. */
export const add = (path: string, entry: unknown): void =>
  appendFileSync(path, `\n${JSON.stringify(entry)}\n`)

/** The whole entries of a log, those that are what its reader wants. */
export const read = <A>(path: string, isWanted: (json: unknown) => json is A): Array<A> =>
  existsSync(path) ? readFileSync(path, "utf8").split("\n").map(jsonOf).filter(isWanted) : []

const jsonOf = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
