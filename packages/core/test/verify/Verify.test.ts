// What a verification finds in processes with one flaw each, and that sound ones have none.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import { findingCodes, verifyProcess } from "../../src/verify/Verify.ts"
import { edited, labels, madeWith, step, withNext } from "./breaking.ts"
import { brokenCharts } from "./brokenCharts.ts"
import { brokenParts } from "./brokenParts.ts"

const broken = [...brokenCharts, ...brokenParts]

describe("verifyProcess", () => {
  it.each([standard, mixvel, businessConnect])(
    "finds nothing in the shipped process $id",
    (profile) => {
      expect(verifyProcess(Result.getOrThrow(Process.make(profile)))).toEqual([])
    },
  )

  it("finds nothing in steps, types and clocks that are sound", () => {
    const closing = standard.policy.clocks.map((clock) =>
      clock.id === "customerAnswer"
        ? { ...clock, fromContract: false, target: { workingDays: 1 }, warnBefore: [60] }
        : clock,
    )
    const unanswered = {
      id: "unanswered",
      target: { calendarDays: 30 },
      starts: [{ enters: "customers" }],
      stops: [{ leaves: "customers" }],
      effect: "close",
    }
    const process = madeWith({
      ...step({}, { required: ["budget", "files", "environment"] }),
      fields: [{ id: "budget", kind: "number", labels }],
      requestTypes: [
        { id: "wish", labels, required: ["environment"], wished: ["files"] },
        { id: "fault", labels, way: { steps: [], confirmation: false } },
      ],
      unanswered: true,
      policy: { ...standard.policy, clocks: [...closing, unanswered] },
      notices: [
        ...standard.notices,
        { event: "ClockBreached", clock: "customerAnswer", channel: "email", text: "reminder" },
        { event: "ClockWarned", clock: "customerAnswer", channel: "email", text: "reminder" },
      ],
    })
    expect(verifyProcess(process)).toEqual([])
  })

  it("M-14 finds a way out of waiting where several clocks together end it for every request", () => {
    const none = { when: {}, target: "none" } as const
    const silences = standard.policy.clocks.flatMap((clock) =>
      clock.id === "silence"
        ? standard.lines.map(({ id: line }) => {
            const { target = { calendarDays: 3 }, ...rest } = clock
            return { ...rest, id: `silence-${line}`, targets: [{ when: { line }, target }, none] }
          })
        : [clock],
    )
    const policy = { ...standard.policy, clocks: silences }
    expect(verifyProcess(madeWith({ policy }))).toEqual([])
    const without = { ...policy, clocks: silences.filter(({ id }) => id !== "silence-second") }
    const found = verifyProcess(madeWith({ policy: without }))
    expect(found.map(({ code, at }) => [code, at])).toEqual([
      ["no-way-out-of-waiting", "completed.awaitingWord"],
    ])
  })

  it.each(broken)("$flaw: found as $code, and as nothing else", ({ code, process, at, path }) => {
    const found = verifyProcess(process)
    expect([...new Set(found.map((each) => each.code))]).toEqual([code])
    const [first] = found
    expect(first?.at).toBe(at)
    if (path !== undefined) expect(first?.path).toEqual(path)
    expect(first?.message).toBe(
      `${code}: got ${first?.got}, expected ${first?.expected}, at ${at}` +
        (first?.way === null ? "" : ` of requests of type ${first?.way}`),
    )
    expect(first?.page).toBe(`docs/verification.md#${code}`)
  })

  it("knows that a diagnosis begins with an assignment: where nobody can be assigned, none does", () => {
    const process = madeWith({ causeFirst: true, lines: standard.lines.slice(0, 1) })
    const unassigned = edited(process, (each) =>
      each.states.has("registered")
        ? { ...each, tags: new Set([...each.tags].filter((tag) => tag !== "workable")) }
        : each,
    )
    const found = verifyProcess(unassigned).map(({ code, at }) => `${code} ${at}`)
    expect(found).toContain("no-answer open.registered.ours")
    expect(found).toContain("nobody-owes open.registered.ours")
  })

  it("has an example of a flaw for every code", () => {
    expect([...new Set(broken.map(({ code }) => code))].toSorted()).toEqual(findingCodes.toSorted())
  })

  it("tells the way to a configuration in signals that lead there, and no shorter one does", () => {
    const found = broken.flatMap(({ process }) =>
      verifyProcess(process).map((each) => ({ ...each, process })),
    )
    const placed = found.filter(({ at }) => /^(?:open|completed)\./.test(at))
    expect(placed.length).toBeGreaterThan(9)
    for (const { process, at, path, way } of placed) {
      const { initial, table } = Process.lifecycleOf(process, way ?? "")
      const next = (from: string) => table.get(from)?.next ?? new Map<string, string>()
      if (at === "open.lost.ours") continue
      expect(path.reduce((from, signal) => next(from).get(signal) ?? "", initial)).toBe(at)
      // By fewer signals one gets elsewhere, unless by closing and reopening.
      let near = [initial]
      for (let length = 0; length < path.length; length++) {
        expect(near).not.toContain(at)
        near = near.flatMap((from) => (from.startsWith("closed") ? [] : [...next(from).values()]))
        near = [...new Set(near)]
      }
    }
  })

  it("tells of a flaw on one way the type of its requests, and of one on several the first", () => {
    const process = madeWith({
      requestTypes: [
        { id: "wish", labels },
        { id: "fault", labels, way: { release: false } },
        { id: "outage", labels, way: { release: false } },
      ],
    })
    const stuck = edited(process, (each) =>
      each.status === "open.escalated.ours"
        ? withNext(each, new Map([["Withdrawn", "closed.withdrawn"]]))
        : each,
    )
    const { lifecycle } = process
    const wish = process.lifecycles.get("wish") ?? lifecycle
    const onTypes = new Map([...stuck.lifecycles, ["wish", wish] as const])
    const found = verifyProcess({ ...stuck, lifecycle, lifecycles: onTypes })
    expect(found.map(({ code, way }) => [code, way])).toContainEqual(["nobody-owes", "fault"])
    expect(new Set(found.map(({ way }) => way))).toEqual(new Set(["fault"]))
    expect(found[0]?.message).toMatch(/ of requests of type fault$/)
  })

  it("says what it needs, given a profile that is no process yet", () => {
    expect(() => Reflect.apply(verifyProcess, undefined, [standard])).toThrow(
      new TypeError("got a profile, expected a process: Process.make(profile)"),
    )
  })

  it("does not believe the rules of profiles: the lifecycle of another process is found", () => {
    const other = madeWith({
      confirmation: false,
      labels: {},
      policy: { id: "p", version: "1", clocks: [] },
    })
    const { lifecycle, lifecycles } = other
    const codes = new Set(
      verifyProcess({ ...madeWith(), lifecycle, lifecycles }).map(({ code }) => code),
    )
    expect([...codes]).toEqual(expect.arrayContaining(["unreachable", "wrong-close"]))
  })
})
