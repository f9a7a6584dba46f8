// The chart of a process as Mermaid, for documents that draw it themselves.
import type { Description } from "@upkeep/core"
import { placesOf } from "./card.ts"
import { type Entry, type Line, modelOf, phaseOf } from "./model.ts"
import { plain } from "../plain.ts"

type Chart = Description.Chart
type State = Description.ChartState

/**
 * The chart as a `stateDiagram-v2`: three composite states, of which the open one has the work and,
 * in parallel, whose move it is. Mermaid draws no arrow from inside one composite state into
 * another, so those lead from the one to the other as a whole; from where exactly each state is
 * come to stands in its note.
 *
 * @example
 * import { Description, Process, businessConnect } from "@upkeep/core"
 * const made = Process.make(businessConnect)
 * const text = made._tag === "Success" ? mermaid(Description.chart(made.success)) : ""
 * text.split("\n")[0] // => "stateDiagram-v2"
 */
export const mermaid = (chart: Chart): string => {
  const { lines, entries } = modelOf(chart)
  const inWork = (line: Line) => isWork(chart, line.from) && isWork(chart, line.to)
  const drawn = lines.filter(inWork)
  return [
    "stateDiagram-v2",
    "  [*] --> open",
    ...composite(chart, "open", [
      ...statesIn(chart, "work", entries),
      `[*] --> ${idOf(chart, chart.initial)}`,
      ...drawn.map((line) => arrow(chart, line.from, line.to, line.arrows)),
      "--",
      ...turnLines(chart),
    ]),
    ...composite(chart, "completed", [
      ...statesIn(chart, "completed", entries),
      ...completionLines(chart),
    ]),
    ...composite(chart, "closed", statesIn(chart, "closed", entries)),
    ...betweenLines(chart).map((line) => `  ${line}`),
    "",
  ].join("\n")
}

type Phase = "open" | "completed" | "closed"
type Arrows = Line["arrows"]

const composite = (
  { words }: Chart,
  phase: Phase,
  lines: ReadonlyArray<string>,
): ReadonlyArray<string> =>
  lines.length === 0
    ? []
    : [
        `  state "${text(words[phase])}" as ${phase} {`,
        ...lines.map((line) => `    ${line}`),
        "  }",
      ]

const statesIn = (
  chart: Chart,
  within: State["within"],
  entries: ReadonlyMap<string, ReadonlyArray<Entry>>,
): ReadonlyArray<string> =>
  chart.states
    .filter((state) => state.within === within)
    .flatMap(({ id, number, label }) => [
      `state "${text(`${number}. ${label}`)}" as ${idOf(chart, id)}`,
      ...noteOf(chart, id, entries.get(id) ?? []),
    ])

const noteOf = (chart: Chart, id: string, entries: ReadonlyArray<Entry>): ReadonlyArray<string> =>
  entries.length === 0
    ? []
    : [
        `note right of ${idOf(chart, id)}`,
        ...entries.map(
          ({ arrow: { label }, from }) => `  ${text(`${label} ← ${placesOf(chart, from)}`)}`,
        ),
        "end note",
      ]

const turnLines = ({ turns, passes }: Chart): ReadonlyArray<string> => [
  ...turns.map(({ id, label }) => `state "${text(label)}" as ${id}`),
  ...turns.slice(0, 1).map(({ id }) => `[*] --> ${id}`),
  ...passes.map(({ from, to }) => `${from} --> ${to}`),
]

const completionLines = (chart: Chart): ReadonlyArray<string> => {
  const [first, second] = chart.states.filter(({ within }) => within === "completed")
  if (first === undefined || second === undefined) return []
  const by = (from: State, to: State) =>
    chart.arrows.filter((each) => each.to === to.id && each.from.includes(from.id))
  return [
    `[*] --> ${idOf(chart, first.id)}`,
    arrow(chart, first.id, second.id, by(first, second)),
    arrow(chart, second.id, first.id, by(second, first)),
  ]
}

// What leads from one phase to another, by all of its signals.
const betweenLines = (chart: Chart): ReadonlyArray<string> => {
  const found = new Map<string, ReadonlyArray<string>>()
  for (const { from, to, label } of chart.arrows)
    for (const source of new Set(from.map((id) => phaseIn(chart, id)))) {
      const target = to === null ? "open" : phaseIn(chart, to)
      const key = `${source} --> ${target}`
      if (source !== target) found.set(key, [...(found.get(key) ?? []), label])
    }
  return [...found].map(([key, labels]) => `${key} : ${text([...new Set(labels)].join(", "))}`)
}

const phaseIn = (chart: Chart, id: string): Phase => phaseOf(chart, id) ?? "open"

const isWork = ({ states }: Chart, id: string): boolean =>
  states.some((state) => state.id === id && state.within === "work")

const arrow = (chart: Chart, from: string, to: string, arrows: Arrows): string => {
  const labels = [...new Set(arrows.map(({ label }) => label))].join(", ")
  return `${idOf(chart, from)} --> ${idOf(chart, to)} : ${text(labels)}`
}

// An id of the profile's own may hold a hyphen, or be a word of Mermaid's.
const idOf = ({ states }: Chart, id: string): string => {
  const state = states.find((each) => each.id === id)
  return state?.owner === undefined ? id : `step${state.number}`
}

// Whatever is no letter, digit or harmless mark is written as its number.
const text = (words: string): string =>
  plain(words)
    .replaceAll(
      /[^\p{L}\p{N}\p{M} ,.()–←→]/gu,
      (character) => `#${character.codePointAt(0) ?? 32};`,
    )
    .replaceAll(/\bend note\b/gi, (words) => words.replace(" ", "#32;"))
