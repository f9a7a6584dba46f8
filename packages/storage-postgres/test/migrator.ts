// A process of its own that brings a schema up to date until it is done or killed:
// node migrator.ts URL SCHEMA. It prints a line when it begins.
import { writeSync } from "node:fs"
import { postgres } from "../src/index.ts"

const [url = "", schema = ""] = process.argv.slice(2)

writeSync(1, "begun\n")
await postgres({ url, schema }).admin.up()
writeSync(1, "done\n")
