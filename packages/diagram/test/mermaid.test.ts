// The chart as Mermaid: its grammar line by line, and no word that breaks out of it.
import { Description } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { mermaid } from "../src/index.ts"
import { harmless, hostile, processOf, profiles } from "./given.ts"

const id = String.raw`(?:[A-Za-z]\w*|\[\*\])`
const words = String.raw`[\p{L}\p{N}\p{M} ,.()–←→#;]+`
/** The lines that a chart consists of. */
const lines = [
  /^stateDiagram-v2$/,
  new RegExp(`^\\s+state "${words}" as [A-Za-z]\\w*(?: \\{)?$`, "u"),
  new RegExp(`^\\s+${id} --> ${id}(?: : ${words})?$`, "u"),
  /^\s+note right of [A-Za-z]\w*$/,
  /^\s+end note$/,
  /^ {4}--$/,
  /^ {2}\}$/,
  new RegExp(`^ {6}${words} ← ${words}$`, "u"),
]

const strange = (text: string): ReadonlyArray<string> =>
  text
    .trimEnd()
    .split("\n")
    .filter((line) => !lines.some((form) => form.test(line)))

/** Which lines there are, whatever words are in them. */
const skeleton = (text: string): ReadonlyArray<string> =>
  text.split("\n").map((line) =>
    line
      .replace(/".*"/, '""')
      .replace(/ : .*/, " :")
      .replace(/^ {6}.*/, "  note"),
  )

/** The states that a region declares. */
const within = (part: string) => new Set([...part.matchAll(/ as (\w+)$/gm)].map(([, name]) => name))

const charts = profiles.flatMap((profile) =>
  profile.requestTypes.map(({ id: way }) => {
    const chart = Description.chart(processOf(profile), { way })
    return [`${profile.id}, ${way}`, chart] as const
  }),
)

describe.each(charts)("%s", (_, chart) => {
  const text = mermaid(chart)

  it("is lines of the grammar alone, with every state declared once", () => {
    expect(strange(text)).toEqual([])
    const declared = [...text.matchAll(/^ {4}state ".*" as (\w+)$/gm)].map(([, name]) => name)
    expect(declared.length).toBe(chart.states.length + chart.turns.length)
    expect(new Set(declared).size).toBe(declared.length)
  })

  it("has whose move it is beside the work, and no arrow out of a composite state from inside", () => {
    const open = text.slice(text.indexOf("as open {"), text.indexOf("\n  }"))
    const [work = "", turns = ""] = open.split("\n    --\n")
    for (const turn of chart.turns) expect(turns).toContain(` as ${turn.id}\n`)
    for (const part of [work, turns])
      for (const [, from = "", to = ""] of part.matchAll(/^ +(\w+) --> (\w+)/gm))
        expect([within(part).has(from), within(part).has(to)], `${from} ${to}`).toEqual([
          true,
          true,
        ])
  })
})

it("H27 hostile words change no line's form", () => {
  const [evil, plain] = [hostile, harmless].map((process) => mermaid(Description.chart(process)))
  expect(strange(evil ?? "")).toEqual([])
  expect(skeleton(evil ?? "")).toEqual(skeleton(plain ?? ""))
  expect(evil?.match(/end note/g)?.length).toBe(plain?.match(/end note/g)?.length)
})
