// Where everything of a picture lies: three boxes below each other, as wide as the widest, with the
// lines between them.
import type { Description } from "@upkeep/core"
import { type Card, cardOf } from "./card.ts"
import { closedGroup, completedGroup, type Group, headRoom, rowsIn } from "./groups.ts"
import { legendHeight } from "./legend.ts"
import { labelOf, roomOf } from "./lines.ts"
import { type Line, modelOf, phases, withoutAnswer } from "./model.ts"
import {
  type Box,
  inReadingOrder,
  placed,
  type Placed,
  type Point,
  type Route,
  type Size,
} from "./place.ts"
import { apron, moved, routeOf } from "./routes.ts"
import { turnsHeight, turnsWidth } from "./turns.ts"

type Chart = Description.Chart

/** The room around everything, in pixels. */
export const margin = 24
const titleRoom = 64
const inside = 24
/** The room at each side of the strip of turns, and between it and the work. */
const inset = 18
const stripGap = 20
/** The room below the work, less than the label of a line that leads out of it needs. */
const foot = 14
/** The room at each side of the line of what is closed without an answer. */
const laneSide = 24
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
  /** The strip of turns; the work begins below it. */
  readonly turns: Box
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
  const place = inReadingOrder(
    work.map(({ state }) => state.id),
    placed(sizesOf(work, completed), lines.map(wanted)),
  )
  const without = withoutAnswer(chart)
  const shape = shapeOf(chart, place, { work, lines, without })
  const inRow = (count: number) => rowsIn(count, shape.width).cardWidth
  const closed = closedGroup(cardsOf("closed", inRow), shape.width)
  return assembled({ place, shape, lines, work, completed, closed, without })
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
  /** The height of the box of what is open, and of the strip of turns in it. */
  readonly openHeight: number
  readonly turnsHeight: number
  /** By how much everything that was placed moves. */
  readonly shift: Point
}

const shapeOf = (
  chart: Chart,
  { boxes, routes }: Placed,
  { work, lines, without }: Pick<Parts, "work" | "lines" | "without">,
): Shape => {
  const all = work.flatMap(({ state }) => boxes.get(state.id) ?? [])
  const top = Math.min(...all.map(({ y }) => y))
  const bottom = Math.max(...all.map(({ y, height }) => y + height))
  const halves = lines.map((line) => roomOf(labelOf(line)).width / 2 + inside / 2)
  const lefts = routes.map(({ label }, index) => label.x - (halves[index] ?? 0))
  const rights = routes.map(({ label }, index) => label.x + (halves[index] ?? 0))
  const everything = [...boxes].flatMap(([id, box]) => (id === "closed" ? [] : [box]))
  const left = Math.min(...everything.map(({ x }) => x - inside), ...lefts)
  const east = Math.max(...everything.map(({ x, width }) => x + width), ...rights)
  const lane = without === undefined ? inside : roomOf(labelOf(without)).width + 2 * laneSide
  const width = Math.max(
    east - left + inside,
    eastBelow(boxes, lines, rights) - left + lane,
    turnsWidth(chart) + 2 * inset,
  )
  const strip = turnsHeight(chart, width - 2 * inset)
  const head = headRoom + strip + stripGap
  return {
    width,
    openHeight: head + bottom - top + foot,
    turnsHeight: strip,
    shift: { x: margin - left, y: margin + titleRoom + head - top },
  }
}

// How far to the right anything lies below the work.
const eastBelow = (
  boxes: Placed["boxes"],
  lines: ReadonlyArray<Line>,
  rights: ReadonlyArray<number>,
): number => {
  const completed = boxes.get("completed")
  const through = lines.flatMap(({ from, to }, index) =>
    isPhase(from) || isPhase(to) ? (rights[index] ?? []) : [],
  )
  const ends = completed === undefined ? [] : [completed.x + completed.width]
  return Math.max(...ends, ...through)
}

interface Parts {
  readonly place: Placed
  readonly shape: Shape
  readonly lines: ReadonlyArray<Line>
  readonly work: ReadonlyArray<Card>
  readonly completed: Group | undefined
  readonly closed: Group
  /** What is closed without an answer. */
  readonly without: Line | undefined
}

const assembled = (parts: Parts): Scene => {
  const { place, shape, lines, work, completed, closed, without } = parts
  const { width, shift } = shape
  const at = (id: string): Point => moved(place.boxes.get(id) ?? { x: 0, y: 0 }, shift)
  const open: Box = { x: margin, y: margin + titleRoom, width, height: shape.openHeight }
  const middle = { x: at("completed").x, y: at("completed").y + apron }
  const last: Box = { x: margin, y: at("closed").y + apron, width, height: closed.height }
  const ends = new Map<string, Box>([
    ...(completed === undefined ? [] : [["completed", boxOf(completed, middle)] as const]),
    ["closed", last],
  ])
  return {
    size: { width: width + 2 * margin, height: last.y + last.height + margin + legendHeight },
    frames: [
      { phase: "open", box: open },
      ...(completed === undefined
        ? []
        : [
            {
              phase: "completed",
              box: boxOf(completed, middle),
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
      ...lines.map((line, index) => ({
        line,
        route: routeOf(line, place.routes[index], { shift, ends }),
      })),
      ...(without === undefined ? [] : [aside(without, open, last)]),
    ],
    turns: {
      x: open.x + inset,
      y: open.y + headRoom,
      width: width - 2 * inset,
      height: shape.turnsHeight,
    },
    completed: completed === undefined ? undefined : { group: completed, at: middle },
  }
}

const boxOf = ({ width, height }: Size, at: Point): Box => ({ ...at, width, height })

const cardsIn = (group: Group | undefined, from: Point): ReadonlyArray<PlacedCard> =>
  (group?.cards ?? []).map(({ card, at }) => ({ card, at: moved(at, from) }))

const isPhase = (id: string): boolean => phases.some((phase) => phase === id)

// What is closed without an answer: straight down, at the right of all that lies between.
const aside = (line: Line, open: Box, closed: Box): PlacedLine => {
  const x = open.x + open.width - laneSide - roomOf(labelOf(line)).width / 2
  const [top, bottom] = [open.y + open.height, closed.y]
  const points = [
    { x, y: top },
    { x, y: bottom },
  ]
  return { line, route: { points, label: { x, y: (top + bottom) / 2 } } }
}
