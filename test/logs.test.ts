// Real event logs, moved in by the command and asked again: a hundred cases of each. All of them:
// node --conditions=@upkeep/source test/logs/main.ts
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { folder, without } from "./logs/found.ts"

const main = fileURLToPath(new URL("logs/main.ts", import.meta.url))

const figures = (log: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = ["--conditions=@upkeep/source", main, log, "--cases", "100"]
    execFile(process.execPath, args, (error, out, err) =>
      error === null ? resolve(out) : reject(new Error(err)),
    )
  })

describe.skipIf(folder === undefined)(`real logs are moved in${without}`, () => {
  // Of a hundred cases; what does not fit is work that goes on after the answer without a word.
  const least = { helpdesk_italy: 97, bpi13_incidents: 87 }
  for (const [log, fit] of Object.entries(least))
    it(`of ${log} at least ${fit} fit, and all that fit can be asked what would have been`, async () => {
      const out = await figures(log)
      const [, imported = "{}", ...asked] = out.trimEnd().split("\n")
      const { taken, refused, unplaced, codes } = JSON.parse(imported)
      expect(taken).toBeGreaterThanOrEqual(fit)
      expect(taken + refused).toBe(100)
      expect(unplaced).toBe(0)
      expect(Object.keys(codes)).toEqual(["TransitionNotAllowed"])
      expect(asked).toHaveLength(3)
      for (const line of asked) expect(line).toContain(`"tickets":${taken}`)
    })
})
