// Laws of audits: whatever happens on a desk, findings point at what is in the journal, take no
// more off a clock than time went by, and grow with the limits.
import { Audit, createDesk, type Desk } from "@upkeep/core"
import fc from "fast-check"
import { expect, it } from "vitest"
import { actor, command } from "../ticket/arbitraries.ts"
import { usualActor } from "../ticket/given.ts"
import { clockAt, dayMillis, hourMillis, keepX, march, minuteMillis } from "../desk/setUp.ts"
import { refusal, register, storedOf } from "../desk/setUp.ts"
import { profile } from "./gaming.ts"

const step = fc.record({
  command,
  actor,
  moved: fc.constantFrom(0, minuteMillis, 20 * minuteMillis, hourMillis, dayMillis),
  late: fc.constantFrom(0, 0, minuteMillis, hourMillis, dayMillis),
})
const steps = fc.array(step, { maxLength: 40, size: "max" })

/** Plays what is allowed on a request of Monday noon, and hands the desk on. */
const played = async (
  acts: typeof steps extends fc.Arbitrary<infer T> ? T : never,
  look: (desk: Desk, ticketId: string, now: number) => Promise<void>,
): Promise<void> => {
  const clock = clockAt(march(2, 12))
  await using desk = await createDesk({ background: false, process: profile, now: clock.now })
  const { ticketId } = await register(desk)
  await keepX(desk)
  for (const { command: blank, actor: by, moved, late } of acts) {
    clock.at += moved
    await desk.work()
    const asked = blank((await storedOf(desk, ticketId)).state)
    const submission = { ticketId, actor: by ?? usualActor(asked), command: asked }
    await refusal(desk.submit({ ...submission, effectiveAt: clock.at - late }))
  }
  await look(desk, ticketId, clock.at)
}

const most = Object.fromEntries(
  Object.entries(Audit.bounds).map(([name, [, each]]) => [name, each]),
)
const loose = { ...most, returns: 2, disputes: 2, unansweredMinutes: 0 }

it("a finding names events of the journal, in their order, and no more time than went by", async () => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(steps, (acts) =>
      played(acts, async (desk, ticketId, now) => {
        const { history } = await desk.show(ticketId)
        const { findings } = await desk.audit({ limits: loose })
        found += findings.length
        for (const { at, events, clocks } of findings) {
          for (const { number, type } of events) expect(history[number - 1]?.type).toBe(type)
          expect(events.at(-1)?.effectiveAt).toBe(at)
          for (const { how, from, to, millis } of clocks) {
            expect(millis).toBeGreaterThanOrEqual(0)
            // A deadline that nothing moves to has no length; an older run may have ended before.
            if (how !== "moved" || to !== null)
              expect(millis).toBeLessThanOrEqual(Math.max(now, to ?? now) - from)
          }
        }
        const times = findings.map(({ at }) => at)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      }),
    ),
    { numRuns: 150 },
  )
  // A law that holds of nothing says nothing.
  expect(found).toBeGreaterThan(20)
})

it("wider limits find what narrower ones find, and cuts in time lose nothing", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(20), (acts, hours) =>
      played(acts, async (desk) => {
        const named = async (question: Parameters<Desk["audit"]>[0]) =>
          (await desk.audit(question)).findings.map(({ rule, at }) => `${rule} ${at}`)
        // Rounds are told as one finding, whose last event is later where the limits are wider.
        const single = Audit.rules.filter((rule) => !["passed-to-and-fro"].includes(rule))
        const usual = await named({ rules: single })
        expect(await named({ rules: single, limits: loose })).toEqual(expect.arrayContaining(usual))
        const cut = march(2, 12) + hours * hourMillis
        const halves = [...(await named({ to: cut })), ...(await named({ from: cut }))]
        expect(halves).toEqual(await named({}))
      }),
    ),
    { numRuns: 100 },
  )
})

it("where nobody of ours does anything, nothing is ours to explain", async () => {
  await fc.assert(
    fc.asyncProperty(steps, (acts) =>
      played(
        acts.map((each) => ({ ...each, actor: { kind: "customer", id: "anna" } as const })),
        async (desk) => expect((await desk.audit({ limits: loose })).findings).toEqual([]),
      ),
    ),
    { numRuns: 50 },
  )
})
