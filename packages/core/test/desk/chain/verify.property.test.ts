// P20: one character of what is stored, changed anywhere, is found; so is a row that is gone, and
// two that changed places.
import fc from "fast-check"
import { StoreError } from "@upkeep/core"
import { expect, it } from "vitest"
import { lived } from "./lived.ts"
import { deskWith, type Rows } from "./tampered.ts"

type Row = Rows[number]

/** The texts of a row that are proven, each with how it is put back. */
const textsOf = (row: Row): ReadonlyArray<readonly [text: string, put: (text: string) => Row]> => {
  switch (row.kind) {
    case "ticket": {
      const ticket = row.row
      return [
        // By which zone data a ticket was measured last is no part of it.
        [
          ticket.body.split('"zoneData"')[0] ?? "",
          (text) => ({ ...row, row: { ...ticket, body: text + ticket.body.slice(text.length) } }),
        ],
        [ticket.status, (status) => ({ ...row, row: { ...ticket, status } })],
      ]
    }
    case "event": {
      const { event } = row
      return [
        [event.body, (body) => ({ ...row, event: { ...event, body } })],
        [event.id, (id) => ({ ...row, event: { ...event, id } })],
        [event.type, (type) => ({ ...row, event: { ...event, type } })],
      ]
    }
    case "content": {
      const { content } = row
      return [
        [content.body, (body) => ({ ...row, content: { ...content, body } })],
        [content.salt, (salt) => ({ ...row, content: { ...content, salt } })],
        [content.key, (key) => ({ ...row, content: { ...content, key } })],
      ]
    }
    case "registry": {
      const { entry } = row
      return [
        [entry.body, (body) => ({ ...row, entry: { ...entry, body } })],
        // That of a secret is the secret itself, which is its body.
        [
          entry.kind === "secret" ? "" : entry.hash,
          (hash) => ({ ...row, entry: { ...entry, hash } }),
        ],
      ]
    }
    default:
      return []
  }
}

// A store that cannot be opened or read at all has been found out too.
const isFound = async (rows: Rows, from: Awaited<ReturnType<typeof lived>>["desk"]) => {
  try {
    const { desk } = await deskWith(rows, from)
    await using _ = desk
    return (await desk.verify()).found > 0
  } catch (error) {
    return error instanceof StoreError || (error instanceof Error && "_tag" in error)
  }
}

const runs = 120

it("P20 one character changed anywhere in events, tickets, contents and versions is found", async () => {
  const { desk, rows } = await lived()
  const places = rows.flatMap((row, index) =>
    textsOf(row).flatMap((text) => (text[0] === "" ? [] : [{ index, text }])),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.nat(1_000_000),
      fc.constantFrom("0", "a", "Z", " ", '"', "{", "é"),
      async ({ index, text: [text, put] }, at, by) => {
        const place = at % text.length
        fc.pre(text[place] !== by)
        const changed = rows.with(index, put(text.slice(0, place) + by + text.slice(place + 1)))
        expect(await isFound(changed, desk)).toBe(true)
      },
    ),
    { numRuns: runs },
  )
})

const proven = new Set<Row["kind"]>(["event", "content"])

it("P20 an event or a content that is gone is found", async () => {
  const { desk, rows } = await lived()
  const places = rows.flatMap(({ kind }, index) => (proven.has(kind) ? [index] : []))
  for (const index of places) expect(await isFound(rows.toSpliced(index, 1), desk)).toBe(true)
})

it("P20 two events that changed places in their journal, or in the feed, are found", async () => {
  const { desk, rows, checkpoint } = await lived()
  const places = rows.flatMap((row, index) => (row.kind === "event" ? [{ row, index }] : []))
  // What came after the last checkpoint has its order in each ticket alone.
  const covered = places.slice(0, checkpoint?.events)
  for (const [place, { row, index }] of covered.entries()) {
    const other = covered[(place + 1) % covered.length]
    if (other === undefined) continue
    const inFeed = rows.with(index, other.row).with(other.index, row)
    const swap = { ...row, event: { ...row.event, body: other.row.event.body } }
    const back = { ...other.row, event: { ...other.row.event, body: row.event.body } }
    const inJournal = rows.with(index, swap).with(other.index, back)
    expect(await isFound(inFeed, desk)).toBe(true)
    expect(await isFound(inJournal, desk)).toBe(true)
  }
})
