// What the channel was given, held against the outbox and the journals.
import type { Check, Evidence, Finding } from "../Evidence.ts"

/** Nothing was given to the channel that no commit brought about, nor before that commit (P6). */
export const afterCommit: Check = (evidence) => {
  const stored = new Set(deliveriesIn(evidence).map(({ id }) => id))
  return [
    ...[...new Set(evidence.given)]
      .filter((id) => !stored.has(id))
      .map((id) => wrong("P6", `letter ${id}`, "to be given after its commit", "no such commit")),
    ...evidence.givenEarly.map((id) =>
      wrong("P6", `letter ${id}`, "to be given after its commit", "given before it"),
    ),
  ]
}

/** Each was given to the channel until it took it, or is parked with a reason (P6). */
export const delivered: Check = ({ tickets, given: all }) => {
  const given = new Set(all)
  return tickets.flatMap(({ journal, deliveries }) => {
    // A reason may name a person: it goes with what they wrote.
    const isForgotten = journal.some(({ event }) => event.type === "ContentForgotten")
    return deliveries.flatMap(({ id, status, reason }) => {
      if (status === "parked" && (reason !== "" || isForgotten)) return []
      if (status === "delivered" && given.has(id)) return []
      const got = `${status}, ${given.has(id) ? "given" : "never given"}`
      const expected = "delivered or parked with a reason, and given to its channel"
      return [wrong("P6", `letter ${id}`, expected, got)]
    })
  })
}

/** What became of a letter is recorded once, and is what the outbox says (P5, P10). */
export const recordedOnce: Check = ({ tickets }) =>
  tickets.flatMap(({ journal, deliveries }) => {
    const records = journal.flatMap(({ event }) =>
      event.type === "NotificationDelivered" || event.type === "NotificationFailed"
        ? [{ id: event.notification, as: event.type }]
        : [],
    )
    const twice = records.filter(
      ({ id }, index) => records.findIndex((each) => each.id === id) !== index,
    )
    const unmarked = deliveries.flatMap(({ id, status }) => {
      const record = records.find((each) => each.id === id)?.as
      const marked = status === "delivered" ? "NotificationDelivered" : undefined
      return (record === "NotificationDelivered") === (marked !== undefined)
        ? []
        : [wrong("P5", `letter ${id}`, `${status} as in the journal`, record ?? "no record")]
    })
    return [
      ...twice.map(({ id }) => ({
        ...wrong("P10", `letter ${id}`, "one record of what became of it", "two"),
        verdict: "doubled" as const,
      })),
      ...unmarked,
    ]
  })

/** How often the channel was given what it had taken before; allowed, but told (P6). */
export const repeatedIn = ({ given }: Evidence): number => given.length - new Set(given).size

const deliveriesIn = ({ tickets }: Evidence) => tickets.flatMap(({ deliveries }) => deliveries)

const wrong = (promise: string, what: string, expected: string, got: string): Finding => ({
  promise,
  verdict: "wrong",
  detail: `${what}: got ${got}, expected ${expected}`,
})
