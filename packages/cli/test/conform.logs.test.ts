// Logs of every form, whole and broken: what each comes to.
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { conformityOf, csvOf, generic, packed, xesOf } from "./conforming.ts"

const rows = [
  "1,2026-03-02T09:00:00Z,REG,first",
  "1,2026-03-02T10:00:00Z,PRG,first",
  "2,2026-03-02T10:30:00Z,REG,first",
  "1,2026-03-02T11:00:00+01:00,RES,first",
  "2,2026-03-02T12:00:00Z,CUS,second",
  '1,"2026-03-03T09:00:00Z",CLS,',
]
const good = { cases: 2, events: 6, acceptedShare: 1, fitness: 1, deviations: {} }
const at = (hour: number, state: string) => ({
  "time:timestamp": `2026-03-02T${String(hour).padStart(2, "0")}:00:00.000+01:00`,
  state,
})

const event = (hour: number, name: string, sub: string) => ({
  ...at(hour, "x"),
  "concept:name": name,
  sub,
})

describe("a log is taken", () => {
  it("as CSV, its cases in any order, with the breaks of any system, a mark and blank lines", async () => {
    expect(await conformityOf(csvOf(...rows))).toMatchObject(good)
    expect(
      await conformityOf(`\uFEFF${csvOf(...rows).replaceAll("\n", "\r\n\r\n")}`),
    ).toMatchObject(good)
  })

  it("packed by gzip, which its content says and not its name", async () => {
    expect(await conformityOf(packed(csvOf(...rows)))).toMatchObject(good)
    const [head, ...tail] = [csvOf(...rows).slice(0, 40), csvOf(...rows).slice(40)].map(packed)
    expect(
      await conformityOf(Buffer.concat([head ?? "", ...tail].map((part) => Buffer.from(part)))),
    ).toMatchObject(good)
  })

  it("as XES, of which only what stands directly in a trace and an event counts", async () => {
    const log = xesOf(at(9, "REG"), at(10, "PRG"), at(11, "PRG"), at(12, "RES"), at(13, "PRG"))
    for (const content of [log, packed(log.replace(/^<.*?>/, ""))])
      expect(await conformityOf(content)).toMatchObject({
        cases: 1,
        events: 5,
        fitness: 0.8,
        deviations: { "reopened-without-marker": { examples: ["A & B"] } },
      })
  })

  it("with a state that several columns say together", async () => {
    const map = {
      ...Object(generic),
      attributes: { case: "concept:name", time: "time:timestamp", state: ["concept:name", "sub"] },
      states: {
        "Accepted/In Progress": { to: "open.ours", by: ["TurnPassed.ours"] },
        "Completed/Closed": { to: "closed", by: ["Withdrawn"] },
      },
    }
    const log = xesOf(event(9, "Accepted", "In Progress"), event(10, "Completed", "Closed"))
    expect(await conformityOf(log, { map })).toMatchObject({ events: 2, acceptedShare: 1 })
  })

  it("by the map that the guide shows", async () => {
    const guide = new URL("../../../docs/guides/conformance.md", import.meta.url)
    const [, shown = ""] = /```json\n(.*?)```/s.exec(readFileSync(guide, "utf8")) ?? []
    const log = [
      "Incident,Changed at,Status,Sub-status,Team",
      "1,2026-03-02T09:00:00,Open,New,a",
      "1,2026-03-02T10:00:00,Open,Working,a",
      "1,2026-03-02T10:30:00,Comment,,a",
      "1,2026-03-02T11:00:00,Open,On hold,a",
      "1,2026-03-02T12:00:00,Done,Solved,a",
      "1,2026-03-02T13:00:00,Open,Reopened,a",
      "1,2026-03-02T14:00:00,Done,Solved,a",
      "1,2026-03-05T14:00:00,Done,Archived,a",
    ].join("\n")
    const map: unknown = JSON.parse(shown)
    const figures = { cases: 1, events: 8, passedOver: 1, acceptedShare: 1, reopenedShare: 1 }
    expect(await conformityOf(log, { map, timeZone: "Europe/Moscow" })).toMatchObject(figures)
  })

  it("T04 with local times in the zone of the map, or of the option, which holds", async () => {
    const local = csvOf("1,2026-03-02T09:00:00,PRG,a", "1,2026-03-02T09:30:00+01:00,RES,a")
    expect(await conformityOf(local, { timeZone: "Europe/Rome" })).toMatchObject({ fitness: 1 })
    expect(await conformityOf(local, { timeZone: "America/New_York" })).toMatchObject({
      fitness: 0.5,
      deviations: { "time-goes-back": { cases: 1 } },
    })
  })

  it("times out of order within a case are counted, and the rest of it is judged", async () => {
    const log = csvOf("1,2026-03-02T10:00:00Z,PRG,a", "1,2026-03-02T09:00:00Z,RES,a")
    expect(await conformityOf(log)).toMatchObject({
      acceptedShare: 0,
      fitness: 0.5,
      deviations: { "time-goes-back": { cases: 1, events: 1, examples: ["1"] } },
    })
  })

  it("WDR is withdrawn, rejected or merged: what was closed by an answer is none of it", async () => {
    const begun = "1,2026-03-02T09:00:00Z,PRG,a"
    const withdrawn = csvOf(begun, "1,2026-03-02T10:00:00Z,WDR,a", "1,2026-03-02T11:00:00Z,WDR,a")
    expect(await conformityOf(withdrawn)).toMatchObject({ fitness: 1, deviations: {} })
    const [resolved, closed] = ["1,2026-03-02T10:00:00Z,RES,a", "1,2026-03-02T11:00:00Z,CLS,a"]
    const answered = csvOf(begun, resolved, closed, "1,2026-03-02T12:00:00Z,WDR,a")
    expect(await conformityOf(answered)).toMatchObject({ fitness: 0.75 })
  })

  it("unknown states are counted, by their names", async () => {
    const log = csvOf("1,2026-03-02T10:00:00Z,PARKED,a", "1,2026-03-02T11:00:00Z,PRG,a")
    const pairs = [{ from: "", state: "PARKED", events: 1 }]
    expect(await conformityOf(log)).toMatchObject({
      fitness: 0.5,
      deviations: { "unknown-state": { cases: 1, events: 1, examples: ["1"], pairs } },
    })
  })
})

