import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import * as Plan from "./chaos/Plan.ts"

const main = fileURLToPath(new URL("chaos/main.ts", import.meta.url))
const seed = Number(process.env["UPKEEP_SEED"] ?? Date.now() % 1_000_000)

interface Ran {
  readonly code: number | string | null
  readonly lines: ReadonlyArray<string>
  /** The last line, which programs read. */
  readonly last: { readonly [name: string]: unknown }
}

const chaos = (...given: ReadonlyArray<string>): Promise<Ran> =>
  new Promise((resolve) => {
    const args = ["--conditions=@upkeep/source", main, ...given]
    execFile(process.execPath, args, { maxBuffer: 64 * 1_048_576 }, (error, out, err) => {
      const lines = `${err}${out}`.trimEnd().split("\n")
      const last = lines.at(-1) ?? ""
      const code = error === null ? 0 : (error.code ?? null)
      resolve({ code, lines, last: last.startsWith("{") ? JSON.parse(last) : {} })
    })
  })

const names = "accepted doubled faults gaps kinds lost repeatedNotifications seconds seed".split(
  " ",
)

const shown = ({ lines }: Ran): string => lines.slice(-40).join("\n")

describe(`a short run of real processes (seed ${seed})`, () => {
  it("P1 P2 P3 P4 P5 P6 P7 P9 P10 P11 P19 P20 hold on PostgreSQL while everything breaks", async () => {
    const ran = await chaos("--seconds", "15", "--seed", String(seed), "--json")
    expect(ran.code, shown(ran)).toBe(0)
    expect(Object.keys(ran.last).toSorted()).toEqual(names)
    expect(Object.values(ran.last).every((value) => typeof value === "number")).toBe(true)
    expect(ran.last).toMatchObject({ seed, seconds: 15, lost: 0, doubled: 0, gaps: 0 })
    expect(ran.last["faults"]).toBeGreaterThanOrEqual(8)
    expect(ran.last["kinds"]).toBeGreaterThanOrEqual(4)
    expect(ran.last["accepted"]).toBeGreaterThan(100)
  }, 300_000)

  it("P1 P2 P3 P4 P5 P6 P7 P10 P11 P19 P20 hold on SQLite, killed ten times and more", async () => {
    const ran = await chaos("--seconds", "22", "--seed", String(seed), "--store", "sqlite")
    expect(ran.code, shown(ran)).toBe(0)
    expect(ran.last).toMatchObject({ lost: 0, doubled: 0, gaps: 0 })
    expect(ran.lines.filter((line) => line.includes("SIGKILL")).length).toBeGreaterThanOrEqual(10)
    expect(ran.last["accepted"]).toBeGreaterThan(20)
  }, 300_000)

  it("refuses what is no run, all of it at once", async () => {
    const { code, lines } = await chaos("--seconds", "1", "--store", "mongo", "--seed", "x")
    expect(code).toBe(2)
    expect(lines).toEqual([
      "chaos: got 1, expected a whole number from 5 to 86400, at --seconds",
      "chaos: got x, expected a whole number from 0 to 4294967295, at --seed",
      "chaos: got mongo, expected one of postgres, sqlite, at --store",
    ])
  })
})

describe("the plan of a run", () => {
  const minute = { seed: 7, seconds: 60, store: "postgres" } as const

  it("follows from the seed alone", () => {
    expect(Plan.of(minute)).toEqual(Plan.of(minute))
    expect(Plan.of({ ...minute, seed: 8 })).not.toEqual(Plan.of(minute))
  })

  it("has 50 faults of 8 kinds in a minute on PostgreSQL, and 40 kills on SQLite", () => {
    for (let seed = 0; seed < 1_000; seed++) {
      const plan = Plan.of({ ...minute, seed })
      expect(plan.length).toBeGreaterThanOrEqual(50)
      expect(new Set(plan.map(({ kind }) => kind)).size).toBe(new Set(Plan.kindsOf.postgres).size)
      const kills = Plan.of({ ...minute, seed, store: "sqlite" }).filter(({ kind }) =>
        kind.startsWith("kill-"),
      )
      expect(kills.length).toBeGreaterThanOrEqual(40)
    }
  })
})
