// Where everything of a picture lies: three boxes below each other, as wide as the widest, with the
// lines between them.
import type { Description } from "@upkeep/core"
import { type Card, cardOf } from "./card.ts"
import { closedGroup, completedGroup, type Group, headRoom, rowsIn } from "./groups.ts"
import { legendHeight } from "./legend.ts"
import { labelOf, roomOf } from "./lines.ts"
import { type Line, modelOf, phaseOf, phases } from "./model.ts"
import {
  type Box,
  mirrored,
  placed,
  type Placed,
  type Point,
  type Route,
  type Size,
} from "./place.ts"
import { turnHeight, turnWidth } from "./turns.ts"

type Chart = Description.Chart

/** The room around everything, in pixels. */
export const margin = 24
const titleRoom = 64
/** The room above and below a box that stands in the way of lines, for their labels. */
const apron = 30
const inside = 24
/** The room below the work, less than the label of a line that leads out of it needs. */
const foot = 14
/** The room at the right of the completion, for what is closed without it. */
const lane = 176
/** What is closed needs no place of its own in the layout: it lies below all else. */
const ground: Size = { width: 420, height: 1 }

/** A card and its left upper corner. */
export interface PlacedCard {
  readonly card: Card
  readonly at: Point
}

/** A line and where it runs. */
export interface PlacedLine {
  readonly line: Line
  readonly route: Route
}

/** A box that holds cards. */
export interface Frame {
  readonly phase: "open" | "completed" | "closed"
  readonly box: Box
}

/** Everything of a picture, in its place. */
export interface Scene {
  readonly size: Size
  readonly frames: ReadonlyArray<Frame>
  readonly cards: ReadonlyArray<PlacedCard>
  readonly lines: ReadonlyArray<PlacedLine>
  /** Where the column of turns begins. */
  readonly turns: Point
  /** The completion, and where it begins. */
  readonly completed: { readonly group: Group; readonly at: Point } | undefined
}

/** Places the parts of a chart. */
export const sceneOf = (chart: Chart): Scene => {
  const { lines, entries } = modelOf(chart)
  const cardsOf = (within: string, widthOf?: (count: number) => number) => {
    const states = chart.states.filter((state) => state.within === within)
    return states.map((state) =>
      cardOf(chart, state, entries.get(state.id) ?? [], widthOf?.(states.length)),
    )
  }
  const [work, ends] = [cardsOf("work"), cardsOf("completed")]
  const completed = ends.length === 0 ? undefined : completedGroup(ends)
  const place = inReadingOrder(work, placed(sizesOf(work, completed), lines.map(wanted)))
  const shape = shapeOf(chart, place, { work, lines })
  const inRow = (count: number) => rowsIn(count, shape.width).cardWidth
  const closed = closedGroup(cardsOf("closed", inRow), shape.width)
  return assembled({ chart, place, shape, lines, work, completed, closed })
}

// Of what lies beside each other the lower number stands at the left, where a mirror can do that.
const inReadingOrder = (work: ReadonlyArray<Card>, place: Placed): Placed => {
  const boxes = work.flatMap(({ state }) => place.boxes.get(state.id) ?? [])
  const steps = boxes.flatMap((box, index) =>
    boxes
      .slice(index + 1)
      .filter(({ y, height }) => y < box.y + box.height && box.y < y + height)
      .map(({ x }) => Math.sign(x - box.x)),
  )
  return steps.reduce((sum, step) => sum + step, 0) < 0 ? mirrored(place) : place
}

const sizesOf = (
  work: ReadonlyArray<Card>,
  completed: Group | undefined,
): ReadonlyMap<string, Size> =>
  new Map<string, Size>([
    ...work.map((card) => [card.state.id, card] as const),
    ...(completed === undefined
      ? []
      : [["completed", { width: completed.width, height: completed.height + 2 * apron }] as const]),
    ["closed", ground],
  ])

const wanted = (line: Line) => ({ from: line.from, to: line.to, ...roomOf(labelOf(line)) })

/** What the layout came to. */
interface Shape {
  /** The width of the boxes. */
  readonly width: number
  /** The height of the box of what is open, and where its column of turns begins. */
  readonly openHeight: number
  readonly turnsAt: number
  /** By how much everything that was placed moves. */
  readonly shift: Point
}

