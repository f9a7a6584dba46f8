// Pages, searches and counts of one tenant's tickets.
import { Effect } from "effect"
import type { TicketFilter } from "../../port/TicketQuery.ts"
import { wordsIn } from "../../port/Words.ts"
import * as Problem from "../../problem/Problem.ts"
import { InvalidInput } from "../DeskError.ts"
import type { CountQuestion, FindService, PageQuestion, SearchQuestion } from "../Find.ts"
import { list, summaries } from "../summary.ts"
import type { TicketSummary } from "../View.ts"
import type { Wiring } from "../wiring.ts"
import { checkCount, checkPage, checkSearch, pageDefault } from "./check.ts"
import { type Place, readCursor, writeCursor } from "./cursor.ts"

/** What the desk of a tenant finds. */
export const findOf = (wiring: Wiring): FindService => ({
  page: (question) => page(wiring, question),
  search: (question) => search(wiring, question),
  counts: (question) => counts(wiring, question),
})

const page = Effect.fn("Desk.page")(function* (wiring: Wiring, question: PageQuestion) {
  const { cursor, limit = pageDefault, ...filter } = yield* checkPage(question)
  const asked = { list: "page" as const, question: filter }
  const from = yield* readCursor(wiring, asked, cursor)
  // One more than asked for tells whether there is a next page.
  const found = yield* list(wiring, { ...filter, ...afterOf(from), limit: limit + 1 })
  const tickets = found.slice(0, limit)
  const last = tickets.at(-1)
  const isLast = found.length <= limit || last === undefined
  return { tickets, next: isLast ? null : writeCursor(wiring, asked, placeOf(filter, last)) }
})

const afterOf = (place: Place | undefined): Pick<TicketFilter, "after" | "afterAt"> =>
  place === undefined ? {} : { after: place.id, afterAt: place.at }

const placeOf = ({ sort }: PageQuestion, { ticketId, updatedAt, dueAt }: TicketSummary): Place => ({
  id: ticketId,
  at: (sort === "due" ? dueAt : updatedAt) ?? 0,
})

const search = Effect.fn("Desk.search")(function* (wiring: Wiring, question: SearchQuestion) {
  const { text, cursor, limit = pageDefault } = yield* checkSearch(question)
  const words = wordsIn(text)
  if (words.length === 0) return yield* noWords(text)
  const asked = { list: "search" as const, question: { words } }
  const from = yield* readCursor(wiring, asked, cursor)
  const found = yield* wiring.query.search(wiring.tenant, {
    words,
    ...(from === undefined ? {} : { before: from.at }),
    limit: limit + 1,
  })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const tickets = yield* summaries(wiring, [...new Set(shown.map(({ ticketId }) => ticketId))])
  const hits = shown.flatMap(({ ticketId, key }) => {
    const ticket = tickets.get(ticketId)
    return ticket === undefined ? [] : [{ ticket, eventNumber: numberIn(key) }]
  })
  const isLast = found.length <= limit || last === undefined
  const next = isLast ? null : writeCursor(wiring, asked, { at: last.position, id: last.ticketId })
  return { hits, next }
})

// A key ends in the number of the first event of its command (see `keyOf`).
const numberIn = (key: string): number => Number(key.slice(key.lastIndexOf(".") + 1))

const noWords = (got: string) =>
  new InvalidInput({
    problems: [
      Problem.make({
        code: "no-words",
        path: "text",
        got,
        expected: "at least one letter or digit",
      }),
    ],
  })

const counts = Effect.fn("Desk.counts")(function* (wiring: Wiring, question: CountQuestion) {
  const { by, statusPrefix } = yield* checkCount(question)
  const counted = yield* wiring.query.counts(wiring.tenant, by, statusPrefix)
  return counted.toSorted(
    (a, b) => b.count - a.count || ((a.value ?? "") < (b.value ?? "") ? -1 : 1),
  )
})
