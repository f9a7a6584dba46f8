// A process of its own that commits to a file until it is done or killed, and prints each ticket as
// it is accepted: node committer.ts FILE NAME COUNT [shared | never].
import { writeSync } from "node:fs"
import { Effect } from "effect"
import { commitOf, on } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"

const [file = "", name = "", count = "0", mode = ""] = process.argv.slice(2)

const migrate = mode === "never" ? "never" : "auto"

await on(sqlite({ file, shared: mode === "shared", migrate }), ({ tickets }) =>
  Effect.forEach(
    Array.from({ length: Number(count) }, (_, index) => `${name}-${index}`),
    (ticketId) =>
      Effect.map(tickets.commit("acme", [commitOf({ ticketId })]), () =>
        writeSync(1, `${ticketId}\n`),
      ),
    { discard: true },
  ),
)