const shapeOf = (
  chart: Chart,
  { boxes, routes }: Placed,
  { work, lines }: Pick<Parts, "work" | "lines">,
): Shape => {
  const all = work.flatMap(({ state }) => boxes.get(state.id) ?? [])
  const top = Math.min(...all.map(({ y }) => y))
  const bottom = Math.max(...all.map(({ y, height }) => y + height))
  const halves = lines.map((line) => roomOf(labelOf(line)).width / 2 + inside / 2)
  const lefts = routes.map(({ label }, index) => label.x - (halves[index] ?? 0))
  const rights = routes.map(({ label }, index) => label.x + (halves[index] ?? 0))
  const everything = [...boxes].flatMap(([id, box]) => (id === "closed" ? [] : [box]))
  const left = Math.min(...everything.map(({ x }) => x - inside), ...lefts)
  const east = Math.max(...all.map(({ x, width }) => x + width), ...rights)
  const completed = boxes.get("completed")
  const end = completed === undefined ? 0 : completed.x + completed.width + lane
  const turnsAt = east - left + 2 * inside
  return {
    width: Math.max(turnsAt + turnWidth + inside, end - left),
    openHeight: Math.max(bottom - top + headRoom + 8 + foot, turnHeight(chart) + inside),
    turnsAt: Math.max(turnsAt, end - left - turnWidth - inside),
    shift: { x: margin - left, y: margin + titleRoom + headRoom + 8 - top },
  }
}

interface Parts {
  readonly chart: Chart
  readonly place: Placed
  readonly shape: Shape
  readonly lines: ReadonlyArray<Line>
  readonly work: ReadonlyArray<Card>
  readonly completed: Group | undefined
  readonly closed: Group
}

const assembled = (parts: Parts): Scene => {
  const { place, shape, lines, work, completed, closed } = parts
  const { width, shift } = shape
  const at = (id: string): Point => moved(place.boxes.get(id) ?? { x: 0, y: 0 }, shift)
  const open: Box = { x: margin, y: margin + titleRoom, width, height: shape.openHeight }
  const middle = { x: at("completed").x, y: at("completed").y + apron }
  const last: Box = { x: margin, y: at("closed").y + apron, width, height: closed.height }
  return {
    size: { width: width + 2 * margin, height: last.y + last.height + margin + legendHeight },
    frames: [
      { phase: "open", box: open },
      ...(completed === undefined
        ? []
        : [
            {
              phase: "completed",
              box: { ...middle, width: completed.width, height: completed.height },
            } as const,
          ]),
      { phase: "closed", box: last },
    ],
    cards: [
      ...work.map((card) => ({ card, at: at(card.state.id) })),
      ...cardsIn(completed, middle),
      ...cardsIn(closed, last),
    ],
    lines: [
      ...lines.map((line, index) => ({ line, route: routeOf(line, place.routes[index], shift) })),
      ...aside(parts.chart, open, last),
    ],
    turns: { x: margin + shape.turnsAt, y: open.y },
    completed: completed === undefined ? undefined : { group: completed, at: middle },
  }
}

const moved = ({ x, y }: Point, by: Point): Point => ({ x: x + by.x, y: y + by.y })

const cardsIn = (group: Group | undefined, from: Point): ReadonlyArray<PlacedCard> =>
  (group?.cards ?? []).map(({ card, at }) => ({ card, at: moved(at, from) }))

// A line goes on through the room around a box, straight up or down to the box itself.
const routeOf = (line: Line, route: Route | undefined, shift: Point): Route => {
  const points = (route?.points ?? []).map((point) => moved(point, shift))
  const [first, second] = points
  const [before, last] = points.slice(-2)
  return {
    label: moved(route?.label ?? { x: 0, y: 0 }, shift),
    points: [
      ...(isPhase(line.from) ? through(first, second) : points.slice(0, 1)),
      ...points.slice(1, -1),
      ...(isPhase(line.to) ? through(last, before) : points.slice(-1)),
    ],
  }
}

const through = (end: Point | undefined, next: Point | undefined): ReadonlyArray<Point> =>
  end === undefined || next === undefined
    ? []
    : [{ x: next.x, y: end.y + (next.y < end.y ? apron : -apron) }]

const isPhase = (id: string): boolean => phases.some((phase) => phase === id)

// What is closed without an answer, told once: straight down beside the completion.
const aside = (chart: Chart, open: Box, closed: Box): ReadonlyArray<PlacedLine> => {
  const arrows = chart.arrows.filter(
    ({ from, to, signal }) =>
      signal !== "Completed" &&
      to !== null &&
      phaseOf(chart, to) === "closed" &&
      from.some((id) => phaseOf(chart, id) === undefined),
  )
  const x = open.x + open.width - lane / 2
  const [top, bottom] = [open.y + open.height, closed.y]
  const route = {
    points: [
      { x, y: top },
      { x, y: bottom },
    ],
    label: { x, y: (top + bottom) / 2 },
  }
  return arrows.length === 0 ? [] : [{ line: { from: "open", to: "closed", arrows }, route }]
}
