// npm run demo [-- --desk NAME]: plays the life of a desk; what else is said is said to its demo.
import { parseArgs } from "node:util"

/** The desks by name, and the folders where they are. No desk knows another, nor this file them. */
const desks = new Map([
  ["mixvel", "mixvel-desk"],
  ["business-connect", "business-connect-desk"],
  ["approval", "approval-desk"],
])

const { values } = parseArgs({
  options: { desk: { type: "string", default: "mixvel" } },
  strict: false,
})
const folder = desks.get(String(values.desk))
if (folder === undefined) {
  const names = [...desks.keys()].join(", ")
  console.error(`demo: got the desk ${String(values.desk)}, expected one of ${names} in --desk`)
  process.exitCode = 2
} else await import(new URL(`../../${folder}/src/demo.ts`, import.meta.url).href)
