// The card of a state: its number, its name, and by what else than the lines it is come to.
import type { Description } from "@upkeep/core"
import { badge, element, rectangle, text, texts, title } from "./element.ts"
import type { Entry } from "./model.ts"
import type { Point, Size } from "./place.ts"
import { rangesOf } from "./ranges.ts"
import { sizes } from "./style.ts"
import { linesOf, widthIn } from "./text.ts"

type Chart = Description.Chart
type State = Description.ChartState

/** The width of a card that stands among others, in pixels. */
export const cardWidth = 204

const pad = 12
const badgeRoom = 24
const nameLine = 18
const entryLine = 15
const chipSize = 11
const chipHeight = 17
const chipGap = 4

/** Numbers or letters of the states that something can come from. */
export interface Chip {
  readonly text: string
  readonly isEarly: boolean
  readonly width: number
}

/** What a card says below the name of its state. */
interface Told {
  readonly label: string
  readonly title: string
  readonly chips: ReadonlyArray<Chip>
  readonly isOwn: boolean
}

interface Row extends Omit<Told, "label"> {
  readonly lines: ReadonlyArray<string>
  readonly height: number
}

/** A card that was set. */
export interface Card extends Size {
  readonly state: State
  readonly name: ReadonlyArray<string>
  readonly rows: ReadonlyArray<Row>
}

/** Sets the card of a state. */
export const cardOf = (
  chart: Chart,
  state: State,
  entries: ReadonlyArray<Entry>,
  width = cardWidth,
): Card => {
  const room = { width: width - 2 * pad - badgeRoom, size: sizes.name, lines: 3 }
  const name = linesOf(state.label, room)
  const rows = [
    ...ownerRow(chart, state),
    ...entries.map((entry) => entryOf(chart, entry)),
    ...backRow(chart, state),
  ].map(rowIn(width - 2 * pad))
  const height =
    headHeight(name.length) + rows.reduce((sum, row) => sum + row.height, rows.length > 0 ? 8 : 0)
  return { state, name, rows, width, height }
}

const headHeight = (lines: number): number => Math.max(badgeRoom, lines * nameLine) + 2 * pad - 4

const entryOf = (chart: Chart, { arrow, from }: Entry): Told => {
  const later = from.filter((id) => !arrow.early.includes(id))
  const early = from.filter((id) => arrow.early.includes(id))
  const chips = [chipOf(chart, later, false), chipOf(chart, early, true)].flat()
  return { label: arrow.label, title: arrow.signal, chips, isOwn: false }
}

const chipOf = (chart: Chart, ids: ReadonlyArray<string>, isEarly: boolean): ReadonlyArray<Chip> =>
  ids.length === 0 ? [] : [chip(placesOf(chart, ids), isEarly)]

/** Sets a chip. */
export const chip = (text: string, isEarly: boolean): Chip => ({
  text,
  isEarly,
  width: widthIn(text, chipSize) * 1.06 + 12,
})

/** The numbers of states, and the letters of turns. */
export const placesOf = ({ states, turns }: Chart, ids: ReadonlyArray<string>): string => {
  const numbers = states.filter(({ id }) => ids.includes(id)).map(({ number }) => number)
  const letters = turns.flatMap(({ id }, index) => (ids.includes(id) ? [letterOf(index)] : []))
  return [rangesOf(numbers), ...letters].filter((each) => each !== "").join(", ")
}

/** The letter of a turn, by its place. */
export const letterOf = (index: number): string => String.fromCodePoint(65 + index)

// A row takes the lines that its label needs beside its chips.
const rowIn =
  (room: number) =>
  ({ label, ...told }: Told): Row => {
    const taken = told.chips.reduce((sum, { width }) => sum + width + chipGap, 0)
    const lines = linesOf(label, { width: room - taken - 2, size: sizes.entry, lines: 2 })
    return { ...told, lines, height: lines.length * entryLine + 5 }
  }

// Whose move it is in a step of the profile's own.
const ownerRow = ({ turns, words }: Chart, { owner }: State): ReadonlyArray<Told> => {
  if (owner === undefined) return []
  const ids = { vendor: "ours", customer: "customers", thirdParty: "thirdPartys" }
  const index = turns.findIndex(({ id }) => id === ids[owner])
  const chips = [chip(letterOf(index), false)]
  return [{ label: words.turn, title: words.step, chips, isOwn: true }]
}

// An arrow that leads back to where a ticket was is told where it begins.
const backRow = ({ arrows, words }: Chart, { id }: State): ReadonlyArray<Told> =>
  arrows
    .filter(({ from, to }) => to === null && from.includes(id))
    .map(({ label, signal }) => ({
      label: `${label} → ${words.back}`,
      title: signal,
      chips: [],
      isOwn: false,
    }))

/** Draws a card with its left upper corner at a point. */
export const drawCard = (card: Card, { x, y }: Point): string => {
  const { state, name, rows, width, height } = card
  const isOwn = state.owner !== undefined
  const head = headHeight(name.length)
  const middle = y + head / 2
  const first = middle - ((name.length - 1) * nameLine) / 2 + 5
  const tops = rows.map((_, index) =>
    rows.slice(0, index).reduce((sum, row) => sum + row.height, y + head + 2),
  )
  const [x1, x2, ruled] = [x + pad, x + width - pad, y + head - 2]
  return element(
    "g",
    {},
    title(`${state.number}. ${state.label} (${state.id})`),
    rectangle(isOwn ? "card own" : "card", { x, y, width, height }, 10),
    badge({ x: x + pad + 9, y: middle }, `${state.number}`, isOwn ? "own-" : ""),
    texts("name", { x: x + pad + badgeRoom + 6, y: first }, name, nameLine),
    ...(rows.length === 0
      ? []
      : [element("line", { class: "rule", x1, x2, y1: ruled, y2: ruled })]),
    ...rows.map((row, index) => drawRow(row, { x, y: tops[index] ?? y }, x2)),
  )
}

const drawRow = (
  { title: words, lines, chips, isOwn, height }: Row,
  { x, y }: Point,
  right: number,
): string => {
  const widths = chips.map(({ width }) => width + chipGap)
  const top = y + (height - chipHeight) / 2 - 1
  return element(
    "g",
    {},
    title(words),
    texts(isOwn ? "own-entry" : "entry", { x: x + pad, y: y + 13 }, lines, entryLine),
    ...chips.map((each, index) => {
      const room = widths.slice(index).reduce((sum, width) => sum + width, 0)
      return drawChip(each, { x: right - room + chipGap, y: top })
    }),
  )
}

/** Draws a chip with its left upper corner at a point. */
export const drawChip = ({ text: words, isEarly, width }: Chip, { x, y }: Point): string =>
  rectangle(isEarly ? "chip early" : "chip", { x, y, width, height: chipHeight }, 8.5) +
  text("chip-text", { x: x + width / 2, y: y + 12.5 }, words)
