// Tables and pages: every row has its cells, and nothing of a profile is markup.
import { businessConnect, Description, mixvel, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { description, matrix, page, statuses } from "../src/index.ts"
import { harmless, hostile, processOf, profiles } from "./given.ts"

/** The number of cells of each row of a table. */
const cellsOf = (table: string): ReadonlyArray<number> =>
  table
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.replaceAll("\\|", "").split("|").length - 2)

describe.each(profiles.map((profile) => [profile.id, processOf(profile)] as const))(
  "%s",
  (_, process) => {
    it("has tables whose rows all have as many cells as their head", () => {
      for (const table of [statuses(process), matrix(process)]) {
        const [head, ...rows] = cellsOf(table)
        expect(rows.length).toBeGreaterThan(20)
        expect(new Set(rows)).toEqual(new Set([head]))
      }
    })

    it("is told on one page, way by way, in both languages", () => {
      const text = page(process, { picture: "chart.svg" })
      const ways = new Set(process.lifecycles.values()).size
      expect(text.match(/^\| `open\.registered\.ours` /gm)?.length).toBe(ways)
      expect(text.match(/^\| `register` /gm)?.length).toBe(ways)
      expect(text.match(/^```mermaid$/gm)?.length).toBe(ways)
      expect(text).toContain("](chart.svg)")
      for (const language of ["en", "ru"])
        expect(text).toContain(description(process, language) ?? "nothing")
      expect(text.endsWith("\n")).toBe(true)
    })
  },
)

it.each([standard, mixvel])(
  "a page of $id without a picture draws the chart of each way itself",
  (profile) => {
    const process = processOf(profile)
    const text = page(process)
    expect(text).not.toContain("![")
    expect(text.match(/^```mermaid$/gm)?.length).toBe(Description.ways(process).length)
  },
)

it("heads and names are in the language that is asked for", () => {
  const process = processOf(businessConnect)
  expect(statuses(process, { language: "en" }).split("\n")[0]).toContain("| Whose move |")
  expect(statuses(process).split("\n")[0]).toContain("| Чей ход |")
})

it("no description is told in a language for which there are no words", () => {
  expect(description(processOf(standard), "de")).toBeUndefined()
})

it("H27 hostile words are no tag, no cell, no link and no line of their own", () => {
  const [evil = "", plain = ""] = [hostile, harmless].map((process) => page(process))
  expect(evil.split("\n").length).toBe(plain.split("\n").length)
  expect(cellsOf(evil)).toEqual(cellsOf(plain))
  const text = evil.replaceAll(/```mermaid[^]*?```/g, "")
  expect(text).not.toContain("<script")
  expect(text).not.toMatch(/[^\\]\[x[^\\]?\]\(/)
  expect(text).not.toContain("http://evil")
  expect(text).not.toMatch(/\u202e|\p{Cc}(?<!\n)/u)
  expect(text.match(/(?<!\\)`c(?<!\\)`/g)).toBeNull()
})
