// What a verification passes never gets stuck, whatever is done; what gets stuck, it had found.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { verifyProcess } from "../../src/verify/Verify.ts"
import { isBegun } from "../../src/verify/clockRun.ts"
import { waysOf } from "../../src/verify/way.ts"
import {
  type Act,
  acted,
  acts,
  filled,
  hourMillis,
  moves,
  opened,
  passed,
  type Played,
} from "./play.ts"
import { plan, processOf } from "./profiles.ts"

const profiles = 2_000
/** A quarter of a minute on a machine that has nothing else to do. */
const timeout = 300_000

const step = fc.record({ which: fc.nat(), hours: fc.constantFrom(0, 0, 1, 5, 30, 200) })
const steps = fc.array(step, { minLength: 4, maxLength: 14 })
type Steps = typeof steps extends fc.Arbitrary<infer A> ? A : never

/** Any act that is possible, then time, and so on; nobody gives the request up. */
const play = (from: Played, taken: Steps, look: (played: Played) => void): Played =>
  taken.reduce((played, { which, hours }) => {
    const tried = acts(played).filter(({ command: { type } }) => !givingUp.has(type))
    for (let place = 0; place < tried.length; place++) {
      const act = tried[(which + place) % tried.length]
      const next = act === undefined ? undefined : acted(played, act)
      if (next === undefined) continue
      const later = passed({ ...next, now: next.now + 1 }, next.now + hours * hourMillis)
      look(later)
      return later
    }
    return passed(played, played.now + hours * hourMillis)
  }, from)

const givingUp: ReadonlySet<string> = new Set(["withdraw", "reject", "merge"])

// What people of ours do to get a request answered, the likeliest first; the customer and third
// parties never write again, and nobody speaks for them.
const ownActs = (played: Played): ReadonlyArray<Act> => {
  const ours = acts(played).filter(({ command }) => isOwn(command))
  return [
    ...filled(played),
    ...moves(played),
    ...order.flatMap((type) => ours.filter((each) => each.command.type === type)),
  ]
}

const order = [
  "recordDelivery",
  "answer",
  "diagnose",
  "assign",
  "rule",
  "shipRelease",
  "startFix",
  "awaitRelease",
  "escalate",
  "settle",
  "requestInformation",
  "undertake",
]

const isOwn = (command: Act["command"]): boolean =>
  order.includes(command.type) && (command.type !== "rule" || command.ruling !== "dispute")

/** The most different standings of a ticket that are looked at. */
const looksAtMost = 1_000
/** How long one waits for clocks: longer than any of them runs. */
const patienceMillis = 100 * 24 * hourMillis

/** Whether nothing that we do, and no clock, leads on to a close: everything is tried, in depth. */
const isStuck = (played: Played, seen: Set<string> = new Set()): boolean => {
  const { status } = played.state
  if (status.startsWith("closed")) return false
  const key = keyOf(played)
  if (seen.has(key)) return true
  seen.add(key)
  if (seen.size > looksAtMost) throw new Error(`no end of ${status}`)
  const isStuckAfter = (next: Played | undefined) => next === undefined || isStuck(next, seen)
  return (
    isStuckAfter(passed(played, played.now + patienceMillis)) &&
    ownActs(played).every((act) => isStuckAfter(acted({ ...played, now: played.now + 1 }, act)))
  )
}

const keyOf = ({ state }: Played): string => {
  const { status, obligations, missing, fields, awaited, line } = state
  const owed = [...new Set(obligations.map(({ kind, owner }) => `${owner} ${kind}`))].toSorted()
  return JSON.stringify([status, owed, missing, Object.keys(fields), awaited !== null, line])
}

describe("any process, sound or not", () => {
  it("what is passed never gets stuck, and what gets stuck was found", { timeout }, () => {
    const seen = { passed: 0, stuck: 0 }
    fc.assert(
      fc.property(plan, steps, (planned, taken) => {
        const made = processOf(planned)
        const found = verifyProcess(made)
        const played = play(opened(made), taken, () => {})
        const stuck = isStuck(played)
        if (stuck) expect([played.state.status, found.length]).not.toEqual([played.state.status, 0])
        if (found.length === 0) seen.passed++
        if (stuck) seen.stuck++
      }),
      { numRuns: profiles },
    )
    // Else nothing was shown.
    expect(seen.passed).toBeGreaterThan(profiles / 5)
    expect(seen.stuck).toBeGreaterThan(profiles / 50)
  })

  it("clocks stand on tickets only as they were read off the chart", { timeout }, () => {
    fc.assert(
      fc.property(plan, steps, (planned, taken) => {
        const made = processOf(planned)
        const way = waysOf(made).find(({ type }) => type === "request")
        const known = new Map(
          [...(way?.runs ?? [])].map(([id, { standings }]) => [
            id,
            new Set(
              standings.map((each) => {
                const running = each.held ? "held" : "running"
                return `${each.status} ${isBegun(each) ? running : "over"}`
              }),
            ),
          ]),
        )
        play(opened(made), taken, ({ state, clocks }) => {
          for (const { id } of made.profile.policy.clocks) {
            const last = clocks.findLast((each) => each.id === id)
            const phase =
              last === undefined || last.ended !== null ? "over" : last.held ? "held" : "running"
            expect([
              id,
              state.status,
              phase,
              known.get(id)?.has(`${state.status} ${phase}`),
            ]).toEqual([id, state.status, phase, true])
          }
        })
      }),
      { numRuns: 300 },
    )
  })
})
