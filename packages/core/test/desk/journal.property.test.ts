// P4, P5, P8: whatever is submitted, whatever the clock does, the store holds what the journal
// says.
import { createDesk, standard } from "@upkeep/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import { chainOf } from "../../src/desk/chain/link.ts"
import { clockedOf } from "../../src/desk/commit.ts"
import { fold } from "../../src/desk/fold.ts"
import { heldOf, read, recordedOf, ticketRow } from "../../src/desk/row.ts"
import { zoneDataVersion } from "../../src/desk/zoneData.ts"
import * as Process from "../../src/process/Process.ts"
import * as Wake from "../../src/sla/Wake.ts"
import { actor, command } from "../ticket/arbitraries.ts"
import { usualActor } from "../ticket/given.ts"
import {
  channel,
  clockAt,
  keepX,
  dayMillis,
  hourMillis,
  journalOf,
  march,
  minuteMillis,
  refusal,
  register,
  rowOf,
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
        target: { workingMinutes: 600 },
        starts: [{ event: "Registered" }, { enters: "solving" }],
        stops: [{ leaves: "open" }],
        cancels: [{ event: "Withdrawn" }],
        pausesIn: ["customers", "thirdPartys"],
        warnAt: [0.5, 0.9],
        effect: "breach",
      },
    ],
  },
}
const process = Result.getOrThrow(Process.make(profile))

const step = fc.record({
  command,
  actor,
  moved: fc.constantFrom(0, 1, minuteMillis, hourMillis, 5 * hourMillis, dayMillis, -hourMillis),
  late: fc.constantFrom(0, 0, 1, hourMillis, dayMillis),
  work: fc.boolean(),
})

it("P4 P5 P8 P20 events are numbered, times never go back, and replaying gives state, clocks and due time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
      const clock = clockAt(march(2, 12))
      const notify = [channel("temporary", "temporary").adapter]
      const options = { background: false, process: profile, now: clock.now, notify }
      await using desk = await createDesk(options)
      const { ticketId } = await register(desk)
      await keepX(desk)
      for (const { command: blank, actor: by, moved, late, work } of steps) {
        clock.at += moved
        const before = await rowOf(desk, ticketId)
        if (before === undefined) throw new Error("no row")
        const asked = blank((await storedOf(desk, ticketId)).state)
        const submission = { ticketId, actor: by ?? usualActor(asked), command: asked }
        const outcome = await refusal(desk.submit({ ...submission, effectiveAt: clock.at - late }))
        if (outcome instanceof Error) expect(await rowOf(desk, ticketId)).toEqual(before)
        if (work) await desk.work()
      }

      const rows = await journalOf(desk, ticketId)
      const row = await rowOf(desk, ticketId)
      const journal = await Effect.runPromise(Effect.forEach(rows, recordedOf))
      expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1))
      const times = rows.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(journal.every(({ at, effectiveAt }) => effectiveAt <= at)).toBe(true)
      expect(row?.version).toBe(rows.length)
      const replayed = fold(Process.only(process), undefined, journal)
      const [zoneData, chain] = [zoneDataVersion(), chainOf(desk.tenant, rows)]
      expect(await storedOf(desk, ticketId)).toEqual({ ...replayed, zoneData, chain })
      expect(row?.status).toBe(replayed?.state.status)
      if (replayed === undefined) throw new Error("not registered")
      expect(Wake.nextAt(() => process.terms, clockedOf(replayed))).toBe(row?.dueAt)
      // What this process wrote is at hand as anybody else would read it.
      const written = ticketRow({ ...replayed, chain }, { dueAt: row?.dueAt ?? null, zoneData })
      const [own, others] = [heldOf(written), read(written)].map(Effect.runSync)
      expect(own).toStrictEqual(others)
      expect((await desk.verify()).damages).toEqual([])
    }),
    { numRuns: 100 },
  )
})

it("P7 a clock warns once at each share, breaches once, and nothing that is due is left undone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
      const clock = clockAt(march(2, 12))
      await using desk = await createDesk({ background: false, process: profile, now: clock.now })
      const { ticketId } = await register(desk)
      await keepX(desk)
      for (const { command: blank, actor: by, moved, late } of steps) {
        clock.at += Math.max(0, moved)
        await desk.work()
        const asked = blank((await storedOf(desk, ticketId)).state)
        const submission = { ticketId, actor: by ?? usualActor(asked), command: asked }
        await refusal(desk.submit({ ...submission, effectiveAt: clock.at - late }))
      }
      await desk.work()
      const { history, dueAt } = await desk.show(ticketId)
      const marks = history
        .filter(({ type }) => type === "ClockWarned" || type === "ClockBreached")
        .map(({ type, facts }) =>
          [type, facts["clock"], facts["instance"], facts["share"]].join(" "),
        )
      expect(marks).toEqual([...new Set(marks)])
      if (dueAt !== null) expect(dueAt).toBeGreaterThan(clock.at)
    }),
    { numRuns: 100 },
  )
})
