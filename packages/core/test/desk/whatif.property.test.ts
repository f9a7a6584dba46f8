// P8: asked under the very terms that were in force, a journal answers what the desk recorded.
import { createDesk, standard } from "@upkeep/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import { recordedOf } from "../../src/desk/row.ts"
import * as WhatIf from "../../src/desk/WhatIf.ts"
import * as Process from "../../src/process/Process.ts"
import { actor, command } from "../ticket/arbitraries.ts"
import { usualActor } from "../ticket/given.ts"
import {
  clockAt,
  dayMillis,
  hourMillis,
  journalOf,
  keepX,
  march,
  minuteMillis,
  refusal,
  register,
  storedOf,
} from "./setUp.ts"

const profile = {
  ...standard,
  id: "busy",
  policy: {
    ...standard.policy,
    clocks: [
      ...standard.policy.clocks,
      {
        id: "workday",
        targets: [
          { when: { line: "second" }, target: { elapsedMinutes: 300 } },
          { when: {}, target: { workingMinutes: 600 } },
        ],
        starts: [{ event: "Registered" }, { enters: "solving" }],
        stops: [{ leaves: "open" }],
        cancels: [{ event: "Withdrawn" }],
        pausesIn: ["customers", "thirdPartys"],
        warnAt: [0.5, 0.9],
        effect: "breach" as const,
      },
    ],
  },
}
const process = Result.getOrThrow(Process.make(profile))

const step = fc.record({
  command,
  actor,
  // Never onto the very instant of a deadline, where what is recorded first decides.
  moved: fc.constantFrom(minuteMillis + 1, hourMillis + 1, 5 * hourMillis + 1, dayMillis + 1),
})

const breachesIn = (answer: WhatIf.Answer | undefined) =>
  answer === undefined || answer.outcome === "unasked"
    ? []
    : answer.clocks.flatMap(({ clock, instance, before: { kind, at } }) =>
        kind === "breached" ? [{ clock, instance, dueAt: at }] : [],
      )

interface Breach {
  readonly clock: string
  readonly instance: number
  readonly dueAt: number | null
}

const key = ({ clock, instance }: Breach): string => `${clock} ${instance}`
const sorted = (all: ReadonlyArray<Breach>): ReadonlyArray<Breach> =>
  all.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))

it("P8 the very same process breaches and spares nothing, and finds the breaches that were recorded", async () => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20, size: "max" }), async (steps) => {
      const clock = clockAt(march(2, 12))
      const options = { background: false, process: profile, now: clock.now }
      await using desk = await createDesk(options)
      const { ticketId } = await register(desk)
      await keepX(desk)
      for (const { command: blank, actor: by, moved } of steps) {
        clock.at += moved
        await desk.work()
        const asked = blank((await storedOf(desk, ticketId)).state)
        await refusal(desk.submit({ ticketId, actor: by ?? usualActor(asked), command: asked }))
      }
      await desk.work()
      const rows = await journalOf(desk, ticketId)
      const journal = await Effect.runPromise(Effect.forEach(rows, recordedOf))
      const alternative = Result.getOrThrow(WhatIf.make({ process: profile }))
      const question = { alternative, processOf: Process.only(process), now: clock.at }
      const answer = WhatIf.ask(question, journal)
      if (answer === undefined) throw new Error("a ticket without an answer")
      expect(WhatIf.differs(answer)).toBe(false)
      expect(["both", "neither"]).toContain(answer.outcome)
      const recorded = journal.flatMap(({ event }) =>
        event.type === "ClockBreached"
          ? [{ clock: event.clock, instance: event.instance, dueAt: event.dueAt }]
          : [],
      )
      expect(sorted(breachesIn(answer))).toEqual(sorted(recorded))
      found += recorded.length
    }),
    { numRuns: 40 },
  )
  expect(found).toBeGreaterThan(0)
})
