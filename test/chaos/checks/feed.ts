// The feed: everything that happened, once, whoever follows it.
import type { Check, EventName, Finding, StoredTicket } from "../Evidence.ts"

/** The feed gives each event once, those of a ticket in their order (P4). */
export const whole: Check = ({ tickets, feed }) => compared("the feed", feed, tickets)

/** Whoever follows the feed while it grows misses nothing and is given nothing twice (P4). */
export const followed: Check = ({ tickets, followed }) =>
  followed.flatMap((read, index) => compared(`follower ${index}`, read, tickets))

const compared = (
  who: string,
  read: ReadonlyArray<EventName>,
  tickets: ReadonlyArray<StoredTicket>,
): ReadonlyArray<Finding> => {
  const next = new Map<string, number>()
  const disordered = read.flatMap(({ ticketId, number }) => {
    const expected = next.get(ticketId) ?? 1
    next.set(ticketId, number + 1)
    return number === expected ? [] : [gap(`${who} at ticket ${ticketId}`, expected, number)]
  })
  const missed = tickets.flatMap(({ row: { ticketId, version } }) => {
    const last = (next.get(ticketId) ?? 1) - 1
    return last >= version ? [] : [gap(`${who} at ticket ${ticketId}`, version, last)]
  })
  return [...disordered, ...missed]
}

const gap = (where: string, expected: number, got: number): Finding => ({
  promise: "P4",
  verdict: "gap",
  detail: `${where}: got event ${got}, expected ${expected}`,
})
