// A process of its own that brings a file up to date: node migrator.ts FILE.
import { sqlite } from "../src/index.ts"

await sqlite({ file: process.argv[2] ?? "" }).admin.up()
