// Real event logs of support desks; they lie beside the repository.
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const found = (folder: string): string | undefined => {
  const candidate = join(folder, "shared", "data", "logs")
  if (existsSync(candidate)) return candidate
  return dirname(folder) === folder ? undefined : found(dirname(folder))
}

/** The folder of the logs, nothing where the repository stands alone. */
export const folder = found(dirname(fileURLToPath(import.meta.url)))

/** What a title says where they are absent. */
export const without =
  folder === undefined ? " (skipped: no folder shared/data/logs beside the repository)" : ""
