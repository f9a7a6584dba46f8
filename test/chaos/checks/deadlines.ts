// What time alone brings about: never before it is due, never twice, never forgotten.
import type { Recorded } from "../../../packages/core/src/ticket/Event.ts"
import type { Check, Finding, StoredTicket } from "../Evidence.ts"

/** Nothing happens before it is due by the clock that decides (P7). */
export const notBefore: Check = ({ tickets }) =>
  tickets.flatMap(({ journal }) =>
    journal.flatMap(({ id, at, event }) =>
      event.type !== "ClockWarned" && dueAtOf(event) > at
        ? [wrong("P7", `${id} ${event.type}`, `not before ${dueAtOf(event)}`, String(at))]
        : [],
    ),
  )

/** What is due once happens once (P7). */
export const notTwice: Check = ({ tickets }) =>
  tickets.flatMap(({ journal }) => {
    const seen = new Set<string>()
    return journal.flatMap(({ id, event }) => {
      const name = nameOf(event)
      if (name === undefined) return []
      if (!seen.has(name)) return (seen.add(name), [])
      return [
        { ...wrong("P7", `${id} ${name}`, "it once", "it again"), verdict: "doubled" as const },
      ]
    })
  })

/** At the end nothing is left that was due (P7). */
export const notForgotten: Check = ({ tickets, endedAt }) =>
  tickets.flatMap(({ row: { ticketId, dueAt } }) =>
    dueAt === null || dueAt > endedAt
      ? []
      : [wrong("P7", `ticket ${ticketId}`, "all of it done that is due", `due at ${dueAt}`)],
  )

/** A command is dated by the clock that decides, whatever its worker's own clock says (P9). */
export const inItsTime: Check = ({ tickets, attempts, skewMillis }) => {
  const times = Map.groupBy(attempts, ({ commandId }) => commandId)
  return tickets.flatMap((ticket) =>
    ticket.journal.flatMap((recorded, index) => {
      const all = times.get(recorded.commandId) ?? []
      const since = Math.min(...all.map(({ askedAt }) => askedAt)) - skewMillis
      const until = Math.max(...all.map(({ answeredAt }) => answeredAt ?? Infinity)) + skewMillis
      const { at, id } = recorded
      // A time that would go back stands at that of the event before.
      const isHeld = at === ticket.journal[index - 1]?.at
      return all.length === 0 || isHeld || (at >= since && at <= until)
        ? []
        : [wrong("P9", id, `a time from ${since} to ${until}`, String(at))]
    }),
  )
}

/** Nothing is dated after the end by the clock that decides (P9). */
export const notToCome: Check = ({ tickets, endedAt }) =>
  tickets.flatMap((ticket) =>
    latestOf(ticket)
      .filter(({ at }) => at > endedAt)
      .map(tooLate(endedAt)),
  )

const latestOf = ({ journal }: StoredTicket): ReadonlyArray<Recorded> => journal.slice(-1)

const tooLate =
  (endedAt: number) =>
  ({ id, at }: Recorded): Finding =>
    wrong("P9", id, `no time after the end, ${endedAt}`, String(at))

const dueAtOf = (event: Recorded["event"]): number =>
  ownTime.has(event.type) && "dueAt" in event && typeof event.dueAt === "number" ? event.dueAt : 0

const ownTime: ReadonlySet<Recorded["event"]["type"]> = new Set([
  "ClockBreached",
  "ObligationDue",
  "PromiseDue",
  "SilenceElapsed",
  "SnoozeEnded",
] as const)

// What can be due once, by all that makes it one thing.
const nameOf = (event: Recorded["event"]): string | undefined => {
  switch (event.type) {
    case "ClockBreached":
      return `breach of ${event.clock}/${event.instance}`
    case "ObligationDue":
      return `obligation ${event.obligation}`
    case "SilenceElapsed":
      return `silence until ${event.dueAt}`
    default:
      return undefined
  }
}

const wrong = (promise: string, what: string, expected: string, got: string): Finding => ({
  promise,
  verdict: "wrong",
  detail: `${what}: got ${got}, expected ${expected}`,
})
