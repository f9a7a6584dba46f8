// What an exported journal has to be: every broken line is told, and nothing is reported by halves.
import { standard } from "@upkeep/core"
import { WhatIf } from "@upkeep/core/effect"
import { Result } from "effect"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { linesOf } from "../src/whatif/lines.ts"
import { JournalError } from "../src/whatif/JournalError.ts"
import { pagesOfJournal } from "../src/whatif/pages.ts"
import { openJournal } from "../src/whatif/readJournal.ts"
import { newFolder } from "./serving.ts"

const at = Date.UTC(2026, 2, 2, 9)
const head = { upkeep: "journal", format: 1, tenant: "default", at, process: "standard@2" }
const end = (tickets: number, events: number) => ({ end: { tickets, events } })

const registered = {
  type: "Registered",
  number: "T-1",
  requestType: "request",
  channel: "email",
  line: "first",
  customer: null,
  reachable: true,
  contract: null,
  environment: null,
  period: null,
  missing: [],
  follows: null,
  files: [],
}

const event = (ticket: number, number: number, fact: object = { type: "Noted", files: [] }) => ({
  format: 1,
  id: `t${ticket}.${number}`,
  ticketId: `t${ticket}`,
  number,
  at,
  effectiveAt: at,
  actor: { kind: "agent", id: "olga" },
  commandId: `c${number}`,
  versions: { process: "standard@2", policy: "standard@2", calendar: "weekdays@1", zoneData: "z" },
  content: null,
  event: number === 1 ? registered : fact,
})

const process = { process: standard }
const sound = [head, process, event(1, 1), event(1, 2), event(2, 1), end(2, 3)]

const write = (lines: ReadonlyArray<unknown>): string => {
  const file = join(newFolder(), "journal.jsonl")
  const texts = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)))
  writeFileSync(file, texts.join("\n"))
  return file
}

const alternative = Result.getOrThrow(WhatIf.make({ process: standard }))

/** What asking a journal comes to: its totals, or what is wrong with which line. */
const asked = async (lines: ReadonlyArray<unknown>) => {
  const file = write(lines)
  let totals = WhatIf.none
  try {
    const journal = await openJournal(file)
    for await (const page of pagesOfJournal(journal, alternative, journal.head.at))
      totals = WhatIf.plus(totals, page.totals)
    return totals
  } catch (error) {
    if (!(error instanceof JournalError)) throw error
    return error.message.replaceAll(file, "FILE").split("\n")
  }
}

const told = (events: ReadonlyArray<object>) =>
  asked([head, process, ...events, end(2, events.length)])

const read = async (text: string, charactersAtMost?: number) => {
  const file = join(newFolder(), "lines")
  writeFileSync(file, text)
  const lines = []
  for await (const line of linesOf(file, charactersAtMost)) lines.push(line)
  return lines
}

