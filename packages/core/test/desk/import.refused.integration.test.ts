// What does not fit is listed, and never guessed.
import { createDesk, standard } from "@upkeep/core"
import { Import } from "@upkeep/core/effect"
import { afterAll, describe, expect, it } from "vitest"
import { historyOf, importOn, registered, row, ticket } from "./importing.ts"
import { march } from "./setUp.ts"

const desk = await createDesk({ background: false, now: () => march(31, 12) })
afterAll(() => desk[Symbol.asyncDispose]())

const refused = async (record: unknown, options: Import.Options = {}) => {
  const { read } = await importOn(desk, options)
  return read([record]).refused.map(({ message }) => message)
}

describe("a row that does not fit", () => {
  it("names every mistake at once, with its line and its column", async () => {
    const wrong = {
      ...registered(),
      at: "2026-02-30T12:00:00+03:00",
      channel: "fax",
      colour: "red",
    }
    expect(await refused({ ...wrong, subject: undefined })).toEqual([
      'invalid-date: got "2026-02-30T12:00:00+03:00", expected a real date YYYY-MM-DD from 1970 to 2200, at line 1.at',
      'unknown-field: got "red", expected no field of this name, at line 1.colour',
      "missing-field: got nothing, expected a value, at line 1.subject",
      'unknown-channel: got "fax", expected one of email, phone, web, or a map that says which, at line 1.channel',
    ])
  })

  const cases: ReadonlyArray<
    readonly [title: string, record: unknown, codes: ReadonlyArray<string>]
  > = [
    ["that is no object", 7, ["wrong-type"]],
    ["that is a list", [registered()], ["wrong-type"]],
    ["without a ticket", registered({ ticket: "" }), ["missing-field"]],
    ["with a ticket that is no text", { ...registered(), ticket: 7 }, ["wrong-type"]],
    ["without a time", registered({ at: "" }), ["missing-field"]],
    ["with a time that is no text", { ...registered(), at: 1_772_442_000 }, ["wrong-type"]],
    ["without a kind", registered({ kind: "" }), ["missing-field"]],
    ["of an unknown kind", registered({ kind: "Created" }), ["unknown-value"]],
    ["of a kind that every object has", registered({ kind: "toString" }), ["unknown-value"]],
    ["without an author", row("begun", "02", { author: "" }), ["missing-field"]],
    ["with an author of no kind", row("begun", "02", { authorKind: "boss" }), ["unknown-value"]],
    ["with a column of another kind", row("begun", "02", { text: "x" }), ["unknown-field"]],
    ["with a type that nobody knows", registered({ type: "bug" }), ["unknown-request-type"]],
    ["with a priority that nobody knows", registered({ priority: "P1" }), ["unknown-priority"]],
    ["with a line that nobody knows", row("escalated", "02", { line: "L2" }), ["unknown-line"]],
    [
      "with an environment that nobody knows",
      registered({ environment: "x" }),
      ["unknown-environment"],
    ],
    ["by an address", registered({ author: "anna@example.com" }), ["address-as-id"]],
    ["with NUL in it", registered({ text: "a\0b" }), ["forbidden-character"]],
    ["with a cut character", registered({ text: "a\ud800" }), ["invalid-unicode"]],
    ["with a subject of two lines", registered({ subject: "a\nb" }), ["forbidden-character"]],
    ["with a text that is too long", registered({ text: "x".repeat(200_001) }), ["too-long"]],
  ]
  for (const [title, record, codes] of cases)
    it(`${title}: ${codes.join(", ")}`, async () => {
      const messages = await refused(record)
      expect(messages.map((message) => message.split(":")[0])).toEqual(codes)
    })

  it("is told of names that a map names", async () => {
    const names = {
      types: { bug: "request" },
      channels: { Fax: "phone" },
      lines: { L2: "second" },
      people: { "anna@example.com": "anna", O1: "olga" },
    }
    const { take, read } = await importOn(desk, { names })
    const records = [
      registered({
        ticket: "M-1",
        type: "bug",
        channel: "Fax",
        author: "anna@example.com",
        line: "L2",
      }),
      row("assigned", "03", { ticket: "M-1", author: "O1", assignee: "O1" }),
    ]
    expect(read(records).refused).toEqual([])
    await take(records)
    const view = await desk.show("M-1")
    expect(view).toMatchObject({ requestType: "request", line: "second", assignee: "olga" })
    expect(view.history.map(({ actor }) => actor.id)).toContain("anna")
  })

  it("cannot name what a map inherits", async () => {
    const names = { types: {} }
    expect(await refused(registered({ type: "constructor" }), { names })).toHaveLength(1)
  })
})

