import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { describe, expect, it } from "vitest"

const script = fileURLToPath(new URL("main.ts", import.meta.url))
const node = promisify(execFile)

const oracle = async (timeZoneOfProcess: string, args: ReadonlyArray<string>) => {
  const all = ["--conditions=@upkeep/source", script, ...args]
  const env = { ...process.env, TZ: timeZoneOfProcess }
  const { stdout } = await node(process.execPath, all, { env })
  return stdout
}

const few = ["--processes", "1", "--zones", "Europe/Berlin,Pacific/Apia,+05:45", "--cases", "60"]

describe("npm run oracle", () => {
  it("P8 the time zone of the process changes nothing", async () => {
    const order = [...few, "--seed", "8"]
    const told: Array<string> = []
    // The last one is on the other side of the date line, and skipped a date.
    for (const of of ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])
      told.push(await oracle(of, order))
    expect(told[0]).toMatch(
      /^seed 8, zone data \w+\n60 cases, [\d,]+ questions, 3 zones, \d+ places\ndigest of our answers [0-9a-f]{64}\n0 disagreements\n$/,
    )
    expect(new Set(told).size).toBe(1)
  }, 120_000)

  it("another seed asks something else", async () => {
    const told = [
      await oracle("UTC", [...few, "--seed", "1"]),
      await oracle("UTC", [...few, "--seed", "2"]),
    ]
    const digests = told.map((text) => /digest.*/.exec(text)?.[0])
    expect(new Set(digests).size).toBe(2)
  }, 120_000)

  it("so many processes change nothing", async () => {
    const order = [...few, "--seed", "8"]
    expect(await oracle("UTC", [...order, "--processes", "2"])).toBe(await oracle("UTC", order))
  }, 120_000)

  it.each(["--cases=some", "--seed=-1"])("%s is refused", async (option) => {
    const refused = await oracle("UTC", [option]).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 2, stdout: "" })
  })
})
