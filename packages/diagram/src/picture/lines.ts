// Lines between cards, with their labels.
import { arrow, point, rectangle, texts } from "./element.ts"
import type { Line } from "./model.ts"
import type { Point, Route, Size } from "./place.ts"
import { sizes } from "./style.ts"
import { linesOf, widthIn } from "./text.ts"

const labelWidth = 132
const labelLine = 15

/** The label of a line: the names of its arrows, each in lines of its own. */
export const labelOf = ({ arrows }: Line): ReadonlyArray<string> =>
  [...new Set(arrows.map(({ label }) => label))].flatMap((label) =>
    linesOf(label, { width: labelWidth, size: sizes.label, lines: 2 }),
  )

/** The room that a label needs. */
export const roomOf = (label: ReadonlyArray<string>): Size => ({
  width: Math.max(...label.map((line) => widthIn(line, sizes.label)), 0) + 14,
  height: label.length * labelLine + 6,
})

/** Whether an arrow is a move of the profile's own. */
export const isOwn = ({ arrows }: Line): boolean =>
  arrows.some(({ signal }) => signal.startsWith("StepTaken"))

/** Draws a line; its label comes later, above all lines. */
export const drawLine = (line: Line, { points }: Route): string => {
  const signals = line.arrows.map(({ signal }) => signal).join(", ")
  return arrow(curve(points), { own: isOwn(line) }, signals)
}

/** Draws the label of a line at its middle, on the ground behind it. */
export const drawLabel = (line: Line, { label }: Route, ground: string): string => {
  const lines = labelOf(line)
  const room = roomOf(lines)
  const [x, y] = [label.x - room.width / 2, label.y - room.height / 2]
  return (
    rectangle(`behind ${ground}`, { x, y, ...room }, 6) +
    texts(isOwn(line) ? "label own" : "label", { x: label.x, y: y + 14 }, lines, labelLine)
  )
}

// Through the middles between points, so that no corner is left.
const curve = (points: ReadonlyArray<Point>): string => {
  const [first, ...others] = points
  const last = others.at(-1)
  if (first === undefined || last === undefined) return ""
  const bends = others.slice(0, -1).map((bend, index) => {
    const next = others[index + 1] ?? last
    const end = index === others.length - 2 ? last : middle(bend, next)
    return `Q${point(bend)} ${point(end)}`
  })
  return [`M${point(first)}`, ...(bends.length === 0 ? [`L${point(last)}`] : bends)].join(" ")
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