const messages = async (options: Import.Options) => {
  const made = desk.run(Import.make(options))
  const error: unknown = await made.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof Error ? error.message.split("\n") : []
}

describe("a map with mistakes", () => {
  it("is refused, all of them at once", async () => {
    const names = {
      types: { bug: "defect" },
      lines: { L2: "third" },
      colours: {},
      numberPrefix: "№",
    }
    expect(await messages({ names })).toEqual([
      "unknown-field: got an object, expected no field of this name, at names.colours",
      'invalid-name: got "№", expected 1 to 16 letters, digits and -, at names.numberPrefix',
    ])
    const known = { types: names.types, lines: names.lines }
    expect(await messages({ names: known, timeZone: "CET" })).toEqual([
      'unknown-request-type: got "defect", expected one of request, or a map that says which, at names.types.bug',
      'unknown-line: got "third", expected one of first, second, or a map that says which, at names.lines.L2',
      expect.stringContaining("ambiguous-time-zone"),
    ])
  })

  it("PR19 so is a profile whose version was published with other content", async () => {
    expect(await messages({ process: { ...standard, numberPrefix: "N-" } })).toEqual([
      expect.stringContaining("version-exists"),
    ])
  })
})

describe("a ticket with a row that does not fit", () => {
  const records = [
    registered({ ticket: "P-1" }),
    row("begun", "02T13:00", { ticket: "P-1" }),
    row("confirmed", "02T14:00", { ticket: "P-1" }),
    row("answered", "02T15:00", { ticket: "P-1", text: "Mended." }),
  ]

  it("is left out as a whole", async () => {
    const { take } = await importOn(desk)
    const [outcome] = await take(records)
    expect(outcome).toMatchObject({ outcome: "refused", left: 4, rows: 0, status: null })
    expect(outcome?.refused).toMatchObject([
      { line: 3, ticket: "P-1", code: "TransitionNotAllowed" },
    ])
    await expect(desk.show("P-1")).rejects.toThrow("ticket-not-found")
  })

  it("or taken up to it, where that is asked for", async () => {
    const { take } = await importOn(desk, { partial: true })
    const [outcome] = await take(records)
    expect(outcome).toMatchObject({ outcome: "taken", rows: 2, left: 2 })
    expect(outcome?.refused).toHaveLength(1)
    expect(await historyOf(desk, "P-1")).toContain("03-02T13:00 DiagnosisStarted")
  })

  it("also where the row cannot be read; and not at all where nobody knows its time", async () => {
    const { take } = await importOn(desk, { partial: true })
    const unread = { ...row("begun", "02T13:00"), ticket: "P-2", kind: "Done" }
    const [first] = await take([registered({ ticket: "P-2" }), unread])
    expect(first).toMatchObject({ outcome: "taken", rows: 1, left: 1, refused: [] })
    const timeless = { ...registered({ ticket: "P-3" }), at: "yesterday" }
    const [second] = await take([timeless, registered({ ticket: "P-3" })])
    expect(second).toMatchObject({ outcome: "refused", left: 2 })
  })

  it("T07 what is to come is refused", async () => {
    const { check } = await importOn(desk)
    const [outcome] = await check([
      registered(),
      { ...row("begun", "31"), at: "2026-03-31T12:00:01+03:00" },
    ])
    expect(outcome?.refused).toMatchObject([{ line: 2, ticket, code: "out-of-range" }])
  })

  it("so are an event before the registration, a second one, and a machine that answers", async () => {
    const { check } = await importOn(desk)
    const codes = async (rows: ReadonlyArray<unknown>) =>
      (await check(rows))[0]?.refused.map(({ code }) => code)
    const unborn = [row("begun", "01"), row("resumed", "01"), row("file", "01", { file: "a.txt" })]
    for (const each of unborn) expect(await codes([each])).toEqual(["NotRegistered"])
    expect(await codes([registered(), registered({ at: "2026-03-03T00:00:00Z" })])).toEqual([
      "AlreadyRegistered",
    ])
    const machine = { author: "bot", authorKind: "robot", text: "Mended." }
    expect(await codes([registered(), row("answered", "03", machine)])).toEqual(["ActorNotAllowed"])
  })
})
