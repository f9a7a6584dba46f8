// Real event logs, replayed whole through the standard process by the map that ships.
import { execFile } from "node:child_process"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { folder, without } from "./logs/found.ts"

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const bin = path("../packages/cli/bin/upkeep.js")
const map = path("../examples/conformance/generic.json")

const conformity = (log: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = [bin, "conform", join(folder ?? "", log), "--map", map, "--json"]
    execFile(process.execPath, args, (error, out, err) =>
      error === null ? resolve(out) : reject(new Error(err)),
    )
  })

// What a machine accepts that leaves what is resolved or closed by an explicit reopening alone: the
// publisher of the mapped logs counts 93.2 and 96.6 per cent.
const known = {
  "bpi13_incidents.csv.gz": { cases: 7_554, events: 67_568, accepted: 7_039, pingPong: 1_177 },
  "helpdesk_italy.csv.gz": { cases: 4_580, events: 21_348, accepted: 4_427, pingPong: 5 },
}

describe.skipIf(folder === undefined)(`real logs are replayed${without}`, () => {
  for (const [log, { cases, events, accepted, pingPong }] of Object.entries(known))
    it(`${log}: ${accepted} of ${cases} cases; the rest went on, and nothing says reopened`, async () => {
      const found = JSON.parse(await conformity(log))
      expect(found).toMatchObject({ cases, events, accepted, acceptedShare: accepted / cases })
      expect(Object.keys(found.deviations)).toEqual(["reopened-without-marker"])
      const { cases: deviating, events: rows, pairs } = found.deviations["reopened-without-marker"]
      expect(deviating).toBe(cases - accepted)
      expect(found.fitness).toBe((events - rows) / events)
      expect(found.reopenedShare).toBe(deviating / cases)
      expect(found.pingPong.cases).toBe(pingPong)
      for (const { from } of pairs) expect(from).toMatch(/^(?:completed|closed)/)
    })
})
