// A process of its own that sends a file that never ends: node sender.ts FILE
import { setTimeout } from "node:timers/promises"
import { on } from "../../../test/contract/storage/stores.ts"
import { sqlite } from "../src/index.ts"

const [file = ""] = process.argv.slice(2)

async function* endless() {
  for (;;) {
    yield new Uint8Array(1_000)
    await setTimeout(5)
    process.stdout.write("sent\n")
  }
}

await on(sqlite({ file }), ({ files }) => files.put("acme", endless(), 1e9))
