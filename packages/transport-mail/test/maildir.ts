// Maildirs for the tests, in folders of their own.
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { mail } from "./mail.ts"

/** A mail like no other: its Message-ID and its body have this word. */
export const letter = (word: string): Uint8Array =>
  mail({ "Message-ID": `<${word}@firma.example>` }, `This is ${word}.`)

/** An empty Maildir; it goes away with its scope. */
export const makeMaildir = async () => {
  const root = await mkdtemp(join(tmpdir(), "upkeep-maildir-"))
  const path = join(root, "Maildir")
  for (const name of ["tmp", "new", "cur"]) await mkdir(join(path, name), { recursive: true })
  return {
    path,
    at: (name: string) => join(path, name),
    /** Writes a mail as delivery agents do: in `tmp` first, then under its name. */
    deliver: async (name: string, bytes = letter(name.replaceAll(/\W/g, ""))) => {
      await writeFile(join(path, "tmp/delivery"), bytes)
      await rename(join(path, "tmp/delivery"), join(path, name))
    },
    /** Every file in `new` and `cur`. */
    files: async (): Promise<ReadonlyArray<string>> => {
      const names = await readdir(path, { recursive: true })
      return names.filter((name) => /^(?:new|cur)\//.test(name)).toSorted()
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  }
}