const refused = (content: string | Uint8Array, map: unknown = generic) =>
  conformityOf(content, { map })

/** An attribute of an element of XES. */
const again = (key: string, value: string) => `<string key="${key}" value="${value}"/>`

describe("a broken log is refused as a whole, with its lines", () => {
  const expected = "expected a first row with case, ts, state, group, as the map says, and not"

  it("missing columns: all of them at once", async () => {
    expect(await refused("id,time,state\n1,2,3\n")).toEqual([
      `bad-columns: got "no case, no ts, no group", ${expected} "id,time,state", at line 1`,
    ])
    expect(await refused("case;ts;state;group\n")).toEqual([
      `bad-columns: got "no case, no ts, no state, no group", ${expected} "case;ts;state;group", at line 1`,
    ])
    expect(await refused("case,ts,state,group,ts\n")).toEqual([
      `bad-columns: got "ts twice", ${expected} "case,ts,state,group,ts", at line 1`,
    ])
  })

  it("rows that cannot be read: all of them, each with its line", async () => {
    const log = csvOf(
      "1,2026-03-02T10:00:00Z,PRG",
      "1,yesterday,PRG,a",
      ",2026-03-02T10:00:00Z,PRG,a",
      '1,2026-03-02T10:00:00Z,"a"b,a',
      "1,2026-02-30T10:00:00Z,PRG,a",
    )
    const found = await refused(log)
    expect(found).toHaveLength(5)
    expect(found).toEqual([
      'ragged-row: got "3 cells", expected 4, as many as there are columns, at line 2',
      expect.stringMatching(/^invalid-instant: got "yesterday", .* at line 3$/),
      "missing-field: got nothing, expected a case in every row, at line 4",
      expect.stringMatching(/^stray-quotation-mark: .* at line 5$/),
      expect.stringMatching(/^invalid-date: got "2026-02-30T10:00:00Z", .* at line 6$/),
    ])
  })

  it("T04 no zone anywhere: refused, and beyond a hundred problems counted", async () => {
    const { timeZone: _, ...map } = Object(generic)
    const log = csvOf(...Array.from({ length: 250 }, () => "1,2026-03-02T10:00:00,PRG,a"))
    const found = await refused(log, map)
    expect(found).toHaveLength(101)
    expect(Object(found)[0]).toMatch(/^offset-missing: got "2026-03-02T10:00:00", .* at line 2$/)
    expect(Object(found)[100]).toBe('too-many-problems: got "150 more", expected none')
  })

  it("nothing in it", async () => {
    const empty = ['empty: got "no rows", expected a log']
    for (const content of ["", " \n\n", csvOf(), packed(""), xesOf()])
      expect(await refused(content)).toEqual(empty)
  })

  it("cut off: gzip, a quoted cell, XML", async () => {
    const whole = packed(csvOf(...Array.from({ length: 5_000 }, (_, n) => rows[0] + `${n}`)))
    expect(await refused(whole.subarray(0, whole.length - 9))).toEqual([
      'log-damaged: got "unexpected end of file", expected what gzip packed, whole',
    ])
    expect(await refused(whole.with(500, (whole[500] ?? 0) ^ 0xff))).toEqual([
      expect.stringMatching(/^log-damaged: got ".*", expected what gzip packed, whole$/),
    ])
    expect(await refused(csvOf('1,2026-03-02T10:00:00Z,"PRG,a'))).toEqual([
      expect.stringMatching(/^unclosed-cell: .* at line 2$/),
    ])
    expect(await refused(xesOf(at(9, "REG")).replace("</trace></log>", ""))).toEqual([
      'not-xml: got "unclosed tag: trace", expected XML, at line 6',
    ])
  })

  it("not text, not XML, not a log of events", async () => {
    const latin = Buffer.from(csvOf("1,2026-03-02T10:00:00Z,caf\u00e9,a"), "latin1")
    expect(await refused(latin)).toEqual([
      'not-utf-8: got "other bytes", expected text in UTF-8, after line 1',
    ])
    expect(await refused("<log><trace></log>")).toEqual([
      expect.stringMatching(/^not-xml: got "unexpected close tag\.", expected XML, at line 1$/),
    ])
    expect(await refused("<html></html>")).toEqual([
      'not-xes: got "html", expected a log as its root, at line 1',
    ])
    expect(await refused(`<log>${"<a>".repeat(200)}`)).toEqual([
      'not-xes: got "a", expected at most 100 elements deep, at line 1',
    ])
  })

  it("an event without what the map names, a trace without a name", async () => {
    const log = xesOf(at(9, "REG"), { other: "x" }).replace("concept:name", "name")
    const event = "expected an event with what the map names, each once"
    expect(await refused(log)).toEqual([
      `missing-attributes: got "no concept:name of its trace", ${event}, at line 5`,
      `missing-attributes: got "no concept:name of its trace, no time:timestamp, no state", ${event}, at line 6`,
    ])
  })

  it("an event, or a trace, that says twice what the map names", async () => {
    const log = xesOf(at(9, "PRG"), at(10, "RES"))
      .replace("<event>", `<event>${again("state", "CLS")}${again("other", "1")}`)
      .replace("<event>", `${again("concept:name", "B")}<event>${again("other", "2")}`)
    const event = "expected an event with what the map names, each once"
    expect(await refused(log)).toEqual([
      `repeated-attributes: got "concept:name of its trace twice, state twice", ${event}, at line 5`,
      `repeated-attributes: got "concept:name of its trace twice", ${event}, at line 6`,
    ])
  })

  it("entities that grow, and text without end", async () => {
    const entity = '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log a="&b;"></log>'
    expect(await refused(entity)).toEqual([
      expect.stringMatching(/^not-xml: got "undefined entity\.", expected XML, at line 1$/),
    ])
    const endless = `<log><trace><string key="concept:name" value="${"x".repeat(5_000_000)}`
    expect(await refused(endless)).toEqual([
      expect.stringMatching(/^too-long: .* characters between two elements, at line 1$/),
    ])
  })

  it("blank lines without end before the first row, in a few packed bytes", async () => {
    const blank = "\n".repeat(5_000_000)
    const expected =
      'too-long: got "more blank characters", expected at most 4194304 before the first row'
    for (const content of [blank, packed(blank)]) expect(await refused(content)).toEqual([expected])
    expect(await conformityOf("\n".repeat(100_000) + csvOf(...rows))).toMatchObject(good)
  })

  it("of a form for which the map has no names", async () => {
    const { columns: _, ...attributes } = Object(generic)
    expect(await refused(csvOf(...rows), attributes)).toEqual([
      'unmapped-form: got "CSV", expected a map with columns',
    ])
    const { attributes: __, ...columns } = Object(generic)
    expect(await refused(xesOf(at(9, "REG")), columns)).toEqual([
      'unmapped-form: got "XES", expected a map with attributes',
    ])
  })
})
