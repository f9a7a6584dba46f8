// The desk of document M, wired: SQLite keeps it, SMTP tells its customers, a folder of mails feeds
// it.
import { createDesk, type Desk, directory, mixvel } from "@upkeep/core"
import { email } from "@upkeep/notify-email"
import { sqlite } from "@upkeep/storage-sqlite"
import { people } from "./people.ts"

/** What the wiring is told. */
export interface Setting {
  readonly file: string
  readonly smtpPort: number
  readonly now: () => number
}

/** The address under which this desk writes and is written to; the real one is M's. */
export const ownAddress = "info@mixvel.example"

/** Opens the desk. The worker stands still: the story says when it works. */
export const openDesk = ({ file, smtpPort, now }: Setting): Promise<Desk> =>
  createDesk({
    process: { ...mixvel, desk: { ...mixvel.desk, email: ownAddress } },
    storage: sqlite({ file }),
    directory: directory(people),
    notify: [
      email({
        from: { name: mixvel.desk.name, address: ownAddress },
        smtp: { host: "127.0.0.1", port: smtpPort },
      }),
    ],
    background: false,
    now,
  })
