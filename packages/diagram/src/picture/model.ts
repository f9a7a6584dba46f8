// What a picture shows of a chart: the few arrows that make the way, drawn as lines, and everything
// else told in the cards of the states to which it leads.
import type { Description } from "@upkeep/core"

type Chart = Description.Chart
type State = Description.ChartState
type Arrow = Description.ChartArrow

/** By what else a state is come to: a signal, and from where. */
export interface Entry {
  readonly arrow: Arrow
  readonly from: ReadonlyArray<string>
}

/** A line from one state, or from a whole phase, to another. */
export interface Line {
  readonly from: string
  readonly to: string
  readonly arrows: ReadonlyArray<Arrow>
}

/** What is drawn as lines, and what is told in cards. */
export interface Model {
  readonly lines: ReadonlyArray<Line>
  readonly entries: ReadonlyMap<string, ReadonlyArray<Entry>>
}

/** Where a line begins or ends that belongs to all states of a phase. */
export const phases = ["completed", "closed"] as const

/** Chooses the lines of a chart. */
export const modelOf = (chart: Chart): Model => {
  const drawn = linesOf(chart)
  const entries = new Map(chart.states.map(({ id }) => [id, entriesOf(chart, drawn, id)] as const))
  return { lines: drawn, entries }
}

const linesOf = (chart: Chart): ReadonlyArray<Line> => {
  const onTheWay = [...ownLines(chart), ...mainLines(chart)]
  return merged([...onTheWay, ...waysOut(chart, onTheWay), ...betweenPhases(chart)])
}

const workOf = ({ states }: Chart): ReadonlyArray<State> =>
  states.filter(({ within }) => within === "work")

const numberIn =
  ({ states }: Chart) =>
  (id: string): number =>
    states.find((state) => state.id === id)?.number ?? 0

const pairs = ({ from, to }: Arrow): ReadonlyArray<readonly [string, string]> =>
  from.flatMap((source) => (to === null || to === source ? [] : [[source, to] as const]))

const line = (from: string, to: string, arrow: Arrow): Line => ({ from, to, arrows: [arrow] })

// What leads into a step of the profile's own and out of it.
const ownLines = (chart: Chart): ReadonlyArray<Line> => {
  const own = new Set(workOf(chart).flatMap(({ id, owner }) => (owner === undefined ? [] : [id])))
  return chart.arrows
    .filter(({ signal, to }) => signal.startsWith("StepTaken") || own.has(to ?? ""))
    .flatMap((arrow) => pairs(arrow).map(([from, to]) => line(from, to, arrow)))
}

// Of each arrow of the work that leads on, the first source from which it is in order; the first
// signal between two states.
const mainLines = (chart: Chart): ReadonlyArray<Line> => {
  const numberOf = numberIn(chart)
  const inWork = new Set(workOf(chart).map(({ id }) => id))
  const found = new Map<string, Line>()
  for (const arrow of chart.arrows) {
    const ordered = pairs(arrow)
      .filter(([from, to]) => inWork.has(from) && inWork.has(to) && !arrow.early.includes(from))
      .toSorted(([a], [b]) => numberOf(a) - numberOf(b))
    const [first] = ordered
    if (first === undefined || numberOf(first[0]) > numberOf(first[1])) continue
    const key = first.join(" ")
    if (!found.has(key)) found.set(key, line(...first, arrow))
  }
  return [...found.values()]
}

// A state of the work from which no line leads on gets its first one that does.
const waysOut = (chart: Chart, lines: ReadonlyArray<Line>): ReadonlyArray<Line> => {
  const numberOf = numberIn(chart)
  const leadsOn = ({ from, to }: Line, id: string) => from === id && numberOf(to) > numberOf(id)
  return workOf(chart)
    .filter(({ id }) => !lines.some((each) => leadsOn(each, id)))
    .flatMap(({ id }) => {
      const all = chart.arrows
        .filter(({ early }) => !early.includes(id))
        .flatMap((arrow) => pairs(arrow).map(([from, to]) => line(from, to, arrow)))
      return all.find((each) => leadsOn(each, id) && isWork(chart, each.to)) ?? []
    })
}

const isWork = (chart: Chart, id: string): boolean => workOf(chart).some((state) => state.id === id)

/** The phase of a state that is not open; undefined for the work and for turns. */
export const phaseOf = ({ states }: Chart, id: string): "completed" | "closed" | undefined => {
  const within = states.find((state) => state.id === id)?.within
  return within === "work" ? undefined : within
}

// What leads from all of a phase, or from the answer, to elsewhere.
const betweenPhases = (chart: Chart): ReadonlyArray<Line> =>
  chart.arrows.flatMap((arrow) => {
    const { to, signal } = arrow
    if (to === null) return []
    const target = phaseOf(chart, to) ?? to
    if (signal === "Completed") return [line("answering", target, arrow)]
    return phases
      .filter((phase) => phase !== target && isOfAll(chart, arrow, phase))
      .map((phase) => line(phase, target, arrow))
  })

// A closing leads on from one state of the completion at least; back it leads from several.
const isOfAll = (chart: Chart, { from, to }: Arrow, phase: "completed" | "closed"): boolean => {
  const sources = from.filter((id) => phaseOf(chart, id) === phase)
  return phaseOf(chart, to ?? "") === "closed" ? sources.length > 0 : sources.length > 1
}

const merged = (lines: ReadonlyArray<Line>): ReadonlyArray<Line> => {
  const found = new Map<string, Line>()
  for (const each of lines) {
    const key = `${each.from} ${each.to}`
    const arrows = new Set([...(found.get(key)?.arrows ?? []), ...each.arrows])
    // What is said of few states tells more of them.
    found.set(key, {
      ...each,
      arrows: [...arrows].toSorted((a, b) => a.from.length - b.from.length),
    })
  }
  return [...found.values()]
}

const entriesOf = (chart: Chart, lines: ReadonlyArray<Line>, id: string): ReadonlyArray<Entry> => {
  const isDrawn = (arrow: Arrow, source: string) =>
    lines.some(
      ({ from, to, arrows }) =>
        to === id && arrows.includes(arrow) && (from === source || from === phaseOf(chart, source)),
    )
  return chart.arrows
    .filter(({ to }) => to === id)
    .map((arrow) => ({ arrow, from: arrow.from.filter((source) => !isDrawn(arrow, source)) }))
    .filter(({ from }) => from.length > 0)
}

/** What is closed without an answer, told once: one line from the work as a whole. */
export const withoutAnswer = (chart: Chart): Line | undefined => {
  const arrows = chart.arrows.filter(
    ({ from, to, signal }) =>
      signal !== "Completed" &&
      to !== null &&
      phaseOf(chart, to) === "closed" &&
      from.some((id) => phaseOf(chart, id) === undefined),
  )
  return arrows.length === 0 ? undefined : { from: "open", to: "closed", arrows }
}
