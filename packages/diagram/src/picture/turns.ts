// Whose move it can be while a request is open: the region beside the work, drawn above it.
import type { Description } from "@upkeep/core"
import { letterOf } from "./card.ts"
import { arrow, badge, point, rectangle, text, texts } from "./element.ts"
import type { Box, Size } from "./place.ts"
import { sizes } from "./style.ts"
import { linesOf } from "./text.ts"

type Chart = Description.Chart

const pill: Size = { width: 182, height: 46 }
/** The least room between two turns, which share the width of the strip. */
const pillGap = 56
const noteLine = 16
/** How far an arrow past a pill bows below it. */
const bow = 36
/** Where the note begins, below the name of the strip. */
const noteAt = 34

/** How wide the strip that says whose move it is must be. */
export const turnsWidth = ({ turns }: Chart): number =>
  turns.length * (pill.width + pillGap) - pillGap

/** How high that strip is when it is so wide. */
export const turnsHeight = (chart: Chart, width: number): number =>
  pillsAt(chart, width) + pill.height + bow

const noteLines = ({ words }: Chart, width: number) =>
  linesOf(words.turnNote, { width, size: sizes.note, lines: 3 })

const pillsAt = (chart: Chart, width: number): number =>
  noteAt + noteLines(chart, width).length * noteLine - 2

/** Draws whose move it can be, and between whom it passes. */
export const drawTurns = (chart: Chart, { x, y, width }: Box): string => {
  const top = y + pillsAt(chart, width)
  const step = (width - pill.width) / Math.max(1, chart.turns.length - 1)
  const boxes = chart.turns.map((_, index): Box => ({ x: x + index * step, y: top, ...pill }))
  return [
    text("head open", { x, y: y + 14 }, chart.words.turn),
    texts("note", { x, y: y + noteAt }, noteLines(chart, width), noteLine),
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

// To the next one straight, past others below them.
const drawPass = (left: Box | undefined, right: Box | undefined, distance: number): string => {
  if (left === undefined || right === undefined) return ""
  const middle = left.y + left.height / 2
  if (distance === 1) {
    const [start, end] = [left.x + left.width + 2, right.x - 2]
    const line = `M${point({ x: start, y: middle })} L${point({ x: end, y: middle })}`
    return arrow(line, { tips: "both" })
  }
  const [edge, out] = [left.y + left.height + 2, left.y + left.height + bow]
  const [start, end] = [left.x + left.width / 2, right.x + right.width / 2]
  const bends = [
    { x: start, y: out },
    { x: end, y: out },
    { x: end, y: edge },
  ]
  const path = `M${point({ x: start, y: edge })} C${bends.map(point).join(" ")}`
  return arrow(path, { tips: "both" })
}
