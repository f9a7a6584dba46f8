// Whose move it can be while a request is open: the region beside the work.
import type { Description } from "@upkeep/core"
import { letterOf } from "./card.ts"
import { arrow, badge, point, rectangle, text, texts } from "./element.ts"
import { headRoom } from "./groups.ts"
import type { Box, Point } from "./place.ts"
import { sizes } from "./style.ts"
import { linesOf } from "./text.ts"

type Chart = Description.Chart

/** The width of the column that says whose move it is. */
export const turnWidth = 218
const pill = 46
const pillGap = 34
const noteLine = 16

/** How high that column is. */
export const turnHeight = (chart: Chart): number =>
  headRoom + noteLines(chart).length * noteLine + 14 + chart.turns.length * (pill + pillGap)

const noteLines = ({ words }: Chart) =>
  linesOf(words.turnNote, { width: turnWidth - 4, size: sizes.note, lines: 5 })

/** Draws whose move it can be, and between whom it passes. */
export const drawTurns = (chart: Chart, { x, y }: Point): string => {
  const note = noteLines(chart)
  const first = y + headRoom + note.length * noteLine + 6
  const width = turnWidth - 36
  const boxes = chart.turns.map((_, index): Box => {
    return { x, y: first + index * (pill + pillGap), width, height: pill }
  })
  return [
    text("head open", { x, y: y + 24 }, chart.words.turn),
    texts("note", { x, y: y + headRoom + 10 }, note, noteLine),
    ...passesIn(chart).map(([a, b]) => drawPass(boxes[a], boxes[b], b - a)),
    ...chart.turns.map(({ label }, index) => drawPill(label, letterOf(index), boxes[index])),
  ].join("")
}

const drawPill = (label: string, letter: string, box: Box | undefined): string => {
  if (box === undefined) return ""
  const { x, y, width, height } = box
  const lines = linesOf(label, { width: width - 52, size: sizes.turn, lines: 2 })
  const middle = y + height / 2
  const first = middle + 4.5 - ((lines.length - 1) / 2) * noteLine
  return [
    rectangle("card", box, height / 2),
    badge({ x: x + 23, y: middle }, letter),
    texts("turn", { x: x + 42, y: first }, lines, noteLine),
  ].join("")
}

// The places of turns between which it passes, whichever way.
const passesIn = ({ turns, passes }: Chart): ReadonlyArray<readonly [number, number]> =>
  turns.flatMap((one, index) =>
    turns.slice(index + 1).flatMap((other, further) => {
      const ids = new Set([one.id, other.id])
      const isThere = passes.some(({ from, to }) => ids.has(from) && ids.has(to))
      return isThere ? [[index, index + 1 + further] as const] : []
    }),
  )

// To the next one straight, past others beside them.
const drawPass = (upper: Box | undefined, lower: Box | undefined, distance: number): string => {
  if (upper === undefined || lower === undefined) return ""
  const { x, width } = upper
  if (distance === 1) {
    const [start, end] = [upper.y + pill + 2, lower.y - 2]
    const line = `M${point({ x: x + width / 2, y: start })} L${point({ x: x + width / 2, y: end })}`
    return arrow(line, { tips: "both" })
  }
  const [edge, out] = [x + width + 2, x + width + 44]
  const [start, end] = [upper.y + pill / 2, lower.y + pill / 2]
  const bends = [
    { x: out, y: start },
    { x: out, y: end },
    { x: edge, y: end },
  ]
  const path = `M${point({ x: edge, y: start })} C${bends.map(point).join(" ")}`
  return arrow(path, { tips: "both" })
}
