// upkeep check, as the author of a profile calls it.
import { businessConnect, mixvel, type Profile, standard } from "@upkeep/core"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { beforeEach, describe, expect, it } from "vitest"
import { environmentOf, jsonIn, newFolder } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname

let folder = ""

const check = async (...args: ReadonlyArray<string>) => {
  const env = environmentOf()
  const child = spawn(process.execPath, [bin, "check", ...args], { cwd: folder, env })
  let [out, err] = ["", ""]
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
  const [code]: ReadonlyArray<unknown> = await once(child, "close")
  return { code, out, err }
}

const { clocks } = standard.policy

/** A process whose customers are waited for for ever. */
const patient: Profile = {
  ...standard,
  id: "acme",
  version: "3",
  policy: { ...standard.policy, clocks: clocks.filter(({ id }) => id !== "silence") },
}

beforeEach(() => {
  folder = newFolder()
})

describe("upkeep check", () => {
  it.each([standard, mixvel, businessConnect])(
    "finds nothing in the process $id, and ends with 0",
    async (profile) => {
      jsonIn(folder, "profile.json", profile)
      const { code, out, err } = await check("profile.json")
      expect({ code, out, err }).toEqual({
        code: 0,
        out: `${profile.id}@${profile.version}: nothing found\n`,
        err: "",
      })
    },
  )

  it.each([
    ["standard", standard],
    ["mixvel", mixvel],
    ["business-connect", businessConnect],
  ])("knows %s by name, and a file of that name by its path", async (name, { id, version }) => {
    jsonIn(folder, name, patient)
    const { code, out } = await check(name)
    expect([code, out]).toEqual([0, `${id}@${version}: nothing found\n`])
    expect((await check(`./${name}`)).code).toBe(1)
  })

  it("tells each finding with its place, the way there and its page, and ends with 1", async () => {
    jsonIn(folder, "profile.json", patient)
    const { code, out, err } = await check("profile.json")
    expect([code, err]).toEqual([
      1,
      'upkeep: process-unsound: got "1 finding", expected none, at "profile.json"\n',
    ])
    expect(out.split("\n")).toEqual([
      "acme@3: 1 finding",
      "",
      'no-way-out-of-waiting: got "nothing that we or a clock may do where no answer comes", ' +
        "expected a clock that closes it, whatever its line and priority, at completed.awaitingWord of requests of type request",
      "  after Answered → Completed",
      "  see docs/verification.md#no-way-out-of-waiting",
      "",
    ])
  })

  it("tells programs the same", async () => {
    jsonIn(folder, "profile.json", patient)
    const { code, out } = await check("profile.json", "--json")
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      process: "acme@3",
      findings: [
        {
          code: "no-way-out-of-waiting",
          way: "request",
          at: "completed.awaitingWord",
          path: ["Answered", "Completed"],
          page: "docs/verification.md#no-way-out-of-waiting",
        },
      ],
    })
    jsonIn(folder, "standard.json", standard)
    const sound = await check("standard.json", "--json")
    expect([sound.code, JSON.parse(sound.out)]).toEqual([
      0,
      { process: "standard@2", findings: [] },
    ])
  })

  it("tells every mistake of a profile that cannot be made, with its page, and ends with 78", async () => {
    const broken = {
      ...standard,
      calendar: { id: "c", version: "1", timeZone: "UTC", week: 7 },
      lines: 7,
      colour: "red",
    }
    jsonIn(folder, "profile.json", broken)
    const { code, out, err } = await check("profile.json")
    expect(code).toBe(78)
    expect(out).toMatch(/^no process can be made of it: \d+ mistakes\n/)
    expect(out).toMatch(
      /unknown-field: got "red".*, at colour\n {2}see docs\/problems\.md#profiles\n/,
    )
    expect(out).toMatch(/at calendar\.week\n {2}see docs\/problems\.md#calendars\n/)
    expect(err).toMatch(/^upkeep: process-unmade: got "\d+ mistakes", expected a profile without/)
    const told = await check("profile.json", "--json")
    expect(told.code).toBe(78)
    expect(JSON.parse(told.out)).toMatchObject({
      process: null,
      findings: expect.arrayContaining([
        expect.objectContaining({ code: "wrong-type", at: "lines", path: [], way: null }),
      ]),
    })
  })

  it("shows nothing of a name that a terminal would obey", async () => {
    const id = "sly\u001b[2J"
    jsonIn(folder, "profile.json", { ...patient, labels: { [id]: { en: "a", ru: "б" } } })
    const { out } = await check("profile.json")
    expect(out).toContain("unreachable: got ")
    expect(out).not.toContain("\u001b")
  })
})

it.each([
  [[], 2, /got no file, expected: upkeep check FILE, or the name of a process/],
  [["a.json", "b.json"], 2, /got 2 arguments, expected one/],
  [["a.json", "--store", "x.db"], 2, /got --store, expected for check: --json/],
  [["absent.json"], 78, /cannot-read-process: got "absent.json", expected a profile as JSON/],
  [["absent.json", "--json"], 78, /cannot-read-process: got "absent.json"/],
])("%j ends with %i and says why", async (args, code, said) => {
  const ended = await check(...args)
  expect([ended.code, ended.out]).toEqual([code, ""])
  expect(ended.err).toMatch(said)
})
