// What a verification knows of clocks that end and of requests that come back: what cannot happen
// is not found, and what can is.
import { describe, expect, it } from "vitest"
import type { Process } from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import type { Policy } from "../../src/sla/Policy.ts"
import { isBegun } from "../../src/verify/clockRun.ts"
import { verifyProcess } from "../../src/verify/Verify.ts"
import { waysOf } from "../../src/verify/way.ts"
import { madeWith, step, withClock } from "./breaking.ts"

const codesOf = (process: Process) => verifyProcess(process).map(({ code }) => code)

const standingsOf = (process: Process) =>
  waysOf(process)
    .find(({ type }) => type !== null)
    ?.runs.get("c")?.standings ?? []

/** The standard policy with a clock on the stay in one state, and what cancels it. */
const staying = (state: string, cancels: ReadonlyArray<object> = []) =>
  withClock({ starts: [{ enters: state }], stops: [{ leaves: state }], cancels })

/** The same, where the silence of the customer breaches, and closes nothing. */
const unclosing = ({ policy }: { readonly policy: Policy }) => {
  const clocks = policy.clocks.map((each) =>
    each.id === "silence" ? { ...each, effect: "breach" } : each,
  )
  return { policy: { ...policy, clocks } }
}

describe("a request that was closed and comes back", () => {
  it.each([
    ["approval", step()],
    ["diagnosing", {}],
    ["fixing", {}],
    ["customers", {}],
    ["awaitingWord", {}],
  ])("P7 goes on without a clock on a stay in %s, which was left", (state, over) => {
    expect(verifyProcess(madeWith({ ...over, ...staying(state) }))).toEqual([])
  })

  it("P7 goes on in no other state of the work than that in which it was merged", () => {
    const process = madeWith({ ...step(), ...staying("approval", [{ event: "Merged" }]) })
    expect(verifyProcess(process)).toEqual([])
    const merged = standingsOf(process).filter(({ phase }) => phase === "closed")
    expect(merged.map(({ status, backTo }) => [status, backTo])).toEqual([
      ["closed.merged", "approval"],
    ])
  })

  it("P7 goes on with a clock that the silence ended: that runs on where it is then withdrawn", () => {
    const [found, ...others] = verifyProcess(
      madeWith(staying("awaitingWord", [{ event: "SilenceElapsed" }])),
    )
    expect(others).toEqual([])
    expect(found?.code).toBe("clock-runs-where-nobody-acts")
    expect(found?.path).toEqual([
      "Answered",
      "Completed",
      "SilenceElapsed",
      "AnswerReturned",
      "Withdrawn",
    ])
  })

  it("M-12 is measured anew after a reopening: what had ended has ended for good", () => {
    const process = madeWith(withClock({ stops: [{ enters: "closed" }], cancels: [] }))
    expect(verifyProcess(process)).toEqual([])
    const open = standingsOf(process).filter(({ status }) => status.startsWith("open"))
    const over = open.filter((each) => !isBegun(each))
    expect(over.length).toBeGreaterThan(0)
    expect(new Set(over.map(({ phase }) => phase))).toEqual(new Set(["idle"]))
    for (const { path } of over) expect(path).toContain("Reopened")
  })
})

describe("a silence that no clock tells of", () => {
  it("M-14 ends no request, and leads no clock anywhere", () => {
    const silent = staying("awaitingWord", [{ event: "SilenceElapsed" }])
    expect(codesOf(madeWith(unclosing(silent)))).toEqual(["no-way-out-of-waiting"])
    expect(codesOf(madeWith(unclosing({ policy: standard.policy })))).toEqual([
      "no-way-out-of-waiting",
    ])
  })

  it("M-14 starts no clock", () => {
    const after = withClock({ starts: [{ event: "SilenceElapsed" }], stops: [{ enters: "open" }] })
    expect(codesOf(madeWith(unclosing(after)))).toContain("clock-never-starts")
    expect(codesOf(madeWith(after))).not.toContain("clock-never-starts")
  })
})
