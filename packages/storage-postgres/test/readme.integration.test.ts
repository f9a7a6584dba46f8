// What the README shows is what is run here, each of it on a database of its own.
import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { promisify } from "node:util"
import { describe, expect, it } from "vitest"
import { ask, serverUrl } from "./place.ts"

/** Runs a program on a new database, as often as is asked; what it wrote each time. */
const run = async (program: string, times = 1): Promise<ReadonlyArray<string>> => {
  const database = `readme_${randomBytes(6).toString("hex")}`
  await ask(`CREATE DATABASE ${database} ENCODING 'UTF8' TEMPLATE template0`)
  const url = new URL(serverUrl())
  url.pathname = `/${database}`
  const said: Array<string> = []
  try {
    while (said.length < times) said.push(await outputOf(program, url.href))
    return said
  } finally {
    await ask(`DROP DATABASE ${database} WITH (FORCE)`)
  }
}

const outputOf = async (program: string, url: string): Promise<string> => {
  const cwd = new URL("readme/", import.meta.url)
  const env = { ...process.env, DATABASE_URL: url }
  const command = ["--conditions=@upkeep/source", program]
  return (await promisify(execFile)(process.execPath, command, { cwd, env })).stdout
}

it("the first example runs on an empty database, and again on what it left", async () => {
  expect(await run("first.ts", 2)).toEqual([
    expect.stringMatching(/^T-\d+ is one of 1\n$/),
    expect.stringMatching(/^T-\d+ is one of 2\n$/),
  ])
})

it("a directory that was filled is known to the desk", async () => {
  expect(await run("people.ts")).toEqual(["acme gold@1\n"])
})

describe("P5 a ticket and a row of the product are stored together or not at all, by", () => {
  it.each(["pg", "postgresJs", "drizzle", "kysely", "effect"])("%s", async (host) => {
    const [said = ""] = await run(`${host}.ts`)
    expect(JSON.parse(said)).toEqual({
      refunds: [{ id: "r-1", ticket: "T-1" }],
      failure: expect.stringContaining("the product changed its mind"),
      tickets: ["open.registered.ours", "open.registered.ours"],
      hits: 2,
    })
  })
})
