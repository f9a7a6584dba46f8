import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { known } from "./simulate/Variants.ts"

const main = fileURLToPath(new URL("simulate/main.ts", import.meta.url))
const seed = Number(process.env["UPKEEP_SEED"] ?? Date.now() % 1_000_000)

interface Ran {
  readonly code: number | string | null
  readonly lines: ReadonlyArray<string>
  /** The last line, which programs read. */
  readonly last: { readonly [name: string]: unknown }
}

const simulate = (...given: ReadonlyArray<string>): Promise<Ran> =>
  new Promise((resolve) => {
    const args = ["--conditions=@upkeep/source", main, ...given]
    execFile(process.execPath, args, { maxBuffer: 64 * 1_048_576 }, (error, out, err) => {
      const lines = `${err}${out}`.trimEnd().split("\n")
      const last = lines.at(-1) ?? ""
      const code = error === null ? 0 : (error.code ?? null)
      resolve({ code, lines, last: last.startsWith("{") ? JSON.parse(last) : {} })
    })
  })

describe(`a short simulation (seed ${seed})`, () => {
  it("P2 P3 P4 P5 P6 P7 P10 P11 P20 hold in 100 ticket-years of faults", async () => {
    const ran = await simulate("--years", "100", "--seed", String(seed))
    expect(ran.last, ran.lines.slice(-40).join("\n")).toMatchObject({
      seed,
      years: 100,
      worlds: 2,
      violations: 0,
    })
    expect(ran.code).toBe(0)
    expect(ran.last["faults"]).toBeGreaterThan(100)
    expect(ran.last["kinds"]).toBeGreaterThanOrEqual(6)
    expect(ran.last["accepted"]).toBeGreaterThan(200)
  }, 180_000)

  it("gives the same run for the same seed, byte for byte", async () => {
    const again = ["--years", "20", "--seed", String(seed), "--json"]
    const [first, second, other] = await Promise.all([
      simulate(...again),
      simulate(...again),
      simulate("--years", "20", "--seed", String(seed + 1), "--json"),
    ])
    expect(second.lines).toEqual(first.lines)
    expect(other.last["digest"]).not.toBe(first.last["digest"])
  }, 180_000)

  it("refuses what is no simulation, all of it at once", async () => {
    const { code, lines } = await simulate("--years", "0", "--seed=-1", "--bad", "luck")
    expect(code).toBe(2)
    expect(lines).toEqual([
      "simulate: got 0, expected a whole number from 1 to 10000000, at --years",
      "simulate: got -1, expected a whole number from 0 to 4294967295, at --seed",
      `simulate: got luck, expected one of ${Object.keys(known).join(", ")}, at --bad`,
    ])
  })
})

/** A bad desk is followed until a world shows it: mostly the first one. */
const badSeed = 1
const badYears = "300"

describe(`a desk that is known to be bad is caught (seed ${badSeed})`, () => {
  for (const [name, { breaks, says }] of Object.entries(known))
    it(`${breaks} ${name}`, async () => {
      const args = ["--years", badYears, "--seed", String(badSeed), "--bad", name, "--json"]
      const { code, lines } = await simulate(...args)
      const findings = lines.flatMap((line) => {
        const { finding } = JSON.parse(line)
        return finding === undefined ? [] : [finding]
      })
      expect(code).toBe(1)
      expect(findings).toContainEqual(
        expect.objectContaining({ promise: breaks, detail: expect.stringContaining(says) }),
      )
    }, 180_000)

  it("while the desk as it is breaks nothing in the same weather", async () => {
    const ran = await simulate("--years", "25", "--seed", String(badSeed), "--bad", "nothing")
    expect(ran.last, ran.lines.slice(-20).join("\n")).toMatchObject({ violations: 0 })
  }, 180_000)
})
