// upkeep whatif: which tickets would breach under another policy or calendar, and which no longer.
import { WhatIf } from "@upkeep/core/effect"
import type { Options } from "../options.ts"
import { harmless, toOutput } from "../output.ts"
import { openToLook } from "../store.ts"
import { UsageError } from "../UsageError.ts"
import { type Page, pagesOfJournal, pagesOfStore } from "./pages.ts"
import { openJournal } from "./readJournal.ts"
import { linesOf, totalsText } from "./report.ts"
import { type Settings, settingsOf } from "./settings.ts"
import { spool } from "./sink.ts"

/** Asks a store, or an exported journal. Nothing is said before everything was asked. */
export const whatif = async (argument: string | undefined, options: Options): Promise<void> => {
  if (argument !== undefined) throw new UsageError(`got ${argument}, expected: upkeep whatif`)
  const settings = settingsOf(options)
  const journal = options.said("journal")
  if (journal !== undefined) return askJournal(journal, settings, options)
  await using desk = await openToLook(options)
  const now = settings.now ?? Date.now()
  await report(pagesOfStore(desk, settings.instead, now), now, options)
}

const askJournal = async (file: string, settings: Settings, options: Options): Promise<void> => {
  const journal = await openJournal(file)
  const now = settings.now ?? journal.head.at
  await report(pagesOfJournal(journal, settings.alternative, now), now, options)
}

const report = async (
  pages: AsyncIterable<Page>,
  now: number,
  { json }: Options,
): Promise<void> => {
  await using lines = await spool()
  let totals = WhatIf.none
  for await (const page of pages) {
    totals = WhatIf.plus(totals, page.totals)
    for (const answer of page.tickets)
      for (const line of json ? [JSON.stringify(answer)] : linesOf(answer)) await lines.write(line)
  }
  if (!json) await toOutput(`${head(now)}\n\n${totalsText(totals)}\n\n`)
  await lines.show()
  if (json) await toOutput(`${JSON.stringify({ now, totals: told(totals) })}\n`)
}

const head = (now: number): string =>
  harmless(`What if, asked up to ${new Date(now).toISOString()}`)

/** Totals for programs: of each clock's moves what they come to. */
const told = ({ clocks, ...counts }: WhatIf.Totals) => ({
  ...counts,
  clocks: Object.fromEntries(
    Object.entries(clocks).map(([id, { moves, ...clock }]) => [
      id,
      { ...clock, moves: WhatIf.movesOf(moves) },
    ]),
  ),
})
