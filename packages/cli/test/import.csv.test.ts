// Comma-separated values as other desks write them, cut at any place; and the records of files.
import fc from "fast-check"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { csv } from "../src/csv.ts"
import { formOf, type forms, recordsOf } from "../src/import/records.ts"
import { rowCharactersAtMost } from "../src/rows.ts"

const rowsIn = (...parts: ReadonlyArray<string>) => {
  const { push, end } = csv()
  return [...parts.flatMap((part) => push(part)), ...end()]
}

const cellsIn = (text: string) => rowsIn(text).map(({ content }) => content)

const codesIn = (text: string) =>
  rowsIn(text).map(({ line, problem }) => `${line} ${problem?.code}`)

const written = (rows: ReadonlyArray<ReadonlyArray<string>>, end: string) =>
  rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",") + end).join("")

describe("RFC 4180", () => {
  it("cells, with LF and CRLF, with and without a break at the end", () => {
    expect(cellsIn("a,b\r\nc,d\r\n")).toEqual([
      ["a", "b"],
      ["c", "d"],
    ])
    expect(cellsIn("a,b\nc,")).toEqual([
      ["a", "b"],
      ["c", ""],
    ])
    expect(cellsIn("")).toEqual([])
  })

  it("marks keep commas, breaks and doubled marks", () => {
    expect(cellsIn('"a,""b""\r\nc",\n"",x\n')).toEqual([
      ['a,"b"\r\nc', ""],
      ["", "x"],
    ])
    expect(cellsIn('"a"\r\n"b"')).toEqual([["a"], ["b"]])
  })

  it("lines without a character are no rows, and count all the same", () => {
    expect(rowsIn('\n"a\n\nb"\n\nc\n\n').map(({ line, content }) => [line, ...content])).toEqual([
      [2, "a\n\nb"],
      [6, "c"],
    ])
  })

  it("a mark inside a cell is a mistake of its row alone", () => {
    expect(codesIn('a"b,c\nd,e\n"f"g,h\n')).toEqual([
      "1 stray-quotation-mark",
      "2 undefined",
      "3 stray-quotation-mark",
    ])
  })

  it("a cell that does not end is one", () => {
    expect(codesIn('a\n"b\nc')).toEqual(["1 undefined", "2 unclosed-cell"])
  })

  it("a row that is too long is passed over, and one that is as long as may be is not", () => {
    const long = "x".repeat(rowCharactersAtMost)
    expect(codesIn(`${long}y\na\n`)).toEqual(["1 too-long", "2 undefined"])
    expect(codesIn(`${long}\na\n`)).toEqual(["1 undefined", "2 undefined"])
  })

  it("separators, marks and skipped breaks are characters of their row", () => {
    const most = rowCharactersAtMost
    const [commas, marks] = [",".repeat(most), `"${'""'.repeat(most / 2 - 1)}"`]
    const breaks = `"x"${"\r".repeat(most - 3)}`
    expect(codesIn(`${commas}\n${breaks}\n`)).toEqual(["1 undefined", "2 undefined"])
    expect(codesIn(`${commas},\na,${marks}\n${breaks}\r\nb`)).toEqual([
      "1 too-long",
      "2 too-long",
      "3 too-long",
      "4 undefined",
    ])
  })

  it("of a row that is too long nothing is kept", () => {
    const { push } = csv()
    const cells = "x,".repeat(rowCharactersAtMost / 4)
    push(cells)
    push(cells)
    push(",")
    expect(push("a,b\n")).toMatchObject([{ content: [], problem: { code: "too-long" } }])
  })

  it("what was written is read, wherever it is cut", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "я"),
      maxLength: 6,
    })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { maxLength: 5 })
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), fc.nat(), (rows, end, cut) => {
        const text = written(rows, end)
        const at = cut % (text.length + 1)
        const read = rowsIn(text.slice(0, at), text.slice(at))
        expect(read.map(({ content }) => content)).toEqual(rows)
        expect(read.every(({ problem }) => problem === undefined)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe("the records of a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "upkeep-import-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const read = async (name: string, content: string | Uint8Array) => {
    const file = join(folder, name)
    writeFileSync(file, content)
    const form: keyof typeof forms = formOf(file) ?? ".csv"
    const found = []
    for await (const records of recordsOf(file, form)) found.push(...records)
    return found.map((each) =>
      "problem" in each ? `${each.line} ${each.problem.code}` : [each.line, each.record],
    )
  }

  it("of a table have its columns, without a byte order mark", async () => {
    expect(await read("a.csv", "\uFEFFticket,at,kind\r\nT,x,note\r\n")).toEqual([
      [2, { ticket: "T", at: "x", kind: "note" }],
    ])
  })

  it("of a table with other columns there are none", async () => {
    expect(await read("a.csv", "ticket,at\nT,x\n")).toEqual(["1 bad-columns"])
    expect(await read("a.csv", "ticket,at,kind,kind\nT,x,note,note\n")).toEqual(["1 bad-columns"])
    expect(await read("a.csv", "ticket;at;kind\nT;x;note\n")).toEqual(["1 bad-columns"])
    expect(await read("a.csv", "ticket,at,kind,__proto__\nT,x,note,\n")).toEqual(["1 bad-columns"])
  })

  it("a row with more or fewer cells than columns is a mistake of its line", async () => {
    const rows = "ticket,at,kind\nT,x\nT,x,note\nT,x,note,\n"
    expect(await read("a.csv", rows)).toEqual([
      "2 ragged-row",
      [3, { ticket: "T", at: "x", kind: "note" }],
      "4 ragged-row",
    ])
  })

  it("of JSON lines are what the lines hold", async () => {
    expect(await read("a.jsonl", '\uFEFF{"ticket":"T"}\r\n\n[1]\n{"ticket"\n')).toEqual([
      [1, { ticket: "T" }],
      [3, [1]],
      "4 not-json",
    ])
  })

  it("a line that is too long is passed over", async () => {
    const long = JSON.stringify("x".repeat(rowCharactersAtMost))
    expect(await read("a.ndjson", `${long}\n1\n`)).toEqual(["1 too-long", [2, 1]])
  })

  it("bytes that are no UTF-8 end a file, at its end as well", async () => {
    const text = new TextEncoder().encode("1\n2\n")
    expect(await read("a.jsonl", Uint8Array.of(...text, 0xcf, 0xf0))).toEqual(["1 not-utf-8"])
    expect(await read("a.jsonl", Uint8Array.of(...text, 0xd0))).toEqual([
      [1, 1],
      [2, 2],
      "2 not-utf-8",
    ])
  })

  it("the form is told by the name alone", () => {
    expect(["a.CSV", "a.jsonl", "a.ndjson", "a.json", "csv"].map(formOf)).toEqual([
      ".csv",
      ".jsonl",
      ".ndjson",
      undefined,
      undefined,
    ])
  })
})
