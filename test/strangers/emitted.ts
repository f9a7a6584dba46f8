// What a compiler wrote. Where two wrote the same to the letter, one run tells of both.
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** What the JavaScript of a folder is known by: its files' names and their texts. */
export const emittedIn = (folder: string): string => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".js"))
  const texts = files.toSorted().map((name) => [name, readFileSync(join(folder, name), "utf8")])
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex")
}
