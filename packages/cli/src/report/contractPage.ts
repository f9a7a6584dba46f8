// The report on one contract as a vendor sends it to the customer: nothing of other customers, no
// names of ours, no notes, no lines.
import type { Process, Report } from "@upkeep/core"
import type { Block, Cell, Document, Table } from "./document.ts"
import { complianceChart, complianceTable, factsOf, workTable } from "./parts.ts"
import { dash, type Say, sum } from "./say.ts"
import type { Fact, Verdict } from "./words.ts"

/** The page of the contract that the report was asked for. */
export const contractPage = (
  report: Report.Report,
  process: Process.Process,
  say: Say,
): Document => {
  const { titles, facts } = say.words
  const ours = oursIn(process)
  const clocks = report.clocks.filter(({ clock }) => ours(clock))
  return {
    language: say.language,
    title: `${titles.contract} ${report.asked.contract ?? ""}`.trim(),
    facts: [...identityOf(process, say), ...factsOf(report, say), ...summaryOf(report, facts)],
    blocks: [
      { kind: "heading", text: titles.compliance },
      { kind: "chart", chart: complianceChart(clocks, say) },
      complianceTable(titles.compliance, clocks, say),
      ...requestBlocks(report, ours, say),
      { kind: "heading", text: titles.quota },
      workTable(report, say),
      ...nextBlocks(report, ours, say),
    ],
  }
}

type Named = Report.Report["clocks"][number]["clock"]

const others: ReadonlySet<string> = new Set(["customers", "thirdPartys"])

// What begins only with the turn of others is no promise of ours.
const oursIn = ({ profile }: Process.Process): ((clock: Named) => boolean) => {
  const theirs = new Set(
    profile.policy.clocks
      .filter(({ starts }) => starts.every((each) => "enters" in each && others.has(each.enters)))
      .map(({ id }) => id),
  )
  return (clock) => !theirs.has(clock)
}

// M-22: who the maker is, and where its support is reached.
const identityOf = ({ profile: { desk } }: Process.Process, say: Say): Document["facts"] => {
  const { facts } = say.words
  const told: ReadonlyArray<readonly [Fact, string | undefined]> = [
    ["legalName", desk.legalName],
    ["legalAddress", desk.legalAddress],
    ["desk", desk.name],
    ["email", desk.email],
    ["phone", desk.phone],
    ["site", desk.site],
  ]
  return told.flatMap(([name, value]) => (value === undefined ? [] : [[facts[name], value]]))
}

const summaryOf = (
  { shares, flow, backlog }: Report.Report,
  facts: Say["words"]["facts"],
): Document["facts"] => {
  return [
    [facts.registered, String(shares.registered)],
    [facts.closed, String(sum(flow.rows.map(({ closed }) => closed)))],
    [facts.open, String(sum(backlog.ages))],
    [facts.completed, String(backlog.completed)],
  ]
}

type Ours = (clock: Named) => boolean

const requestBlocks = (
  { requests: { first, more } }: Report.Report,
  ours: Ours,
  say: Say,
): ReadonlyArray<Block> => {
  const { titles, phrases } = say.words
  const heading: Block = { kind: "heading", text: titles.requests }
  if (first.length === 0) return [heading, { kind: "text", text: phrases.noRequest }]
  return [
    heading,
    requestTable(first, say),
    targetTable(first, ours, say),
    ...(more === 0 ? [] : [{ kind: "text", text: `${phrases.more} ${more}` } as const]),
  ]
}

const requestTable = (requests: ReadonlyArray<Report.Request>, say: Say): Table => {
  const { titles, columns } = say.words
  const named = ["number", "subject", "requestType", "priority"] as const
  const names = [...named, "registered", "state", "closed"] as const
  return {
    kind: "table",
    title: titles.requests,
    columns: names.map((name) => ({ name: columns[name] })),
    rows: requests.map((request) => [
      request.number,
      request.subject === "" ? dash : request.subject,
      say.value("requestType", request.requestType),
      say.value("priority", request.priority),
      say.at(request.registeredAt),
      say.status(request.status),
      say.maybeAt(request.closedAt),
    ]),
  }
}

const targetTable = (requests: ReadonlyArray<Report.Request>, ours: Ours, say: Say): Table => {
  const { titles, columns } = say.words
  const names = ["number", "clock", "started", "due", "ended", "verdict"] as const
  return {
    kind: "table",
    title: titles.targets,
    columns: names.map((name) => ({ name: columns[name] })),
    rows: requests.flatMap(({ number, clocks }) =>
      clocks
        .filter(({ clock }) => ours(clock))
        .map((run): ReadonlyArray<Cell> => [
          number,
          say.clock(run.clock, run.instance),
          say.at(run.startedAt),
          say.maybeAt(run.dueAt),
          say.maybeAt(run.endedAt),
          say.words.verdicts[verdictOn(run)],
        ]),
    ),
  }
}

const verdictOn = ({ kind, endedAt }: Report.Run): Verdict => {
  switch (kind) {
    case "met":
      return "inTime"
    case "breached":
      return endedAt === null ? "overdue" : "late"
    case "running":
      return "open"
    case "paused":
    case "cancelled":
      return kind
  }
}

const nextBlocks = (
  { requests: { first } }: Report.Report,
  ours: Ours,
  say: Say,
): ReadonlyArray<Block> => {
  const { titles, phrases } = say.words
  const items = first
    .filter(({ closedAt }) => closedAt === null)
    .map((request) => nextOf(request, ours, say))
  return [
    { kind: "heading", text: titles.next },
    items.length === 0 ? { kind: "text", text: phrases.noNext } : { kind: "list", items },
  ]
}

const nextOf = (
  { number, subject, status, promisedAt, clocks }: Report.Request,
  ours: Ours,
  say: Say,
): string => {
  const { next } = say.words
  const [phase, , turn] = status.split(".")
  const isOurs = phase === "open" && turn === "ours"
  const dues = clocks.flatMap(({ clock, kind, dueAt, endedAt }) =>
    isOurs && ours(clock) && endedAt === null && dueAt !== null ? [{ kind, dueAt }] : [],
  )
  const earliest = dues.toSorted((a, b) => a.dueAt - b.dueAt)[0]
  const named = subject === "" ? number : `${number} ${subject}`
  return [
    `${named}: ${sentenceOf(phase, turn, next)}`,
    ...(promisedAt === null || phase !== "open" ? [] : [`${next.promised} ${say.at(promisedAt)}`]),
    ...(earliest === undefined ? [] : [dueIn(earliest, say)]),
  ].join("; ")
}

const dueIn = (
  { kind, dueAt }: { readonly kind: Report.Run["kind"]; readonly dueAt: number },
  { words: { next }, at }: Say,
): string => `${kind === "breached" ? next.overdue : next.due} ${at(dueAt)}`

const sentenceOf = (
  phase: string | undefined,
  turn: string | undefined,
  next: Say["words"]["next"],
): string => {
  if (phase === "completed") return next.completed
  if (turn === "customers") return next.customers
  return turn === "thirdPartys" ? next.thirdPartys : next.ours
}
