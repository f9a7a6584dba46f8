// upkeep process, as an operator calls it.
import { createDesk, type Profile, standard } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { beforeEach, describe, expect, it } from "vitest"
import { environmentOf, jsonIn, newFolder } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const labels = { en: "Approval", ru: "Согласование" }

/** The standard process with a step of its own, which has no other way around it. */
const approving = (id: string, version: string, over: Partial<Profile> = {}): Profile => ({
  ...standard,
  id: "acme",
  version,
  causeFirst: true,
  escalation: false,
  steps: [
    {
      id,
      labels,
      after: "diagnosing",
      before: "solving",
      owner: "vendor",
      moves: [{ id: "pass", labels, to: "next" }],
    },
  ],
  ...over,
})

let folder = ""

const open = (process?: Profile) =>
  createDesk({
    storage: sqlite({ file: join(folder, "upkeep.db") }),
    background: false,
    ...(process === undefined ? {} : { process }),
  })

/** So many tickets that wait in the step, and one that is only registered. */
const plant = async (waiting: number): Promise<ReadonlyArray<string>> => {
  await using desk = await open(approving("approval", "1"))
  const actor = { kind: "agent", id: "olga" } as const
  const request = { type: "register", channel: "phone", subject: "s", text: "t" } as const
  const ids: Array<string> = []
  for (let each = 0; each <= waiting; each++) {
    const { ticketId } = await desk.submit({ actor, command: { ...request, requester: {} } })
    ids.push(ticketId)
    if (each === waiting) continue
    await desk.submit({ ticketId, actor, command: { type: "assign", assignee: "olga" } })
    await desk.submit({ ticketId, actor, command: { type: "diagnose", cause: "noFault" } })
  }
  return ids
}

const run = async (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [bin, "process", ...args], {
    cwd: folder,
    env: environmentOf(),
  })
  let [out, err] = ["", ""]
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()))
  const [code]: ReadonlyArray<unknown> = await once(child, "close")
  return { code, out, err }
}

const files = (before: Profile, after: Profile): readonly [string, string] => [
  jsonIn(folder, "old.json", before),
  jsonIn(folder, "new.json", after),
]

beforeEach(() => {
  folder = newFolder()
})

describe("upkeep process diff", () => {
  it("says in words what differs, without any store", async () => {
    const { code, out, err } = await run(
      "diff",
      ...files(approving("approval", "1"), approving("review", "2")),
    )
    expect([code, err]).toEqual([0, ""])
    const lines = out.split("\n")
    expect(lines.slice(0, 5)).toEqual([
      "acme@1 → acme@2",
      "",
      "In the profile",
      "  - step approval: en Approval, ru Согласование",
      "  + step review: en Approval, ru Согласование",
    ])
    expect(lines).toContain("    - approval → solving by pass")
    expect(lines).toContain("No place for tickets of")
    expect(lines).toContain("  request in approval")
  })

  it("P14 says which open tickets of a store a change would strand, and publishes nothing", async () => {
    const ids = await plant(7)
    const [before, after] = files(approving("approval", "1"), approving("review", "2"))
    const { code, out } = await run("diff", before, after, "--store", "upkeep.db")
    expect(code).toBe(0)
    expect(out.slice(out.indexOf("Open tickets"))).toBe(
      [
        "Open tickets of acme in the store",
        "  1 would go on by acme@2, 0 do already, 7 would not",
        "  NoPlace  7 in approval: T-1, T-2, T-3, T-4, T-5, …",
        "",
      ].join("\n"),
    )
    const told = await run("diff", before, after, "--store", "upkeep.db", "--json")
    expect(JSON.parse(told.out)).toMatchObject({
      before: "acme@1",
      after: "acme@2",
      stranded: [{ requestType: "request", state: "approval" }],
      tickets: {
        moved: 1,
        refused: [
          {
            rule: "NoPlace",
            state: "approval",
            count: 7,
            samples: [{ ticketId: ids[0] }, {}, {}, {}, {}],
          },
        ],
      },
    })
    await using desk = await open()
    expect(desk.profile.version).toBe("1")
  })
})

