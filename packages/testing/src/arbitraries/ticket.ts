// Arbitrary tickets and their journals: arbitrary walks over arbitrary processes.
import type { TicketStore } from "@upkeep/core/effect"
import fc from "fast-check"
import { arbitraryWalk } from "./command.ts"
import { arbitraryProfile } from "./profile.ts"
import { type Walk, walk } from "./walk.ts"

/** What is played when it is first asked for, and is the same one whenever it is asked again. */
type Played<A> = () => Promise<A>

const once = <A>(play: Played<A>): Played<A> => {
  let played: Promise<A> | undefined
  return () => (played ??= play())
}

/**
 * Tickets that went through anything, each on a process of its own, with what was seen on the way
 * and with their journals. To live one takes a desk: it is given as a function, and is undefined
 * where the process lets nobody register a request.
 *
 * @example
 * import fc from "fast-check"
 * const [play] = fc.sample(arbitraryTicket, { numRuns: 1, seed: 7 })
 * const { ticket, journal } = await play()
 * ticket.version === journal.length // => true
 */
export const arbitraryTicket: fc.Arbitrary<Played<Walk>> = fc
  .tuple(arbitraryProfile, arbitraryWalk, fc.nat(2))
  .map(([profile, steps, requestType]) => once(() => walk(profile, steps, { requestType })))

/**
 * Journals of such tickets: the events as they are stored, numbered 1…n without gaps, in which time
 * never goes back. Empty where there is no ticket.
 *
 * @example
 * import fc from "fast-check"
 * const [play] = fc.sample(arbitraryJournal, { numRuns: 1, seed: 7 })
 * const [first] = await play()
 * first.type // => "Registered"
 */
export const arbitraryJournal: fc.Arbitrary<Played<ReadonlyArray<TicketStore.EventRow>>> =
  arbitraryTicket.map((play) => async () => (await play()).journal)
