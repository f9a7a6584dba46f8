// How fast a portfolio is asked what would have been, from values and from the lines of a journal.
import { Process, standard } from "@upkeep/core"
import { WhatIf } from "@upkeep/core/effect"
import { Result } from "effect"
import { fold } from "../packages/core/src/desk/fold.ts"
import type { Event, Recorded } from "../packages/core/src/ticket/Event.ts"
import { type Figure, median } from "./measure.ts"

/** The portfolio: each ticket is asked once, in parts of which one at a time is held. */
const tickets = 100_000
const ticketsOfPart = 1_000
const rounds = tickets / ticketsOfPart

const [firstResponse] = standard.policy.clocks
const response = { ...firstResponse, target: { workingMinutes: 480 } }
const resolution = { ...response, id: "resolution", target: { workingMinutes: 2_400 } }
const pausing = { stops: [{ enters: "closed" }], cancels: [], pausesIn: ["customers", "completed"] }
const policyOf = (id: string, clocks: ReadonlyArray<object>) => ({ id, version: "1", clocks })

const calendar = { ...Object(standard.calendar), holidays: ["2026-01-01", "2026-05-01"] }
const process = Result.getOrThrow(
  Process.make({
    ...standard,
    id: "portfolio",
    notices: [],
    calendar,
    policy: policyOf("working", [response, { ...resolution, ...pausing }]),
  }),
)
const processOf = Process.only(process)
const alternative = Result.getOrThrow(
  WhatIf.make({
    policy: policyOf("elapsed", [
      { ...response, target: { elapsedMinutes: 1_440 } },
      { ...resolution, ...pausing, target: { elapsedMinutes: 7_200 } },
    ]),
  }),
)

const files: ReadonlyArray<never> = []
const ours = { type: "TurnPassed", to: "ours" } as const
const customers = { type: "TurnPassed", to: "customers" } as const
const found = { type: "CauseFound", cause: "productFault", module: "search" } as const

/** What happens to every ticket, with the least and the most minutes before it. */
const life: ReadonlyArray<readonly [event: Event, atLeast: number, atMost: number]> = [
  [{ type: "Acknowledged" }, 0, 0],
  [{ type: "Assigned", assignee: "olga" }, 5, 600],
  [{ type: "DiagnosisStarted" }, 0, 0],
  [{ type: "InformationRequested", files }, 10, 2_000],
  [customers, 0, 0],
  [{ type: "MessageReceived", answers: [5], files }, 60, 4_000],
  [ours, 0, 0],
  [found, 20, 1_000],
  [{ type: "Escalated", from: "first", to: "second" }, 0, 30],
  [{ type: "Assigned", assignee: "ivan" }, 5, 600],
  [{ type: "Noted", files }, 5, 600],
  [found, 20, 1_500],
  [{ type: "Answered", files }, 10, 600],
  [{ type: "Completed" }, 1, 5],
  [{ type: "WordHeard" }, 30, 3_000],
  [{ type: "Disputed", word: null, files }, 10, 300],
  [{ type: "Answered", files }, 30, 2_000],
  [{ type: "Completed" }, 1, 5],
  [{ type: "Confirmed" }, 30, 3_000],
]

// Chance that is the same on every machine: the generator of Lehmer (Park and Miller, 1988).
const chance = (seed: number) => {
  let at = seed
  return (below: number): number => (at = (at * 48_271) % 2_147_483_647) % below
}

const versions = { process: process.ref, policy: "working@1", calendar: "c@1", zoneData: "2026a" }
const year = Date.UTC(2026, 0, 1)
const minuteMillis = 60_000

const journalOf = (index: number): ReadonlyArray<Recorded> => {
  const next = chance(index + 1)
  const ticketId = `019b0000-0000-7000-8000-${String(index).padStart(12, "0")}`
  let at = year + next(300 * 1_440) * minuteMillis
  const recorded = (event: Event, number: number): Recorded => ({
    format: 1,
    id: `${ticketId}.${number}`,
    ticketId,
    number,
    at,
    effectiveAt: at,
    actor: { kind: event.type === "MessageReceived" ? "customer" : "agent", id: "olga" },
    commandId: `${ticketId}-${number}`,
    versions: { ...versions },
    content: null,
    event,
  })
  const registered = recorded({ ...registration, number: `T-${index}` }, 1)
  return [
    registered,
    ...life.map(([event, atLeast, atMost], place) => {
      at += (atLeast + next(atMost - atLeast + 1)) * minuteMillis + next(minuteMillis)
      return recorded(event, place + 2)
    }),
  ]
}

