// A process of its own that publishes versions to a file: node publisher.ts FILE COUNT.
// It prints a line for each version that it was given.
import { writeSync } from "node:fs"
import { businessConnect, createDesk } from "@upkeep/core"
import { sqlite } from "../src/index.ts"

const [file = "", count = "0"] = process.argv.slice(2)
const actor = { kind: "robot", id: String(process.pid) } as const

await using desk = await createDesk({
  process: businessConnect,
  storage: sqlite({ file }),
  background: false,
})
for (let left = Number(count); left > 0; left--) {
  const { version } = await desk.publishVersion({ component: "catalog", actor })
  writeSync(1, `${version}\n`)
}
