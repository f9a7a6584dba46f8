// The chart that is drawn is the lifecycle that runs: every arrow of its table, each told once.
import { expect, it } from "vitest"
import * as Description from "../../src/describe/Description.ts"
import { everyWay, named } from "./given.ts"

const innerOf = (status: string) => status.split(".")[1] ?? ""
const turnOf = (status: string) => status.split(".")[2]

/** What the table of a way says: source, signal, target, without turns. */
const tableArrows = (table: ReadonlyMap<string, { readonly next: ReadonlyMap<string, string> }>) =>
  new Set(
    [...table].flatMap(([status, { next }]) =>
      [...next]
        .filter(([signal]) => !signal.startsWith("TurnPassed"))
        .map(([signal, target]) => {
          const [head = ""] = signal.split(".")
          const isBack = head === "Unmerged"
          return `${innerOf(status)} ${isBack ? head : signal} ${isBack ? "back" : innerOf(target)}`
        }),
    ),
  )

it.each(everyWay)("%s, %s: the arrows of the chart are those of the table", (id, way) => {
  const process = named(id)
  const { lifecycle } = Description.way(process, way)
  const chart = Description.chart(process, { way })
  const turns = new Set(chart.turns.map((turn) => turn.id))
  const told = chart.arrows.flatMap(({ signal, from, to }) => {
    const sources = from.flatMap((source) =>
      turns.has(source)
        ? [...lifecycle.table.keys()].filter((each) => turnOf(each) === source).map(innerOf)
        : [source],
    )
    return sources.map((source) => `${source} ${signal} ${to ?? "back"}`)
  })
  expect(new Set(told)).toEqual(tableArrows(lifecycle.table))
  expect(told.length).toBe(new Set(told).size)
})

it.each(everyWay)("%s, %s: every state is there once, numbered from 1", (id, way) => {
  const process = named(id)
  const { lifecycle } = Description.way(process, way)
  const { states, initial } = Description.chart(process, { way })
  expect(new Set(states.map((state) => state.id))).toEqual(
    new Set([...lifecycle.table.keys()].map(innerOf)),
  )
  expect(states.map(({ number }) => number)).toEqual(states.map((_, index) => index + 1))
  expect(states[0]?.id).toBe(initial)
})

it("an arrow that only whose move it is allows leads from that turn", () => {
  const { arrows } = Description.chart(named("own"), { way: "fault" })
  expect(arrows.find(({ to }) => to === "unanswered")).toMatchObject({
    signal: "SilenceElapsed",
    from: ["customers"],
  })
})

const early = (id: string) =>
  Description.chart(named(id)).arrows.find(({ signal }) => signal === "Answered")?.early

it("what needs no cause first is told apart: mixvel's answer has no such way, the standard's has", () => {
  expect(early("mixvel")).toEqual([])
  expect(early("standard")).toEqual(["registered", "diagnosing", "escalated"])
})

it("a step has its owner, its number behind what it comes after, and its moves by their names", () => {
  const chart = Description.chart(named("own"), { way: "fault", language: "ru" })
  const step = chart.states.find(({ id }) => id === "approval")
  expect(step).toMatchObject({ owner: "customer", label: "Ждёт согласования", within: "work" })
  const solving = chart.states.find(({ id }) => id === "solving")
  expect((solving?.number ?? 0) - (step?.number ?? 0)).toBe(1)
  const moves = chart.arrows.filter(({ signal }) => signal.startsWith("StepTaken"))
  expect(moves.map(({ label, to }) => [label, to])).toEqual([
    ["Согласовать", "solving"],
    ["Возразить", "diagnosing"],
  ])
})

it("the longest way is drawn where nobody says which; a language that the process lacks is its first", () => {
  const chart = Description.chart(named("own"), { language: "de" })
  expect([chart.requestTypes, chart.language]).toEqual([["Fault"], "en"])
})
