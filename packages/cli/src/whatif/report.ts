// Answers for a terminal.
import { LocalTime } from "@upkeep/core"
import { WhatIf } from "@upkeep/core/effect"
import { harmless } from "../output.ts"

/** The lines of a ticket: what would breach, what no longer, and why it was not asked. */
export const linesOf = (answer: WhatIf.Answer): ReadonlyArray<string> => {
  const number = answer.number.padEnd(10)
  const lines =
    answer.outcome === "unasked"
      ? answer.problems.map(({ message }) => `  ${number} not asked       ${message}`)
      : answer.clocks
          .filter(({ outcome }) => outcome === "breaches" || outcome === "spared")
          .map((run) => `  ${number} ${runLine(run)}`)
  return lines.map(harmless)
}

const runLine = ({ clock, instance, outcome, before, after, timeZone }: WhatIf.RunAnswer) => {
  const name = instance === 1 ? clock : `${clock} #${instance}`
  const said = (verdict: WhatIf.Verdict) => verdictText(verdict, timeZone)
  return `${words[outcome].padEnd(15)} ${name.padEnd(16)} ${said(before)} → ${said(after)}`
}

const words = {
  breaches: "would breach",
  spared: "would no longer",
  both: "breaches anyway",
  neither: "breaches in neither",
} as const satisfies { readonly [outcome in WhatIf.Judgement]: string }

const verdictText = ({ kind, at, dueAt }: WhatIf.Verdict, timeZone: string): string => {
  const time = (instant: number) => LocalTime.format(instant, timeZone)
  if (kind === "breached") return `breached ${at === null ? "" : time(at)}`
  const ended = at === null ? kind : `${kind} ${time(at)}`
  return dueAt === null ? ended : `${ended} (due ${time(dueAt)})`
}

/** The totals, by ticket and by clock. */
export const totalsText = (totals: WhatIf.Totals): string => {
  const clocks = Object.entries(totals.clocks)
  const rows = [
    columns,
    ["tickets", totals.tickets, ...countsOf(totals)],
    ...clocks.map(([id, clock]) => [id, clock.runs, ...countsOf(clock)]),
  ]
  const moves = clocks.flatMap(([id, clock]) => movesLine(id, clock))
  const unasked = totals.unasked === 0 ? [] : [`${totals.unasked} tickets could not be asked`]
  return [...rows.map(rowLine), "", ...moves, ...unasked].map(harmless).join("\n").trimEnd()
}

const columns = ["", "asked", "would breach", "no longer", "both", "neither"]

const countsOf = ({ breaches, spared, both, neither }: WhatIf.Counts) => [
  breaches,
  spared,
  both,
  neither,
]

const rowLine = ([name = "", ...cells]: ReadonlyArray<string | number>): string =>
  [
    String(name).padEnd(16),
    ...cells.map((cell, index) => String(cell).padStart((columns[index + 1] ?? "").length + 2)),
  ].join("")

const movesLine = (
  id: string,
  { moves, appeared, gone }: WhatIf.ClockTotals,
): ReadonlyArray<string> => {
  const { count, earlier, medianMinutes, farthestMinutes } = WhatIf.movesOf(moves)
  const parts = [
    ...(appeared === 0 ? [] : [`${appeared} are new`]),
    ...(gone === 0 ? [] : [`${gone} are gone`]),
    ...(count === 0
      ? []
      : [
          `${count} deadlines move (${earlier} to earlier), ` +
            `the middle one by ${span(medianMinutes)}, the farthest by ${span(farthestMinutes)}`,
        ]),
  ]
  return parts.length === 0 ? [] : [`${id}: ${parts.join("; ")}`]
}

/** Minutes as people read them: `-7 h 30 min`. */
const span = (minutes: number | null): string => {
  const all = Math.abs(minutes ?? 0)
  const sign = (minutes ?? 0) < 0 ? "-" : "+"
  const hours = Math.floor(all / 60)
  return `${sign}${hours === 0 ? "" : `${hours} h `}${all % 60} min`
}
