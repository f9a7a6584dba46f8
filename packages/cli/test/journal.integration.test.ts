// A desk's own journal as an event log: exported, read by others, replayed.
import { execFile } from "node:child_process"
import { createDesk, type Profile, standard } from "@upkeep/core"
import { sqlite } from "@upkeep/storage-sqlite"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { SaxesParser } from "saxes"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { conformityOf, generic, signals } from "./conforming.ts"
import { environmentOf } from "./serving.ts"

const bin = new URL("../bin/upkeep.js", import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), "upkeep-journal-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (
  ...args: ReadonlyArray<string>
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: environmentOf() }
    execFile(process.execPath, [bin, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    })
  })

const secret = "the text that only people may read"
const name = "Anna Petrova"
const anna = { kind: "customer", id: "anna" } as const
const olga = { kind: "agent", id: "olga" } as const
const hourMillis = 3_600_000

type Asked = Parameters<Awaited<ReturnType<typeof createDesk>>["submit"]>[0]["command"]
type Step = Asked | { readonly wait: number }

const answer: Step = { type: "answer", text: secret }
const question: Step = { type: "requestInformation", text: secret }
const reply: Step = { type: "receiveMessage", text: secret }
const lives: ReadonlyArray<ReadonlyArray<Step>> = [
  [{ type: "assign", assignee: "olga" }, question, reply, answer, { type: "confirm" }],
  [answer, { type: "dispute", text: secret }, answer, { wait: 200 }],
  [answer, { wait: 200 }, { type: "reopen", text: secret }, answer, { type: "note", text: secret }],
  [{ type: "escalate", line: "second", text: secret }, question, answer, reply],
  [{ type: "withdraw" }, { type: "note", text: secret }],
  [{ type: "reject", reason: "spam" }],
  [question],
]

const { reopenWithin: _, ...final } = standard
const labels = { en: "Approval", ru: "Согласование" }
const stepped: Profile = {
  ...final,
  id: "stepped",
  requestTypes: [
    ...standard.requestTypes.map((type) => ({ ...type, way: { steps: [] } })),
    { id: "change", labels, way: { causeFirst: true, steps: ["approval"] } },
  ],
  steps: [
    {
      id: "approval",
      labels,
      after: "diagnosing",
      before: "solving",
      owner: "customer",
      moves: [{ id: "approve", labels, to: "next" }],
    },
  ],
}
const approvals: ReadonlyArray<ReadonlyArray<Step>> = [
  [
    { type: "assign", assignee: "olga" },
    { type: "diagnose", cause: "productFault", module: "search" },
    { type: "take", step: "approval", move: "approve" },
    answer,
    { type: "confirm" },
  ],
  [{ type: "assign", assignee: "olga" }, { type: "withdraw" }],
]

const live = async (
  file: string,
  profile: Profile,
  requestType: string,
  all: ReadonlyArray<ReadonlyArray<Step>>,
): Promise<void> => {
  const clock = { at: Date.UTC(2026, 2, 2, 7) }
  const storage = sqlite({ file: join(folder, file) })
  const given = { storage, background: false, now: () => clock.at, process: profile }
  await using desk = await createDesk(given)
  for (const life of all) {
    const request = { channel: "phone", requestType, requester: { name }, subject: secret } as const
    const command = { type: "register", ...request, text: secret } as const
    const { ticketId } = await desk.submit({ actor: anna, command })
    for (const step of life) {
      clock.at += hourMillis * ("wait" in step ? step.wait : 1)
      await desk.work()
      if ("wait" in step) continue
      const actor = step.type === "receiveMessage" ? anna : olga
      await desk.submit({ ticketId, actor, command: step })
    }
  }
}

