// npm run processes: writes the documents of the processes anew.
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { documents } from "./documents.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))

for (const { path, text } of documents()) {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  process.stdout.write(`${path}\n`)
}
