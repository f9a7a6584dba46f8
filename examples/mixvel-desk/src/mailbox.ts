// The mailbox as the story has it: its mails arrived when the story begins, whenever their files
// were written.
import { copyFileSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A folder of mails that is gone when the story is told. */
export interface Mailbox extends Disposable {
  readonly folder: string
}

/**
 * Copies the mails of a folder, which is only read; all of them were received at `receivedAt`.
 * What is no mail is left where it is.
 */
export const copyMailbox = (folder: string, receivedAt: number): Mailbox => {
  const copy = mkdtempSync(join(tmpdir(), "mixvel-mailbox-"))
  const at = new Date(receivedAt)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile() || !/\.eml$/i.test(entry.name)) continue
    const file = join(copy, entry.name)
    copyFileSync(join(folder, entry.name), file)
    utimesSync(file, at, at)
  }
  return {
    folder: copy,
    [Symbol.dispose]: () => rmSync(copy, { recursive: true, force: true }),
  }
}