describe("upkeep process migrate", () => {
  it("PR20 publishes no version that would strand open tickets", async () => {
    const [ticketId = ""] = await plant(3)
    const [, after] = files(approving("approval", "1"), approving("review", "2"))
    const { code, out, err } = await run("migrate", "--process", after)
    expect([code, out]).toEqual([1, ""])
    expect(err).toContain("occupied-state: got 3, expected a place in acme@2")
    expect(err).toContain(ticketId)
    await using desk = await open()
    expect(desk.profile.version).toBe("1")
  })

  it("lets open tickets go on by the version, and does nothing twice", async () => {
    const [ticketId = ""] = await plant(3)
    const next = approving("review", "2", { places: { approval: "review" } })
    const [, after] = files(next, next)
    const first = await run("migrate", "--process", after)
    expect(first).toMatchObject({ code: 0, err: "" })
    expect(first.out).toBe(
      "4 moved, 0 unchanged so far\n4 tickets go on by acme@2 now, 0 did before, 0 do not\n",
    )
    const again = await run("migrate", "--process", after, "--json")
    expect(JSON.parse(again.out)).toEqual({
      totals: { moved: 0, unchanged: 4, others: 0, refused: 0 },
    })
    await using desk = await open()
    expect(await desk.show(ticketId)).toMatchObject({
      process: "acme@2",
      status: "open.review.ours",
    })
  })

  it("PR22 by --places tickets pass by a step only with a reason, which is kept", async () => {
    const [ticketId = ""] = await plant(1)
    const next = approving("approval", "2")
    const [, after] = files(next, next)
    const places = ["--places", "approval=solving"]
    const refused = await run("migrate", "--process", after, ...places)
    expect(refused.code).toBe(0)
    expect(refused.out).toContain("T-1  refused  MigrationSkipsStep: got ")
    expect(refused.out).toContain("1 tickets go on by acme@2 now, 0 did before, 1 do not\n")
    const forced = await run(
      "migrate",
      "--process",
      after,
      ...places,
      "--force",
      "Agreed.",
      "--json",
    )
    expect(JSON.parse(forced.out)).toEqual({
      totals: { moved: 1, unchanged: 1, others: 0, refused: 0 },
    })
    await using desk = await open()
    const { history, status } = await desk.show(ticketId)
    expect(status).toBe("open.solving.ours")
    expect(history.at(-1)).toMatchObject({ text: "Agreed.", facts: { forced: true } })
  })
})

it.each([
  [["diff"], 2, /got 0 files, expected: upkeep process diff OLD NEW/],
  [["diff", "new.json"], 2, /got 1 files/],
  [["diff", "new.json", "new.json", "new.json"], 2, /got 3 files/],
  [["diff", "new.json", "new.json", "--mode", "keep"], 2, /got --mode, expected for process diff/],
  [["diff", "bad.json", "absent.json"], 78, /at OLD\.id[\s\S]+cannot-read-process.+at NEW/],
  [["diff", "new.json", "new.json", "--store", "none.db"], 1, /no-store/],
  [["migrate"], 2, /got no --process/],
  [["migrate", "x", "--process", "new.json"], 2, /got x, expected: upkeep process migrate/],
  [
    ["migrate", "--process", "bad.json", "--places", "a"],
    78,
    /missing-field[\s\S]+invalid-value.+at --places/,
  ],
  [["migrate", "--process", "new.json", "--places", "a=b,a=c"], 78, /at --places/],
  [["migrate", "--process", "new.json"], 1, /no-store/],
])("%j ends with %i and says why", async (args, code, said) => {
  jsonIn(folder, "new.json", approving("approval", "1"))
  jsonIn(folder, "bad.json", {})
  const ended = await run(...args)
  expect([ended.code, ended.out]).toEqual([code, ""])
  expect(ended.err).toMatch(said)
})

it("PR21 places that lead nowhere are refused before a ticket is touched", async () => {
  await plant(1)
  const [, after] = files(standard, approving("approval", "2"))
  const { code, err } = await run("migrate", "--process", after, "--places", "approval=nowhere")
  expect(code).toBe(1)
  expect(err).toContain('unknown-state: got "nowhere"')
})

it("PR19 a version that was published with other content is a mistake of the call", async () => {
  await plant(1)
  const [before, after] = files(approving("approval", "1"), approving("review", "1"))
  for (const args of [
    ["diff", before, after, "--store", "upkeep.db"],
    ["migrate", "--process", after],
  ]) {
    const ended = await run(...args)
    expect([ended.code, ended.out]).toEqual([78, ""])
    expect(ended.err).toContain('version-exists: got "acme@1"')
  }
})
