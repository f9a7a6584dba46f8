// Runs examples one after the other in this process, and writes what became of each to a file.
import { writeFileSync } from "node:fs"

const [, , results = "", ...files] = process.argv

const said: Record<string, string> = {}
for (const file of files) {
  said[file] = await import(file).then(
    () => "",
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  )
}
writeFileSync(results, JSON.stringify(said))
process.exit(0)
