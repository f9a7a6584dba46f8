// The desk of document M, wired: SQLite keeps it, its people are known, its process is the
// document's.
import { createDesk, type Desk, type DeskOptions, directory, mixvel } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { people } from "./people.ts"

/** What differs from one run to another: who tells people, who does the work, what time it is. */
export interface Setting extends Pick<DeskOptions, "notify" | "channels" | "background" | "now"> {
  readonly file: string
}

/** The name under which this desk writes. */
export const ownName = mixvel.desk.name
/** The address under which this desk writes and is written to; the real one is M's. */
export const ownAddress = "info@mixvel.example"

/** Opens the desk. */
export const openDesk = ({ file, ...others }: Setting): Promise<Desk> =>
  createDesk({
    process: { ...mixvel, desk: { ...mixvel.desk, email: ownAddress } },
    storage: sqlite({ file }),
    directory: directory(people),
    ...others,
  })
