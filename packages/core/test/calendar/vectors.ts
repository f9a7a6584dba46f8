// Cases whose expected values come from other people's test suites; they lie beside the repository.
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export interface Vector {
  readonly id: string
  readonly op: string
  readonly calendar: {
    readonly timeZone: string
    readonly week: { readonly [weekday: string]: ReadonlyArray<readonly [string, string]> }
    readonly holidays?: ReadonlyArray<string>
    readonly days?: { readonly [date: string]: ReadonlyArray<readonly [string, string]> }
  }
  readonly input: {
    readonly at?: string
    readonly from?: string
    readonly to?: string
    readonly date?: string
    readonly duration?: string
    readonly days?: number
    readonly pauses?: ReadonlyArray<readonly [string, string]>
  }
  readonly expected: string | boolean
}

const found = (folder: string): string | undefined => {
  const candidate = join(folder, "shared", "vectors")
  if (existsSync(candidate)) return candidate
  return dirname(folder) === folder ? undefined : found(dirname(folder))
}

/** The folder of the vectors, nothing where the repository stands alone. */
export const folder = found(dirname(fileURLToPath(import.meta.url)))

export const read = (file: string): ReadonlyArray<Vector> =>
  folder === undefined
    ? []
    : readFileSync(join(folder, file), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        // The format is described beside the files; a wrong line fails in the test that uses it.
        .map((line): Vector => JSON.parse(line))
