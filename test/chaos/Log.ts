// Logs of lines of JSON, one whole line a write: a kill leaves at most the last one torn.
import { appendFileSync, existsSync, readFileSync } from "node:fs"

/** Adds an entry; it is there whatever happens to this process afterwards. */
export const add = (path: string, entry: unknown): void =>
  appendFileSync(path, `${JSON.stringify(entry)}\n`)

/** The whole entries of a log, as their reader makes them. */
export const read = <A>(path: string, entryOf: (json: unknown) => A | undefined): Array<A> => {
  if (!existsSync(path)) return []
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      const json = jsonOf(line)
      const entry = json === undefined ? undefined : entryOf(json)
      return entry === undefined ? [] : [entry]
    })
}

const jsonOf = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
