// The body of a row, which both sides of an upgrade read and write.
import { Effect } from "effect"
import { expect, it } from "vitest"
import type { TicketRow } from "../../src/port/TicketStore.ts"
import { read, ticketRow } from "../../src/desk/row.ts"

const essentials = {
  ticketId: "01a20410-ca29-7001-843a-0bd694286105",
  number: "T-1",
  version: 1,
  status: "open.registered.ours",
  process: "standard@2",
  terms: "standard@2",
  requestType: "request",
  channel: "email",
  customer: null,
  reachable: false,
  contract: null,
  follows: null,
  line: "first",
  registeredAt: 1,
  recordedAt: 2,
  updatedAt: 3,
}

const run = {
  id: "resolution",
  instance: 1,
  target: { workingMinutes: 60 },
  stretches: [{ start: 1, end: null }],
  ended: null,
  endedAt: null,
  breachedAt: null,
  warned: [],
}

const beside = { zoneData: "2026c", chain: "c" }
const small = JSON.stringify({ state: essentials, clocks: [run], ...beside })

// Written out, and not taken from the code: what a row leaves unsaid may never come to mean
// something else.
const state = {
  ...essentials,
  priority: null,
  impact: null,
  urgency: null,
  timeZone: null,
  environment: null,
  period: null,
  fields: {},
  missing: [],
  assignee: null,
  assignedAt: null,
  acknowledged: false,
  cause: null,
  module: null,
  obligations: [],
  offer: null,
  awaited: null,
  promisedAt: null,
  promiseDue: false,
  workaround: null,
  answer: null,
  silenceDueAt: null,
  closedAt: null,
  reopened: 0,
  mergedInto: null,
  closedFrom: null,
  absorbed: [],
  links: [],
  snoozedUntil: null,
  watchers: [],
  workMinutes: 0,
  changes: [],
  firstMoveAt: null,
}

const clock = {
  ...run,
  terms: "standard@2",
  calendar: null,
  held: false,
  notBefore: null,
  byHand: null,
  endedIn: 0,
  warnedBefore: [],
}

const rowWith = (body: string): TicketRow => ({
  ticketId: essentials.ticketId,
  number: essentials.number,
  version: essentials.version,
  status: essentials.status,
  dueAt: null,
  customer: null,
  assignee: null,
  assignedAt: null,
  updatedAt: essentials.updatedAt,
  body,
})

const whole = { state, clocks: [clock], ...beside }

it("P14 a row leaves unsaid what is usual, and is read as one that says all of it", () => {
  const { chain, zoneData } = beside
  const row = ticketRow({ state, clocks: [clock], chain }, { dueAt: null, zoneData })
  expect(row).toEqual(rowWith(small))
  for (const body of [small, JSON.stringify(whole)])
    expect(Effect.runSync(read(rowWith(body)))).toEqual(whole)
})

it("P14 what a later version wrote goes along when this one writes the row anew", () => {
  const strange = { state: { ...essentials, mood: "calm" }, clocks: [{ ...run, credit: 5 }] }
  const { state: its, clocks } = Effect.runSync(
    read(rowWith(JSON.stringify({ ...strange, ...beside }))),
  )
  const { chain, zoneData } = beside
  const held = { state: { ...its, assignee: "olga" }, clocks, chain }
  const { state: anew, clocks: runs } = JSON.parse(ticketRow(held, { dueAt: null, zoneData }).body)
  expect(anew).toEqual({ ...strange.state, assignee: "olga" })
  expect(runs).toEqual(strange.clocks)
})

it("P14 a row says whatever is not usual", () => {
  const unusual = { ...state, links: [{ ticket: "b", as: "related" as const }], reopened: 1 }
  const other = { ...clock, terms: "standard@1", held: true, warnedBefore: [5] }
  const held = { state: unusual, clocks: [other] }
  const { chain, zoneData } = beside
  const { body } = ticketRow({ ...held, chain }, { dueAt: null, zoneData })
  expect(JSON.parse(body)).toMatchObject({
    state: { links: unusual.links, reopened: 1 },
    clocks: [{ terms: "standard@1", held: true, warnedBefore: [5] }],
  })
  expect(Effect.runSync(read(rowWith(body)))).toEqual({ ...held, ...beside })
})
