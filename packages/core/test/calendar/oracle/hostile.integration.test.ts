import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "vitest"

const script = fileURLToPath(new URL("hostile.ts", import.meta.url))

/** From 1970 to 2200 a zone's offset is read every six days, and around each switch some times. */
const readsAtMost = 40_000
/** A hundred times what it takes. */
const endlessAfterMillis = 100_000

it("C09 no input loops: hostile questions end with a value or a RangeError", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@upkeep/source", script, "9"],
    { timeout: endlessAfterMillis },
  )
  const [summary = "", ...odd] = stdout.trim().split("\n").toReversed()
  expect(odd).toEqual([])
  const { asked, mostReads }: { asked: number; mostReads: number } = JSON.parse(summary)
  expect(asked).toBeGreaterThan(30_000)
  expect(mostReads).toBeLessThan(readsAtMost)
}, 120_000)
