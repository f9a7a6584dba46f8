// The desk of document B, wired: SQLite keeps it, its people are known, its process is the
// document's, with a routing of the desk's own.
import {
  businessConnect,
  createDesk,
  type Desk,
  type DeskOptions,
  directory,
  type Profile,
} from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { people } from "./people.ts"

/**
 * The process: document B's, whose mail goes to an invented address. Whoever works has the request
 * (M-05), the one with the fewest of them; outside of all shifts they take turns.
 */
export const process: Profile = {
  ...businessConnect,
  id: "business-connect-desk",
  desk: { ...businessConnect.desk, email: "help@business-connect.example" },
  routing: [
    { rule: "on shift", onShift: true, spread: "leastLoad", ifNobody: "next" },
    { rule: "in turn", spread: "roundRobin" },
  ],
}

/** What differs from one run to another: who tells people, who does the work, what time it is. */
export interface Setting extends Pick<DeskOptions, "process" | "notify" | "background" | "now"> {
  readonly file: string
}

/** Opens the desk. */
export const openDesk = ({ file, ...others }: Setting): Promise<Desk> =>
  createDesk({ process, storage: sqlite({ file }), directory: directory(people), ...others })
