// A program that asks a store which forgets: what a developer writes, with --json and --only.
import { memory } from "@upkeep/core"
import { reportMain, storageSuite } from "@upkeep/testing"

await reportMain(storageSuite, {
  name: "forgetful",
  make: () => ({ open: () => memory() }),
  capabilities: { persistent: true },
})
