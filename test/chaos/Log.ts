// Logs of lines of JSON. A kill may tear the last one, so whoever writes next begins a new line.
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
