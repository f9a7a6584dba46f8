// The boxes that hold cards: what is completed, and what is closed.
import type { Description } from "@upkeep/core"
import { type Card, cardWidth } from "./card.ts"
import { arrow, point, rectangle, text } from "./element.ts"
import type { Box, Point, Size } from "./place.ts"

type Chart = Description.Chart
type Phase = "open" | "completed" | "closed"

const pad = 18
/** The room for the name of a box. */
export const headRoom = 34
const room = 150
const gap = 16

/** A box with its cards, whose places are counted from its left upper corner. */
export interface Group extends Size {
  readonly cards: ReadonlyArray<{ readonly card: Card; readonly at: Point }>
}

/** The completion: its two states beside each other, with room between them for arrows. */
export const completedGroup = (cards: ReadonlyArray<Card>): Group => ({
  cards: cards.map((card, index) => ({
    card,
    at: { x: pad + index * (cardWidth + room), y: headRoom + 6 },
  })),
  width: 2 * pad + cards.length * cardWidth + (cards.length - 1) * room,
  height: headRoom + 6 + highest(cards) + pad,
})

/** How many cards of what is closed stand in a row, and how wide they are there. */
export const rowsIn = (
  count: number,
  width: number,
): { readonly columns: number; readonly cardWidth: number } => {
  const most = Math.max(1, Math.floor((width - 2 * pad + gap) / (cardWidth + gap)))
  const columns = Math.ceil(count / Math.ceil(count / most))
  return { columns, cardWidth: (width - 2 * pad - (columns - 1) * gap) / columns }
}

/** The end: its states in rows of the same length, which fill the room. */
export const closedGroup = (cards: ReadonlyArray<Card>, width: number): Group => {
  const { columns, cardWidth } = rowsIn(cards.length, width)
  const rows = Array.from({ length: Math.ceil(cards.length / columns) }, (_, index) =>
    cards.slice(index * columns, (index + 1) * columns),
  )
  const tops = rows.map((_, index) =>
    rows.slice(0, index).reduce((sum, row) => sum + highest(row) + gap, headRoom + 6),
  )
  const placed = rows.flatMap((row, index) =>
    row.map((card, column) => ({
      card,
      at: { x: pad + column * (cardWidth + gap), y: tops[index] ?? 0 },
    })),
  )
  const height = (tops.at(-1) ?? 0) + highest(rows.at(-1) ?? []) + pad
  return { cards: placed, width, height }
}

const highest = (cards: ReadonlyArray<Card>): number =>
  Math.max(...cards.map(({ height }) => height), 0)

/** Draws the box of a phase with its name. */
export const drawFrame = (phase: Phase, name: string, box: Box): string =>
  rectangle(phase, box, 16) + text(`head ${phase}`, { x: box.x + pad, y: box.y + 24 }, name)

/** Draws the arrows between the two states of the completion. */
export const drawBetween = (chart: Chart, { cards }: Group, { x, y }: Point): string => {
  const [left, right] = cards
  if (left === undefined || right === undefined) return ""
  const top = y + left.at.y + 22
  const [start, end] = [x + left.at.x + cardWidth, x + right.at.x]
  const [first, second] = [left.card.state.id, right.card.state.id]
  const there = between(chart, first, second)
  const back = between(chart, second, first)
  return [
    drawStraight(there, { x: start, y: top }, end - 3),
    drawStraight(back, { x: end, y: top + 32 }, start + 3),
  ].join("")
}

const between = ({ arrows }: Chart, source: string, target: string) =>
  arrows.filter(({ from, to }) => to === target && from.includes(source))

const drawStraight = (arrows: Chart["arrows"], from: Point, end: number): string => {
  const { x, y } = from
  const path = `M${point(from)} L${point({ x: end, y })}`
  const signals = arrows.map(({ signal }) => signal).join(", ")
  const label = arrows.map(({ label }) => label).join(", ")
  return arrow(path, {}, signals) + text("label", { x: (x + end) / 2, y: y - 6 }, label)
}
