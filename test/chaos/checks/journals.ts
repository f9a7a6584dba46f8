// The journals by themselves, and the rows beside them.
import { Process } from "@upkeep/core"
import { Effect } from "effect"
import { clockedOf } from "../../../packages/core/src/desk/commit.ts"
import { fold, statesOf } from "../../../packages/core/src/desk/fold.ts"
import { deliveriesOf } from "../../../packages/core/src/desk/notices.ts"
import { type Held, read } from "../../../packages/core/src/desk/row.ts"
import * as Wake from "../../../packages/core/src/sla/Wake.ts"
import type { Recorded } from "../../../packages/core/src/ticket/Event.ts"
import type { Check, Finding } from "../Evidence.ts"
import { differences } from "./difference.ts"

/** Events are numbered 1…n, each in its place and under its own id (P4). */
export const numbered: Check = ({ tickets }) =>
  tickets.flatMap(({ row, journal }) => {
    const wrong = journal.find(
      ({ number, id, ticketId }, index) =>
        number !== index + 1 || id !== `${row.ticketId}.${number}` || ticketId !== row.ticketId,
    )
    if (wrong === undefined && journal.length === row.version && journal.length > 0) return []
    const numbers = journal.map(({ number }) => number).join()
    const got = wrong === undefined ? numbers : `${numbers} with ${wrong.id} as ${wrong.number}`
    return [gap("P4", `ticket ${row.ticketId}`, `events 1…${row.version} without gaps`, got)]
  })

/** Times in one ticket never go back (P4). */
export const forward: Check = ({ tickets }) =>
  tickets.flatMap(({ row: { ticketId }, journal }) =>
    journal.flatMap(({ at, effectiveAt, number }, index) => {
      const before = journal[index - 1]?.at ?? 0
      return at >= before && effectiveAt <= at
        ? []
        : [
            wrong(
              "P4",
              `${ticketId}.${number}`,
              `a time from ${before} on`,
              `${at}, ${effectiveAt}`,
            ),
          ]
    }),
  )

/** Replaying a journal gives exactly the row: no update was lost (P3, P4, P5). */
export const replayed: Check = ({ process, tickets }) => {
  const processOf = Process.only(process)
  return tickets.flatMap(({ row, journal }) => {
    const held = orNothing(() => fold(processOf, undefined, journal))
    if (held === undefined)
      return [
        gap("P4", `ticket ${row.ticketId}`, "events that follow from each other", typesOf(journal)),
      ]
    const { state, clocks } = Effect.runSync(read(row))
    const got = { ...row, body: JSON.parse(JSON.stringify({ state, clocks })) }
    const dueAt = Wake.nextAt(Process.termsOf(processOf), clockedOf(held))
    const expected = { ...columnsOf(held.state), dueAt, body: JSON.parse(JSON.stringify(held)) }
    const unlike = differences(got, expected)
    return unlike.length === 0
      ? []
      : [gap("P4", `ticket ${row.ticketId}`, "the row that the journal gives", unlike.join("; "))]
  })
}

/** The chain holds from the first event to the last (P20). */
export const chained: Check = ({ damages }) =>
  damages.map((damage) => wrong("P20", "the desk", "a chain that holds", damage))

// A journal that is damaged is not there to be folded.
const orNothing = <A>(make: () => A): A | undefined => {
  try {
    return make()
  } catch {
    return undefined
  }
}

const typesOf = (journal: ReadonlyArray<Recorded>): string =>
  journal.map(({ number, event }) => `${number} ${event.type}`).join()

const columnsOf = (state: Held["state"]) => ({
  ticketId: state.ticketId,
  number: state.number,
  version: state.version,
  status: state.status,
  customer: state.customer,
  assignee: state.assignee,
  assignedAt: state.assignedAt,
  updatedAt: state.updatedAt,
})

/** Each commit's notifications were stored with it, and no others (P5). */
export const told: Check = ({ tickets, process, channels }) =>
  tickets.flatMap(({ row, journal, deliveries }) => {
    const states = orNothing(() => statesOf(Process.only(process), journal)) ?? []
    const expected = new Set(
      commitsIn(journal).flatMap((events) => {
        const before = states[(events[0]?.number ?? 0) - 2]
        const reachable = states[(events.at(-1)?.number ?? 0) - 1]?.reachable ?? false
        const letters = deliveriesOf(process, { channels, reachable }, events, before)
        return letters.map(({ id }) => id)
      }),
    )
    const got = deliveries.map(({ id }) => id)
    return got.length === expected.size && got.every((id) => expected.has(id))
      ? []
      : [wrong("P5", `ticket ${row.ticketId}`, `letters ${[...expected].join()}`, got.join())]
  })

const commitsIn = (journal: ReadonlyArray<Recorded>): ReadonlyArray<ReadonlyArray<Recorded>> => [
  ...Map.groupBy(journal, ({ commandId }) => commandId).values(),
]

const gap = (promise: string, at: string, expected: string, got: string): Finding => ({
  promise,
  verdict: "gap",
  detail: `${at}: got ${got}, expected ${expected}`,
})

const wrong = (promise: string, at: string, expected: string, got: string): Finding => ({
  ...gap(promise, at, expected, got),
  verdict: "wrong",
})
