// Cases whose expected values come from other people's test suites; they lie beside the repository.
import { existsSync, readdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const found = (folder: string): string | undefined => {
  const candidate = join(folder, "shared", "vectors")
  if (existsSync(candidate)) return candidate
  return dirname(folder) === folder ? undefined : found(dirname(folder))
}

/** The folder of the vectors, nothing where the repository stands alone. */
export const folder = found(dirname(fileURLToPath(import.meta.url)))

/** The files in it, with their paths. */
export const files: ReadonlyArray<string> =
  folder === undefined
    ? []
    : readdirSync(folder)
        .filter((name) => name.endsWith(".jsonl"))
        .toSorted()
        .map((name) => join(folder, name))

/** What a title says where they are absent. */
export const without =
  folder === undefined ? " (skipped: no folder shared/vectors beside the repository)" : ""
