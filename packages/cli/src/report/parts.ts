// What both pages have.
import type { Period, Report } from "@upkeep/core"
import type { Chart } from "./charts.ts"
import type { Block, Document, Table } from "./document.ts"
import { dash, figure, length, type Say } from "./say.ts"

/** The period and how it is told. */
export const factsOf = ({ asked }: Report.Report, say: Say): Document["facts"] => {
  const { facts } = say.words
  return [
    [facts.period, periodOf(asked, say)],
    [facts.asOf, say.at(asked.asOf)],
    [facts.timeZone, asked.timeZone],
  ]
}

/** Its first and its last date; with the times where it does not begin and end with a date. */
export const periodOf = ({ from, to }: Period.Period, say: Say): string => {
  const isDates = [from, to].every((at) => say.at(at).endsWith(" 00:00"))
  return isDates ? `${say.date(from)} – ${say.date(to - 1)}` : `${say.at(from)} – ${say.at(to)}`
}

/** What came in and what went out, as a picture and as a table. */
export const flowBlocks = ({ flow }: Report.Report, say: Say): ReadonlyArray<Block> => {
  const { titles, columns } = say.words
  const title = flow.by === "week" ? titles.flowByWeek : titles.flow
  const names = ["opened", "answered", "closed"] as const
  const tones = ["third", "quiet", "first"] as const
  const chart: Chart = {
    form: "columns",
    title,
    series: names.map((name, index) => ({ name: columns[name], tone: tones[index] ?? "quiet" })),
    groups: flow.rows.map((row) => ({
      label: row.date.slice("YYYY-".length),
      values: names.map((name) => row[name]),
    })),
  }
  return [
    { kind: "heading", text: title },
    { kind: "chart", chart },
    {
      kind: "table",
      title,
      columns: [
        { name: flow.by === "week" ? columns.week : columns.date },
        ...names.map((name) => ({ name: columns[name], figures: true })),
      ],
      rows: flow.rows.map((row) => [row.date, ...names.map((name) => figure(row[name]))]),
    },
  ]
}

/** What was met and what was missed, clock by clock. */
export const complianceChart = (
  clocks: ReadonlyArray<Report.Compliance>,
  { words, clock: name }: Say,
): Chart => ({
  form: "shares",
  title: words.titles.compliance,
  series: [
    { name: words.columns.met, tone: "first" },
    { name: words.columns.breached, tone: "second" },
    { name: words.columns.running, tone: "quiet" },
  ],
  groups: clocks.map(({ clock, met, breached, running }) => ({
    label: name(clock),
    values: [met, breached, running],
  })),
})

/** The column that tells rows apart. */
interface Apart<Row> {
  readonly name: string
  readonly of: (row: Row) => string
}

const counted = ["met", "breached", "running", "cancelled"] as const

/** Compliance as a table. */
export const complianceTable = <Row extends Report.Compliance>(
  title: string,
  rows: ReadonlyArray<Row>,
  say: Say,
  apart?: Apart<Row>,
): Table => {
  const { columns } = say.words
  return {
    kind: "table",
    title,
    columns: [
      ...(apart === undefined ? [] : [{ name: apart.name }]),
      { name: columns.clock },
      ...[...counted, "share" as const].map((name) => ({ name: columns[name], figures: true })),
    ],
    rows: rows.map((row) => [
      ...(apart === undefined ? [] : [apart.of(row)]),
      say.clock(row.clock),
      ...counted.map((name) => figure(row[name])),
      say.share(row.share),
    ]),
  }
}

/** Work against what contracts cover. */
export const workTable = ({ work }: Report.Report, say: Say): Table => {
  const { titles, columns } = say.words
  const names = ["logged", "requests", "quota", "used", "allowed", "share"] as const
  return {
    kind: "table",
    title: titles.quota,
    columns: [
      { name: columns.contract },
      ...names.map((name) => ({ name: name === "share" ? "%" : columns[name], figures: true })),
    ],
    rows: work.map(({ contract, minutes, requests, quota }) => [
      contract === null ? say.words.phrases.none : `${contract.id} (${contract.version})`,
      length(minutes),
      figure(requests),
      ...quotaCells(quota, say),
    ]),
  }
}

const minutesOfHour = 60

const quotaCells = (quota: Report.Quota | null, { words: { phrases }, share }: Say) => {
  if (quota === null) return [dash, dash, dash, dash]
  const { unit, per, used, allowed } = quota
  const named = {
    hours: { month: phrases.hoursPerMonth, term: phrases.hoursPerTerm },
    requests: { month: phrases.requestsPerMonth, term: phrases.requestsPerTerm },
  }[unit][per]
  const said = (amount: number) =>
    unit === "hours" ? length(amount * minutesOfHour) : figure(amount)
  return [
    named,
    said(used),
    allowed === null ? dash : said(allowed),
    share(allowed === null || allowed === 0 ? null : used / allowed),
  ]
}
