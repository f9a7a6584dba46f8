// The feed: everything that happened, once, in one order for whoever follows it.
import type { Check, EventName, Finding } from "../Evidence.ts"

/** The feed gives each event once, those of a ticket in their order (P4). */
export const whole: Check = ({ tickets, feed }) => {
  const next = new Map<string, number>()
  const disordered = feed.flatMap(({ ticketId, number }) => {
    const expected = next.get(ticketId) ?? 1
    next.set(ticketId, number + 1)
    return number === expected ? [] : [gap(`the feed at ticket ${ticketId}`, expected, number)]
  })
  const missed = tickets.flatMap(({ row: { ticketId, version } }) => {
    const last = (next.get(ticketId) ?? 1) - 1
    return last >= version ? [] : [gap(`the feed at ticket ${ticketId}`, version, last)]
  })
  return [...disordered, ...missed]
}

/**
 * Whoever followed the feed while it grew was given what it has in the end, place by place, as far
 * as they came: nothing was missed, given twice, or put before what they had read (P4).
 */
export const followed: Check = ({ feed, followed }) =>
  followed.flatMap((read, index) => {
    const place = read.findIndex((each, at) => nameOf(each) !== nameOf(feed[at]))
    return place === -1
      ? []
      : [gap(`follower ${index} at place ${place}`, nameOf(feed[place]), nameOf(read[place]))]
  })

const nameOf = (event: EventName | undefined): string =>
  event === undefined ? "none" : `${event.ticketId}.${event.number}`

const gap = (where: string, expected: string | number, got: string | number): Finding => ({
  promise: "P4",
  verdict: "gap",
  detail: `${where}: got event ${got}, expected ${expected}`,
})
