// The report of a desk for itself.
import { type Explanation, explanationText, type Profile, type Report } from "@upkeep/core"
import type { Block, Document, Table } from "./document.ts"
import { complianceChart, complianceTable, factsOf, flowBlocks, workTable } from "./parts.ts"
import { figure, length, lengthOf, type Say, sum } from "./say.ts"

/** The most breaches whose explanations stand on the page. */
export const explainedAtMost = 50

/** The desk's page. */
export const deskPage = (report: Report.Report, { desk }: Profile, say: Say): Document => {
  const { titles, facts } = say.words
  return {
    language: say.language,
    title: `${titles.desk}: ${desk.name}`,
    facts: [
      ...factsOf(report, say),
      [facts.tickets, String(report.tickets)],
      ...(report.unread === 0 ? [] : [[facts.unread, String(report.unread)] as const]),
    ],
    blocks: [
      ...flowBlocks(report, say),
      ...complianceBlocks(report, say),
      ...breachBlocks(report, say),
      { kind: "heading", text: titles.times },
      timesTable(titles.work, ordered(report.times.work, say), say.state, say),
      timesTable(titles.turn, ordered(report.times.turn, say), say.turn, say),
      ...sharesBlocks(report, say),
      ...backlogBlocks(report, say),
      { kind: "heading", text: titles.quota },
      workTable(report, say),
    ],
  }
}

const dimensions: ReadonlyArray<Report.Dimension> = ["contract", "requestType", "priority", "line"]

const complianceBlocks = (
  { clocks, compliance }: Report.Report,
  say: Say,
): ReadonlyArray<Block> => {
  const { titles, dimensions: names, columns } = say.words
  return [
    { kind: "heading", text: titles.compliance },
    { kind: "chart", chart: complianceChart(clocks, say) },
    complianceTable(titles.compliance, clocks, say),
    ...dimensions.map((by) => {
      const rows = compliance.filter((row) => row.by === by).toSorted(inOrder(say, by))
      return complianceTable(`${titles.complianceBy} ${names[by]}`, rows, say, {
        name: columns[by],
        of: (row: Report.ComplianceBy) => say.value(by, row.value),
      })
    }),
  ]
}

// Within a clock in the order in which the process names them.
const inOrder =
  (say: Say, by: Report.Dimension) =>
  (a: Report.ComplianceBy, b: Report.ComplianceBy): number =>
    a.clock === b.clock ? say.rank(by, a.value) - say.rank(by, b.value) : 0

const breachBlocks = ({ asked, breaches }: Report.Report, say: Say): ReadonlyArray<Block> => {
  const { titles, phrases } = say.words
  const { first, more } = breaches
  const heading: Block = { kind: "heading", text: titles.breaches }
  if (first.length === 0) return [heading, { kind: "text", text: phrases.noBreach }]
  const explained = first.slice(0, explainedAtMost)
  const left = first.length - explained.length
  return [
    heading,
    breachTable(first, say),
    ...moreOf(more, say),
    { kind: "heading", text: `${titles.breaches}: ${titles.explained}` },
    ...explained.map((breach) => explanationBlock(breach, asked.timeZone, say)),
    ...moreOf(left, say),
  ]
}

const moreOf = (more: number, { words }: Say): ReadonlyArray<Block> =>
  more === 0 ? [] : [{ kind: "text", text: `${words.phrases.more} ${more}` }]

const breachTable = (breaches: ReadonlyArray<Report.Breach>, say: Say): Table => {
  const { columns, titles } = say.words
  const named = ["number", "clock", "due", "ended"] as const
  const told = ["requestType", "priority", "line", "contract"] as const
  return {
    kind: "table",
    title: titles.breaches,
    columns: [...named, ...told].map((name) => ({ name: columns[name] })),
    rows: breaches.map((breach) => [
      breach.number,
      say.clock(breach.clock, breach.instance),
      say.at(breach.at),
      say.maybeAt(breach.explanation?.endedAt ?? null),
      ...told.map((by) => say.value(by, breach[by])),
    ]),
  }
}

const explanationBlock = (
  { number, clock, instance, explanation }: Report.Breach,
  timeZone: string,
  say: Say,
): Block => {
  const why = explanation === null ? [] : reasons(explanation, timeZone, say)
  return { kind: "lines", lines: [`${number}  ${say.clock(clock, instance)}`, ...why] }
}

// Its first line names the clock, which stands above.
const reasons = (explanation: Explanation.Explanation, timeZone: string, say: Say) =>
  explanationText(explanation, { language: say.language, timeZone }).slice(1)

// As a ticket goes through them.
const ordered = (rows: ReadonlyArray<Report.StateTime>, { stateRank }: Say) =>
  rows.toSorted((a, b) => stateRank(a.state) - stateRank(b.state))

const lengths = ({ totalMillis, medianMinutes, p90Minutes }: Report.Lengths) => [
  lengthOf(totalMillis),
  length(medianMinutes),
  length(p90Minutes),
]

const timesTable = (
  title: string,
  rows: ReadonlyArray<Report.StateTime>,
  nameOf: (id: string) => string,
  { words: { columns } }: Say,
): Table => {
  const elapsed = ["tickets", "total", "median", "p90"] as const
  const working = ["workingTotal", "workingMedian", "workingP90"] as const
  const names = [...elapsed, ...working].map((name) => ({ name: columns[name], figures: true }))
  return {
    kind: "table",
    title,
    columns: [{ name: columns.state }, ...names],
    rows: rows.map((row) => [
      nameOf(row.state),
      figure(row.tickets),
      ...lengths(row.elapsed),
      ...lengths(row.working),
    ]),
  }
}

const shareNames = ["reopened", "disputed", "clarified", "escalated", "rejected"] as const

const sharesBlocks = ({ shares }: Report.Report, say: Say): ReadonlyArray<Block> => {
  const { titles, phrases, columns, shares: names } = say.words
  const { registered } = shares
  return [
    { kind: "heading", text: titles.shares },
    { kind: "text", text: `${phrases.sharesOf} ${registered}` },
    {
      kind: "table",
      title: titles.shares,
      columns: [
        { name: columns.what },
        { name: columns.count, figures: true },
        { name: "%", figures: true },
      ],
      rows: shareNames.map((name) => [
        names[name],
        figure(shares[name]),
        say.share(registered === 0 ? null : shares[name] / registered),
      ]),
    },
  ]
}

const agesRow = (name: string, value: string, counts: ReadonlyArray<number>) => [
  name,
  value,
  ...[...counts, sum(counts)].map(figure),
]

const backlogBlocks = ({ backlog }: Report.Report, say: Say): ReadonlyArray<Block> => {
  const { titles, columns, ages } = say.words
  const groups = ages.map((label, age) => ({ label, values: [backlog.ages[age] ?? 0] }))
  const series = [{ name: columns.tickets, tone: "first" }] as const
  return [
    { kind: "heading", text: titles.backlog },
    { kind: "chart", chart: { form: "columns", title: titles.backlog, series, groups } },
    {
      kind: "table",
      title: titles.backlog,
      columns: [
        { name: "" },
        { name: "" },
        ...[...ages, columns.all].map((name) => ({ name, figures: true })),
      ],
      rows: [
        agesRow(columns.all, "", backlog.ages),
        ...backlog.by.map(({ by, value, ages: counts }) =>
          agesRow(columns[by], say.value(by, value), counts),
        ),
      ],
    },
  ]
}
