// What the command line says to a demo: `--store FILE` and, where the desk reads one, `--mailbox`.
import { mkdirSync, rmSync } from "node:fs"
import { dirname } from "node:path"
import { parseArgs } from "node:util"

/** What a demo is told; `desk` was chosen before. */
export interface Said {
  readonly store: string
  readonly mailbox: string
}

/** Reads the command line. */
export const said = (usual: { readonly store: string; readonly mailbox?: string }): Said => {
  const { values } = parseArgs({
    options: {
      desk: { type: "string" },
      store: { type: "string", default: usual.store },
      mailbox: { type: "string", default: usual.mailbox ?? "" },
    },
  })
  return values
}

/** A store that does not exist yet: what an earlier demo left there is removed. */
export const emptyStore = (store: string): void => {
  for (const left of ["", "-wal", "-shm", ".attachments"])
    rmSync(`${store}${left}`, { recursive: true, force: true })
  mkdirSync(dirname(store), { recursive: true })
}
