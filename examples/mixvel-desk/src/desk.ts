// The desk of document M, wired: SQLite keeps it, its people are known, its process is the
// document's, with a routing of the desk's own.
import {
  createDesk,
  type Desk,
  type DeskOptions,
  directory,
  mixvel,
  type Profile,
} from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { people } from "./people.ts"

/**
 * The process: document M's, whose mail goes to an invented address. On the first line somebody
 * claims a request; what is handed to the developers goes to one of those who know the servers'
 * language and are at work, the one with the fewest requests (M-05).
 */
export const process: Profile = {
  ...mixvel,
  id: "mixvel-desk",
  desk: { ...mixvel.desk, email: "info@mixvel.example" },
  routing: [
    {
      rule: "developers",
      when: { line: "development" },
      competence: "C#",
      onShift: true,
      spread: "leastLoad",
    },
  ],
}

/** What differs from one run to another: who tells people, who does the work, what time it is. */
export interface Setting extends Pick<DeskOptions, "notify" | "channels" | "background" | "now"> {
  readonly file: string
}

/** Opens the desk. */
export const openDesk = ({ file, ...others }: Setting): Promise<Desk> =>
  createDesk({ process, storage: sqlite({ file }), directory: directory(people), ...others })