describe("an exported journal", () => {
  it("is asked ticket by ticket", async () => {
    expect(await asked(sound)).toMatchObject({ tickets: 2, neither: 2 })
    expect(await asked([head, process, end(0, 0)])).toEqual(WhatIf.none)
  })

  it("not-json: every line that is none is told with its number", async () => {
    const broken = [...sound.slice(0, 3), "{", event(1, 2), "nonsense", event(2, 1), end(2, 3)]
    expect(await asked(broken)).toEqual([
      'not-json: got "{", expected JSON on one line, at FILE:4',
      'not-json: got "nonsense", expected JSON on one line, at FILE:6',
    ])
    expect(await asked(["upkeep"])).toEqual([
      'not-json: got "upkeep", expected JSON on one line, at FILE:1',
    ])
  })

  it("V16 event-too-new: an event of a later format is refused", async () => {
    const newer = { ...event(1, 2), format: 2, colour: "red" }
    expect(await asked([head, process, event(1, 1), newer, end(1, 2)])).toEqual([
      "event-too-new: got 2, expected at most 1: use the Upkeep that wrote it, at FILE:4.format",
    ])
  })

  it("ticket-split: the events of a ticket stand together, from 1 on, and none comes twice", async () => {
    const apart = [event(1, 1), event(2, 1), event(1, 2)]
    const doubled = [event(2, 1), event(1, 1)]
    const holed = [event(1, 1), event(1, 3)]
    const headless = [event(1, 2)]
    expect(await told(apart)).toEqual([
      'ticket-split: got "event 2 of t1", expected event 2 of t2, or event 1 of a later ticket, at FILE:5',
    ])
    expect(await told(doubled)).toEqual([
      'ticket-split: got "event 1 of t1", expected event 2 of t2, or event 1 of a later ticket, at FILE:4',
    ])
    expect(await told(holed)).toEqual([
      'ticket-split: got "event 3 of t1", expected event 2 of t1, or event 1 of a later ticket, at FILE:4',
    ])
    expect(await told(headless)).toEqual([
      'ticket-split: got "event 2 of t1", expected event 1 of a later ticket, at FILE:3',
    ])
  })

  it("unknown-process: a process stands before the events that need it", async () => {
    const fact = {
      type: "PolicyApplied",
      process: "standard@3",
      policy: "standard@3",
      calendar: "weekdays@1",
      mode: "keep",
    }
    const events = [event(1, 1), event(1, 2, fact), end(1, 2)]
    expect(await asked([head, process, ...events])).toEqual([
      'unknown-process: got "standard@3", expected a process of a line before this one, at FILE:4',
    ])
    const later = { process: { ...standard, version: "3" } }
    expect(await asked([head, process, later, ...events])).toMatchObject({ tickets: 1 })
  })

  it("journal-cut-off: what was lost at the end is noticed", async () => {
    expect(await asked(sound.slice(0, -1))).toEqual([
      'journal-cut-off: got "2 tickets and 3 events", expected an end, which says how much there is, at FILE',
    ])
    expect(await asked([...sound.slice(0, -1), end(3, 4)])).toEqual([
      'journal-cut-off: got "2 tickets and 3 events", expected 3 tickets and 4 events, at FILE',
    ])
  })

  it("not-a-journal, journal-too-new, unexpected-line: it begins and ends as journals do", async () => {
    expect(await asked([{ id: "policy" }])).toEqual([
      "not-a-journal: got an object, expected what upkeep journal writes, at FILE:1",
    ])
    for (const empty of [[], ["", ...sound]])
      expect(await asked(empty)).toEqual([
        'not-a-journal: got "", expected what upkeep journal writes, at FILE:1',
      ])
    expect(await asked([{ ...head, format: 2, colour: "red" }])).toEqual([
      "journal-too-new: got 2, expected at most 1: use the Upkeep that wrote it, at FILE:1.format",
    ])
    expect(await asked([head, event(1, 1)])).toEqual([
      'unexpected-line: got "event", expected the process standard@2, at FILE:2',
    ])
    expect(await asked([...sound, process])).toEqual([
      'unexpected-line: got "process", expected nothing after the end, at FILE:7',
    ])
    expect(await asked([head, process, process, end(0, 0)])).toEqual([
      'unexpected-line: got "standard@2", expected each process once, at FILE:3',
    ])
  })

  it("a profile with mistakes is told with its line and all of them", async () => {
    const wrong = { process: { ...standard, version: "3", languages: [], lines: [] } }
    const problems = await asked([head, process, wrong, end(0, 0)])
    expect(problems).toContain(
      "empty: got a list of 0, expected at least one entry, at FILE:3.process.languages",
    )
    expect(problems).toContain(
      "empty: got a list of 0, expected at least one entry, at FILE:3.process.lines",
    )
  })

  it("journal-damaged: an event that the chart has no arrow for is told with its ticket's last line", async () => {
    const impossible = event(1, 2, { type: "Confirmed" })
    expect(await asked([head, process, event(1, 1), impossible, end(1, 2)])).toEqual([
      'journal-damaged: got "Confirmed in open.registered.ours", expected events in an order that the chart allows, at FILE:4',
    ])
  })

  it("lists at most a hundred broken lines and then stops reading", async () => {
    const problems = await asked([head, process, ...Array.from({ length: 500 }, () => "{")])
    expect(problems).toHaveLength(100)
  })
})

describe("lines", () => {
  it("are the same with and without a break at the end, across chunks and letters of several bytes", async () => {
    const texts = Array.from({ length: 5_000 }, (_, n) => `строка ${n} ${"ы".repeat(n % 90)}`)
    const wanted = texts.map((text, index) => ({ number: index + 1, text }))
    expect(await read(texts.join("\n"))).toEqual(wanted)
    expect(await read(`${texts.join("\n")}\n`)).toEqual(wanted)
    expect(await read("")).toEqual([])
    expect(await read("\n\nx")).toMatchObject([{ text: "" }, { text: "" }, { number: 3 }])
  })

  it("leave out what editors add: a byte order mark, and blank lines at the end alone", async () => {
    const wanted = ["a", "", "", "\uFEFFb"].map((text, index) => ({ number: index + 1, text }))
    expect(await read("\uFEFFa\n\n \n\uFEFFb\n\r\n\n \t\n ")).toEqual(wanted)
    expect(await read("\uFEFF\n\n")).toEqual([])
    expect(await read("\n\uFEFFa")).toMatchObject([{ text: "" }, { text: "\uFEFFa" }])
  })

  it("that are longer than the limit are passed over, and counted", async () => {
    const long = "x".repeat(300_000)
    const whole = "y".repeat(100_000)
    const text = ["a", long, "b", `${whole}z`, whole, long].join("\n")
    expect(await read(text, whole.length)).toEqual([
      { number: 1, text: "a" },
      { number: 2, text: undefined },
      { number: 3, text: "b" },
      { number: 4, text: undefined },
      { number: 5, text: whole },
      { number: 6, text: undefined },
    ])
  })
})
