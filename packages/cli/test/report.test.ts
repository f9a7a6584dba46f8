// Reports as people read them: one page for the desk, one for a contract's customer.
import { type Desk, Period, Process } from "@upkeep/core"
import { Result } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Chart, svgOf } from "../src/report/charts.ts"
import { csvOf } from "../src/report/csv.ts"
import type { Block, Document } from "../src/report/document.ts"
import { english } from "../src/report/english.ts"
import { htmlOf } from "../src/report/html.ts"
import { markdownOf } from "../src/report/markdown.ts"
import { reportText } from "../src/report/ReportCommand.ts"
import { russian } from "../src/report/russian.ts"
import { sayIn } from "../src/report/say.ts"
import type { Format } from "../src/report/settings.ts"
import { hostile, march, olga, profile, reported, secret } from "./reporting.ts"

const opened: { desk?: Desk } = {}
beforeAll(async () => {
  opened.desk = await reported()
})
afterAll(() => opened.desk?.[Symbol.asyncDispose]())

interface Wish {
  readonly format?: Format
  readonly language?: "en" | "ru"
  readonly contract?: string
}

const periodIn = (zone: string) => Result.getOrThrow(Period.ofMonth("2026-03", zone))

const told = ({ format = "md", language = "en", contract }: Wish = {}): Promise<string> => {
  if (opened.desk === undefined) throw new Error("no desk")
  const settings = { periodIn, contract, format, language, asOf: march(20, 9) }
  return reportText(opened.desk, settings)
}

const languages = ["en", "ru"] as const
const formats = ["md", "html", "csv"] as const

/** A page of one block with this text. */
const pageWith = (text: string): Document => ({
  language: "en",
  title: text,
  facts: [[text, text]],
  blocks: [
    { kind: "heading", text },
    { kind: "text", text },
    { kind: "list", items: [text] },
    { kind: "lines", lines: [text] },
    { kind: "table", title: text, columns: [{ name: text }], rows: [[text]] },
    { kind: "chart", chart: chartOf(text) },
  ],
})

const chartOf = (text: string, form: Chart["form"] = "shares"): Chart => ({
  form,
  title: text,
  series: [{ name: text, tone: "first" }],
  groups: [{ label: text, values: [1] }],
})