describe("a journal as an event log", () => {
  beforeAll(async () => {
    await live("upkeep.db", standard, "request", lives)
  })

  it.each(["csv", "xes"])(
    "as %s the chart accepts every case of it, by either map",
    async (format) => {
      const log = `log.${format}`
      const exported = await run("journal", "--format", format, "--out", log)
      expect(exported).toEqual({ code: 0, out: "", err: "" })
      const text = readFileSync(join(folder, log), "utf8")
      const events = text.match(/^T-\d+,|<event>/gm)?.length
      expect(events).toBeGreaterThan(30)
      const accepted = { cases: lives.length, events, acceptedShare: 1, fitness: 1, deviations: {} }
      const reopenedShare = 2 / lives.length
      for (const map of [generic, signals])
        expect(await conformityOf(text, { map })).toMatchObject({ ...accepted, reopenedShare })
      // Facts, and nothing that people wrote.
      for (const personal of [secret, name]) expect(text).not.toContain(personal)
    },
  )

  it("as CSV has the columns of the logs that others publish, and more behind them", async () => {
    const { out } = await run("journal", "--format", "csv")
    const [head, ...rows] = out.trimEnd().split("\n")
    expect(head).toBe("case,seq,ts,state,raw,actor,group,type,status,signal")
    expect(rows.slice(0, 3)).toEqual([
      "T-1,1,2026-03-02T07:00:00.000Z,REG,Registered,customer:anna,first,request,open.registered.ours,Registered",
      "T-1,2,2026-03-02T08:00:00.000Z,ASG,Assigned,agent:olga,first,request,open.registered.ours,Assigned",
      "T-1,3,2026-03-02T08:00:00.000Z,PRG,DiagnosisStarted,agent:olga,first,request,open.diagnosing.ours,DiagnosisStarted",
    ])
    const states = new Set(rows.map((row) => row.split(",")[3]))
    for (const state of ["PRG", "CUS", "ESC", "RES", "CLS", "REO", "WDR"])
      expect(states).toContain(state)
  })

  it("as XES 1849-2016 is XML that declares every prefix, global and classifier that it uses", async () => {
    const { out } = await run("journal", "--format", "xes")
    const parser = new SaxesParser({ xmlns: true })
    const path: Array<string> = []
    const seen = {
      prefixes: new Set<string>(),
      used: new Set<string>(),
      events: 0,
      globals: new Set(),
    }
    const order: Array<string> = []
    parser.on("error", (error) => {
      throw error
    })
    parser.on("opentag", ({ local, uri, attributes }) => {
      expect(uri).toBe("http://www.xes-standard.org/")
      const said = (key: string) => attributes[key]?.value ?? ""
      if (path.length === 1 && order.at(-1) !== local) order.push(local)
      if (local === "extension") seen.prefixes.add(said("prefix"))
      if (local === "event") seen.events += 1
      if (["string", "date", "int"].includes(local) && said("key").includes(":"))
        seen.used.add(said("key").split(":")[0] ?? "")
      if (path.at(-1) === "global" && path.length === 2) seen.globals.add(said("key"))
      if (local === "date") expect(Date.parse(said("value"))).toBeGreaterThanOrEqual(0)
      if (local === "classifier") expect(seen.globals).toContain(said("keys"))
      path.push(local)
    })
    parser.on("closetag", () => void path.pop())
    parser.write(out).close()
    // The order of IEEE 1849-2016, 4.1: extensions, globals, classifiers, attributes, traces.
    expect(order).toEqual(["extension", "global", "classifier", "string", "trace"])
    expect(seen.prefixes).toEqual(seen.used)
    expect(seen.events).toBeGreaterThan(30)
  })

  it("of a process with steps of its own, ways by type and no reopening, by its own signals", async () => {
    await live("steps.db", stepped, "change", approvals)
    const { code, out } = await run("journal", "--store", "steps.db", "--format", "csv")
    expect(code).toBe(0)
    const found = await conformityOf(out, { map: signals, profile: stepped })
    expect(found).toMatchObject({ cases: approvals.length, acceptedShare: 1, deviations: {} })
  })

  it("of no such form is refused, with exit code 78", async () => {
    const { code, out, err } = await run("journal", "--format", "parquet")
    expect({ code, out }).toEqual({ code: 78, out: "" })
    expect(err).toContain(
      'unknown-value: got "parquet", expected one of jsonl, csv, xes, at --format',
    )
  })
})
