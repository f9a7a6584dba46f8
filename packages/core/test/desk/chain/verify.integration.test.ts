import { describe, expect, it } from "vitest"
import type { Desk } from "@upkeep/core"
import { agent, register } from "../setUp.ts"
import { lived } from "./lived.ts"
import { deskWith, type Rows, rowsOf } from "./tampered.ts"

const codesOf = async (desk: Desk) => {
  const { damages } = await desk.verify()
  return damages.map(({ code }) => code)
}

const codesIn = async (rows: Rows, from: Desk) => {
  const { desk } = await deskWith(rows, from)
  return codesOf(desk)
}

describe("P20 a store that nobody changed", () => {
  it("is found whole, with everything counted", async () => {
    const { desk, rows } = await lived()
    const events = rows.filter(({ kind }) => kind === "event").length
    const whole = { tickets: 3, events, unchained: 0, contents: 4, forgotten: 1, files: 1 }
    const checked = { checkpoints: 1, covered: events - 1, found: 0, damages: [] }
    expect(await desk.verify()).toEqual({ ...whole, ...checked })
  })

  it("is found whole while desks go on writing, forgetting and taking checkpoints", async () => {
    const { desk, first } = await lived()
    const note = { type: "note", text: "Called back." } as const
    const order = { actor: agent, reason: "case 8", tickets: [first.ticketId] }
    const ended = new AbortController()
    const writing = (async () => {
      for (let count = 0; !ended.signal.aborted; count++) {
        await desk.submit({ ticketId: first.ticketId, actor: agent, command: note })
        if (count % 5 === 0) await register(desk)
        if (count % 7 === 0) await desk.forget(order)
        if (count % 3 === 0) await desk.checkpoint()
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    for (let count = 0; count < 10; count++) {
      const { damages } = await desk.verify()
      expect(damages).toEqual([])
    }
    ended.abort()
    await writing
  })

  it("P17 is found whole where it was restored too, and its checkpoints go on there", async () => {
    const { desk: source, rows, checkpoint } = await lived()
    const { desk } = await deskWith(rows, source)
    expect(await codesOf(desk)).toEqual([])
    const next = await desk.checkpoint()
    expect(next).toMatchObject({ sequence: 2, previous: checkpoint?.digest })
    expect(await codesOf(desk)).toEqual([])
  })
})

describe("P20 words that came back with a part of a backup", () => {
  it("are found, and are forgotten again", async () => {
    const { desk: source, rows } = await lived()
    const words = rows.filter(({ kind }) => kind === "content")
    const { desk: before } = await deskWith(rows, source)
    const [ticket] = await before.list()
    const order = { actor: agent, reason: "case 9", tickets: [ticket?.ticketId ?? ""] }
    await before.forget(order)
    const gone = (await rowsOf(before)).filter(({ kind }) => kind !== "content")
    const { desk } = await deskWith([...gone.filter(isEarly), ...words, ...gone.filter(isLate)])
    expect(new Set(await codesOf(desk))).toContain("content-not-forgotten")
    expect(await desk.forget(order)).toMatchObject({ already: 0, forgotten: [{}] })
    expect(await codesOf(desk)).not.toContain("content-not-forgotten")
    expect(await desk.forget(order)).toMatchObject({ already: 1, forgotten: [] })
  })
})

describe("P20 is found and said:", () => {
  const cases: ReadonlyArray<
    readonly [title: string, change: (rows: Rows) => Rows, codes: ReadonlyArray<string>]
  > = [
    [
      "an event whose fact was changed",
      (rows) =>
        rows.map((row) => (isEvent(row, "Assigned") ? withBody(row, /boris/, "clara") : row)),
      ["event-changed"],
    ],
    [
      "an event that was removed",
      (rows) => rows.filter((row) => !isEvent(row, "Assigned")),
      ["event-missing", "feed-changed"],
    ],
    [
      "the last event of a ticket, cut off",
      (rows) => rows.filter((row) => !isEvent(row, "Noted")),
      ["event-missing", "content-unexpected"],
    ],
    [
      "a hash that was taken off",
      (rows) =>
        rows.map((row) => (isEvent(row, "Noted") ? withBody(row, /,"chain":"\w+"/, "") : row)),
      ["event-unchained"],
    ],
    [
      "a column that says otherwise than its event",
      (rows) =>
        rows.map((row) =>
          isEvent(row, "Noted") ? { ...row, event: { ...row.event, at: row.event.at - 1 } } : row,
        ),
      ["event-changed"],
    ],
    [
      "a ticket that is not the replay of its journal",
      (rows) =>
        rows.map((row) =>
          row.kind === "ticket" && row.row.number === "T-2"
            ? { ...row, row: { ...row.row, dueAt: (row.row.dueAt ?? 0) + 1 } }
            : row,
        ),
      ["ticket-changed"],
    ],
    [
      "words that were changed",
      (rows) =>
        rows.map((row) =>
          row.kind === "content" && row.content.body.includes("Called back")
            ? { ...row, content: { ...row.content, body: '{"text":"Called."}' } }
            : row,
        ),
      ["content-changed"],
    ],
    [
      "words of which a part was put before them, where it is hashed all the same",
      (rows) =>
        rows.map((row) =>
          row.kind === "content" && row.content.body.includes("fileNames")
            ? { ...row, content: movedApart(row.content) }
            : row,
        ),
      ["content-changed"],
    ],
    [
      "words that are gone, and no event says so",
      (rows) =>
        rows.filter((row) => row.kind !== "content" || !row.content.body.includes("Called")),
      ["content-missing"],
    ],
    [
      "a process that was changed",
      (rows) =>
        rows.map((row) =>
          row.kind === "registry" && row.entry.kind === "process"
            ? { ...row, entry: { ...row.entry, body: row.entry.body.replace("Support", "Nobody") } }
            : row,
        ),
      ["process-changed"],
    ],
    [
      "a checkpoint that was changed",
      (rows) =>
        rows.map((row) =>
          row.kind === "registry" && row.entry.kind === "checkpoint"
            ? { ...row, entry: { ...row.entry, body: row.entry.body.replace('"at":1', '"at":2') } }
            : row,
        ),
      ["checkpoint-changed"],
    ],
  ]

  it.each(cases)("%s", async (_, change, codes) => {
    const { desk, rows } = await lived()
    const changed = change(rows)
    expect(changed).not.toEqual(rows)
    expect(await codesIn(changed, desk)).toEqual(codes)
  })
})

const isEarly = ({ kind }: Rows[number]): boolean =>
  ["registry", "serial", "sending", "ticket", "event"].includes(kind)

const isLate = (row: Rows[number]): boolean => !isEarly(row)

const movedApart = <A extends { readonly salt: string; readonly body: string }>(content: A): A => {
  const inner = content.body.indexOf("{", 1)
  const salt = content.salt + content.body.slice(0, inner)
  return { ...content, salt, body: content.body.slice(inner) }
}

type EventRow = Extract<Rows[number], { readonly kind: "event" }>

const isEvent = (row: Rows[number], type: string): row is EventRow =>
  row.kind === "event" && row.event.type === type

const withBody = (row: EventRow, what: RegExp, by: string): EventRow => ({
  ...row,
  event: { ...row.event, body: row.event.body.replace(what, by) },
})