/** The tags of a page, refused where they do not stand within each other. */
const tagsOf = (html: string): ReadonlyArray<string> => {
  const open: Array<string> = []
  const found: Array<string> = []
  const body = html.replace("<!doctype html>", "").replace(/<style>[^<]*<\/style>/, "")
  for (const [tag = "", end, name = "", rest = ""] of body.matchAll(/<(\/?)([^\s>/]*)([^>]*)>/g)) {
    expect(name, tag).toMatch(/^[a-z][a-z0-9]*$/)
    expect(rest, tag).toMatch(/^(?: [a-zA-Z0-9-]+="[^"<]*")*\/?$/)
    found.push(name)
    if (end === "/") expect(open.pop()).toBe(name)
    else if (name !== "meta" && !rest.endsWith("/")) open.push(name)
  }
  expect(open).toEqual([])
  return found
}

describe("the desk's page", () => {
  it("tells what was kept and missed, with why", async () => {
    const page = await told()
    expect(page).toContain("# Support report: Support of Acme")
    expect(page).toContain("- Period: 2026-03-01 – 2026-03-31")
    expect(page).toMatch(/^\| First response \| 2 \| 2 \| 0 \| 0 \| 50 \|$/m)
    expect(page).toMatch(/^\| K-beta \| First response \| 0 \| 1 \| 0 \| 0 \| 0 \|$/m)
    expect(page).toMatch(/^\| T-3 \| First response \| 2026-03-02 13:00 \| 2026-03-03 10:00 \|/m)
    expect(page).toContain("Spent        10 h 00 min of 4 h")
    expect(page).toMatch(/^\| 2026-03-02 \| 3 \| 1 \| 1 \|$/m)
    expect(page).toMatch(/^\| at least one question to the customer \| 1 \| 25 \|$/m)
    expect(page).toMatch(/^\| All \| {2}\| 0 \| 0 \| 0 \| 2 \| 0 \| 0 \| 2 \|$/m)
  })

  it("holds nothing that people wrote", async () => {
    for (const format of [...formats, "json"] as const) {
      const page = await told({ format })
      for (const text of ["Login", "Since noon", secret, "Anna of", "anna@"])
        expect(page).not.toContain(text)
    }
  })
})

describe("the page of a contract", () => {
  it("M-22 begins with who the maker is and where its support is reached", async () => {
    const page = await told({ contract: "K-alpha" })
    const { desk } = profile
    expect(page).toContain(`# Report on support under contract K-alpha`)
    expect(page).toContain("- Provider: Acme \\& Sons")
    expect(page).toContain(`- Address: ${desk.legalAddress}`)
    expect(page).toContain("- E-mail: support\\@acme.example")
    expect(page).toContain(`- Phone: ${desk.phone}`)
  })

  it("lists the requests with their state, their targets and what comes next", async () => {
    const page = await told({ contract: "K-alpha" })
    expect(page).toMatch(
      /^\| T-1 \| Login fails \| Request \| none \| 2026-03-02 09:00 \| Closed: /m,
    )
    expect(page).toMatch(
      /^\| T-1 \| First response \| 2026-03-02 09:00 \| 2026-03-02 13:00 \| 2026-03-02 12:00 \| in/m,
    )
    expect(page).toMatch(/^\| T-2 \| First response .* \| – \| overdue \|$/m)
    expect(page).toMatch(/^- T-2 .*: we are working on it; overdue since 2026-03-02 13:00$/m)
    expect(page).toMatch(/^- T-4 Where is the bill\?: we wait for your answer$/m)
    expect(page).not.toMatch(/^- T-1/m)
  })

  it("P16 says nothing of others: no customer, no colleague, no note, no line", async () => {
    for (const format of formats)
      for (const language of languages) {
        const page = await told({ format, language, contract: "K-alpha" })
        for (const text of ["beta", "T-3", secret, olga.id, "Anna", "First line", "Первая линия"])
          expect(page).not.toContain(text)
      }
  })

  it("of a contract that nothing was asked under says so", async () => {
    const page = await told({ contract: "K-gamma" })
    expect(page).toContain("There was no request in this period.")
    expect(page).toContain("Nothing is open.")
  })
})

describe("the words of the process", () => {
  const own = Result.getOrThrow(
    Process.make({
      ...profile,
      languages: ["en"],
      labels: {
        ...profile.labels,
        customers: { en: "With our client" },
        ours: { en: "With us" },
        registered: { en: "Noted" },
      },
    }),
  )

  it("come before those of the report: of states, and of whose move it is", () => {
    const say = sayIn("en", own, "+03:00")
    expect(["customers", "thirdPartys", "ours"].map(say.turn)).toEqual([
      "With our client",
      "Waiting for a third party",
      "With us",
    ])
    expect(["registered", "awaitingWord", "gone"].map(say.state)).toEqual([
      "Noted",
      "Completed",
      "gone",
    ])
    const standard = sayIn("ru", Result.getOrThrow(Process.make(profile)), "+03:00")
    expect(["ours", "customers"].map(standard.turn)).toEqual(["Наш", "Ждёт заказчика"])
  })

  it("are those of its first language where it lacks the one that is asked for", () => {
    const say = sayIn("ru", own, "+03:00")
    expect(say.state("registered")).toBe("Noted")
    expect(say.value("line", "first")).toBe("First line")
  })
})

describe("every form", () => {
  it("is told in the language that is asked for", async () => {
    for (const format of formats) {
      expect(await told({ format, language: "ru" })).toContain("Первый ответ")
      expect(await told({ format, language: "en" })).toContain("First response")
    }
    expect(await told({ format: "html", language: "ru" })).toContain('<html lang="ru">')
  })

  it("has as many words in one language as in the other", () => {
    const shape = (value: unknown): unknown =>
      typeof value === "string"
        ? value !== ""
        : Object.fromEntries(Object.entries(Object(value)).map(([key, each]) => [key, shape(each)]))
    expect(shape(russian)).toEqual(shape(english))
  })

  it("as HTML is one page that stands alone, whatever its values say", async () => {
    for (const contract of [undefined, "K-alpha"] as const) {
      const page = await told({ format: "html", ...(contract === undefined ? {} : { contract }) })
      const tags = tagsOf(page)
      expect(tags).toContain("svg")
      expect(tags).not.toContain("script")
      expect(page).not.toMatch(/(?:src|href|url|@import)\s*[=(]/i)
      expect(page).not.toContain("\u202e")
    }
    const page = htmlOf(pageWith(`${hostile}"' onload=x &amp;`))
    expect(tagsOf(page)).not.toContain("script")
    expect(page).toContain("&quot;&#39; onload=x &amp;amp;")
  })

  it("as Markdown takes nothing of its values for markup", () => {
    const line =
      "\\| \\_a\\_ \\*b\\* \\`c\\` \\<i\\> \\[l\\](http\\://x) \\~\\~ \\# \\&amp; www\\.x u\\@x"
    const page = markdownOf(pageWith("| _a_ *b* `c` <i> [l](http://x) ~~ # &amp; www.x u@x"))
    const lines = page.split("\n")
    expect(lines[0]).toBe(`# ${line}`)
    expect(lines).toContain(line)
    expect(lines).toContain(`- ${line}`)
    expect(lines).toContain(`| ${line} |`)
    expect(markdownOf(pageWith("1. a")).split("\n")).toContain("1\\. a")
    expect(markdownOf(pageWith("- a")).split("\n")).toContain("\\- a")
    expect(markdownOf(pageWith("a\n# b"))).not.toMatch(/^# b$/m)
  })

  it("I10 as CSV holds no formula, quotes what it must, and leaves our own figures alone", () => {
    const texts = [
      "=cmd",
      "+1",
      "-1",
      "@x",
      "\tx",
      "\rx",
      "\0x",
      "＝x",
      " =x",
      "a,b",
      'a"b',
      "a\nb",
    ]
    const rows = [...texts.map((text) => [text]), [{ text: "minus one", value: -1 }], ["a=b"]]
    const table: Block = { kind: "table", title: "T", columns: [{ name: "C" }], rows }
    const csv = csvOf({ ...pageWith(""), blocks: [table] })
    expect(csv.split("\r\n")).toEqual([
      "\uFEFFT",
      "C",
      `"'=cmd"`,
      `"'+1"`,
      `"'-1"`,
      `"'@x"`,
      `"'\tx"`,
      `"'\rx"`,
      `"'\0x"`,
      `"'＝x"`,
      `"' =x"`,
      `"a,b"`,
      `"a""b"`,
      `"a\nb"`,
      "-1",
      "a=b",
      "",
    ])
  })

  it("as CSV has every table of the page, figures bare", async () => {
    const csv = await told({ format: "csv", language: "ru" })
    const titles = csv
      .slice(1)
      .split("\r\n\r\n")
      .map((table) => table.split("\r\n")[0])
    expect(titles).toContain("Соблюдение сроков")
    expect(titles).toContain("Нарушения сроков")
    expect(csv).toMatch(/^Первый ответ,2,2,0,0,50\r$/m)
  })

  it("as JSON is the report itself", async () => {
    const report = JSON.parse(await told({ format: "json", contract: "K-alpha" }))
    expect(report).toMatchObject({ tickets: 3, asked: { contract: "K-alpha", timeZone: "+03:00" } })
  })
})

describe("pictures", () => {
  it("draw each figure as high or as wide as it is", () => {
    const groups = [3, 6].map((value) => ({ label: `${value}`, values: [value, 0] }))
    const series = [
      { name: "a", tone: "first" as const },
      { name: "b", tone: "second" as const },
    ]
    const columns = svgOf({ form: "columns", title: "t", series, groups })
    const heights = [...columns.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, each]) => each)
    expect(heights).toEqual(["84", "168"])
    const bars = svgOf({
      form: "shares",
      title: "t",
      series,
      groups: [{ label: "", values: [1, 3] }],
    })
    const widths = [...bars.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, each]) =>
      Number(each),
    )
    expect(widths).toEqual([122.5, 367.5])
  })

  it("are none where there is nothing to draw", () => {
    const none = { ...chartOf("t"), groups: [{ label: "a", values: [0] }] }
    expect([
      svgOf(none),
      svgOf({ ...none, form: "columns" }),
      svgOf({ ...none, groups: [] }),
    ]).toEqual(["", "", ""])
  })
})