const registration = {
  type: "Registered",
  requestType: "request",
  channel: "email",
  line: "first",
  customer: "acme",
  reachable: true,
  contract: null,
  environment: null,
  period: null,
  missing: [],
  follows: null,
  files,
} as const

/** Some tickets as values, and as the lines of an exported journal. */
interface Part {
  readonly journals: ReadonlyArray<ReadonlyArray<Recorded>>
  readonly lines: ReadonlyArray<ReadonlyArray<string>>
}

const partOf = (part: number): Part => {
  const journals = Array.from({ length: ticketsOfPart }, (_, n) =>
    journalOf(part * ticketsOfPart + n),
  )
  return { journals, lines: journals.map((journal) => journal.map((each) => JSON.stringify(each))) }
}

const question = { alternative, processOf, now: year + 365 * 1_440 * minuteMillis }

const counting = () => {
  const tally = WhatIf.tally()
  const add = (journal: ReadonlyArray<Recorded>) => {
    const answer = WhatIf.ask(question, journal)
    if (answer !== undefined) tally.add(answer)
  }
  return { add, totals: tally.totals }
}

const asked = counting()
const askedFromLines = counting()

/** What is measured of each part, one after the other. */
const contenders = {
  values: ({ journals }: Part) => journals.forEach(asked.add),
  replays: ({ journals }: Part) =>
    journals.forEach((journal) => fold(processOf, undefined, journal)),
  lines: ({ lines }: Part) => lines.forEach((ticket) => askedFromLines.add(ticket.map(recordedIn))),
  parsing: ({ lines }: Part) => lines.forEach((ticket) => ticket.map(parsed)),
}

const parsed = (line: string): unknown => JSON.parse(line)
const recordedIn = (line: string) => Result.getOrThrow(WhatIf.recordedOf(parsed(line)))

type Name = keyof typeof contenders
const names = ["values", "replays", "lines", "parsing"] as const satisfies ReadonlyArray<Name>

const measured = (): { readonly [name in Name]: ReadonlyArray<number> } => {
  const rates: { readonly [name in Name]: Array<number> } = {
    values: [],
    replays: [],
    lines: [],
    parsing: [],
  }
  for (let round = 0; round < rounds; round++) {
    const part = partOf(round)
    for (const name of names) {
      const start = performance.now()
      contenders[name](part)
      rates[name].push((ticketsOfPart / (performance.now() - start)) * 1_000)
    }
  }
  return rates
}

const figureOf = (
  name: string,
  rates: ReadonlyArray<number>,
  limit: readonly [name: string, rates: ReadonlyArray<number>],
): Figure => {
  const own = median(rates)
  const bound = median(limit[1])
  return {
    bench: "whatif",
    name,
    unit: "tickets/s",
    ours: Math.round(own),
    peer: null,
    peerName: null,
    limit: Math.round(bound),
    limitName: limit[0],
    ratioPeer: null,
    ratioLimit: Math.round((own / bound) * 100) / 100,
    goal: null,
    met: null,
    spread: [Math.round(Math.min(...rates)), Math.round(Math.max(...rates))],
  }
}

const heldMegabytes = (): number => {
  globalThis.gc?.()
  return Math.round(globalThis.process.memoryUsage().heapUsed / 1024 / 1024)
}

const count = (value: number): string => value.toLocaleString("en-US")

/** The figures of what-if questions. */
export async function* whatif(): AsyncGenerator<Figure> {
  const atStart = heldMegabytes()
  const rates = measured()
  yield figureOf(
    `asked again: ${count(tickets)} tickets of ${life.length + 1} events, two clocks, as values`,
    rates.values,
    ["one replay alone, of which it needs two", rates.replays],
  )
  yield figureOf("the same, decoded from the lines of a journal", rates.lines, [
    "JSON.parse alone",
    rates.parsing,
  ])
  const { breaches, spared, both, neither } = asked.totals()
  const held = heldMegabytes()
  yield {
    ...figureOf(
      `heap held after it (${count(breaches)} would breach, ${count(spared)} no longer, ` +
        `${count(both)} both, ${count(neither)} neither)`,
      [held],
      ["heap held at the start", [atStart]],
    ),
    unit: "MiB",
  }
}
