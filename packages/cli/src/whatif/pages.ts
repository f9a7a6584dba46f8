// What is asked, page by page: of a store, or of an exported journal.
import { type Desk, InvalidInput, Problem, type WhatIfPage } from "@upkeep/core"
import { WhatIf } from "@upkeep/core/effect"
import { SettingsError } from "../SettingsError.ts"
import { JournalError } from "./JournalError.ts"
import type { OpenJournal, ReadTicket } from "./readJournal.ts"

/** A part of the answers. */
export type Page = Omit<WhatIfPage, "next">

/** Tickets that are asked at once. */
export const ticketsOfPage = 500

/** Asks a store. What the alternative has wrong for its process is a mistake of the call. */
export async function* pagesOfStore(
  desk: Desk,
  instead: WhatIf.Instead,
  now: number,
): AsyncGenerator<Page> {
  let after: string | undefined
  do {
    const from = after === undefined ? {} : { after }
    const page = await desk
      .whatIf({ ...instead, now, limit: ticketsOfPage, ...from })
      .catch((error: unknown) => {
        throw error instanceof InvalidInput ? new SettingsError(error.problems) : error
      })
    yield page
    after = page.next ?? undefined
  } while (after !== undefined)
}

/** Asks an exported journal. */
export async function* pagesOfJournal(
  { inForce, processOf, tickets }: OpenJournal,
  alternative: WhatIf.Alternative,
  now: number,
): AsyncGenerator<Page> {
  const problems = WhatIf.problemsWith(alternative, inForce)
  if (problems.length > 0) throw new SettingsError(problems)
  const question = { alternative, processOf, now }
  for await (const part of partsOf(tickets)) {
    const answers = part.flatMap((ticket) => answerOf(question, ticket) ?? [])
    const tally = WhatIf.tally()
    for (const answer of answers) tally.add(answer)
    yield { tickets: answers.filter(WhatIf.differs), totals: tally.totals() }
  }
}

async function* partsOf(
  tickets: AsyncGenerator<ReadTicket>,
): AsyncGenerator<ReadonlyArray<ReadTicket>> {
  let part: Array<ReadTicket> = []
  for await (const ticket of tickets) {
    part.push(ticket)
    if (part.length < ticketsOfPage) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

// What a file holds was never decided here: events may stand where no chart has an arrow for them.
const answerOf = (question: WhatIf.Question, { journal, where }: ReadTicket) => {
  try {
    return WhatIf.ask(question, journal)
  } catch (error) {
    const said = error instanceof Error ? error.message : ""
    if (!said.startsWith("journal-damaged: ")) throw error
    const got = said.slice("journal-damaged: ".length)
    const expected = "events in an order that the chart allows"
    throw new JournalError([Problem.make({ code: "journal-damaged", path: where, got, expected })])
  }
}
