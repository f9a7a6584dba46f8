// Reads the options of `sqlite(…)`: everything that is wrong with them is said at once.
import { resolve } from "node:path"
import { StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Durability } from "./durability.ts"
import type { Opening } from "./open.ts"

/** How long a call waits for the lock of another process before it fails as `busy`. */
export const defaultBusyMillis = 5_000

/** What to open a store with; whatever is no right options is refused as `cannot-open`. */
export const settingsOf = (options: unknown): Effect.Effect<Opening, StoreError.StoreError> => {
  if (!isObject(options)) return refused([said("the options", options, "an object with a file")])
  const { file, durability = "full", busyMillis = defaultBusyMillis, ...more } = options
  const { shared = false, migrate = "auto", ...others } = more
  const problems = [
    ...(isPath(file) ? [] : [said("file", file, "the path of a file on disk")]),
    ...(isDurability(durability) ? [] : [said("durability", durability, '"full" or "relaxed"')]),
    ...(isMillis(busyMillis) ? [] : [said("busyMillis", busyMillis, millisExpected)]),
    ...(isFlag(shared) ? [] : [said("shared", shared, "true or false")]),
    ...(isMigrate(migrate) ? [] : [said("migrate", migrate, '"auto" or "never"')]),
    ...Object.entries(others).map(([name, value]) => said(name, value, "no option of this name")),
  ]
  const isRight = isPath(file) && isDurability(durability) && isMillis(busyMillis)
  return isRight && isFlag(shared) && isMigrate(migrate) && problems.length === 0
    ? Effect.succeed({ file: resolve(file), durability, busyMillis, shared, migrate })
    : refused(problems)
}

const millisExpected = "a whole number of milliseconds, 0 or more"

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

// An absolute path is none of SQLite's own words: ":memory:", "" (a temporary file), "file:…".
const isPath = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value !== ":memory:" && !value.includes("\0")

const isDurability = (value: unknown): value is Durability =>
  value === "full" || value === "relaxed"

const isMigrate = (value: unknown): value is Opening["migrate"] =>
  value === "auto" || value === "never"

const isMillis = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

const isFlag = (value: unknown): value is boolean => typeof value === "boolean"

/** The most characters of a wrong value that are shown. */
const shownCharacters = 64

const said = (where: string, value: unknown, expected: string): string =>
  `${where.slice(0, shownCharacters)}: got ${shown(value)}, expected ${expected}`

const shown = (value: unknown): string => {
  if (value === undefined) return "nothing"
  if (typeof value === "string") return JSON.stringify(value.slice(0, shownCharacters))
  if (typeof value === "number" || typeof value === "boolean" || value === null) return `${value}`
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`
}

const refused = (problems: ReadonlyArray<string>) =>
  Effect.fail(
    new StoreError.StoreError({
      reason: "cannot-open",
      detail: `sqlite(…) was called with wrong options: ${problems.join("; ")}: correct them there`,
    }),
  )
