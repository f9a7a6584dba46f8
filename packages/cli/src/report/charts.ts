// Pictures of figures as SVG, drawn by a page's own colours. Every figure of a picture stands in a
// table as well.
import { escaped } from "./escaped.ts"

/** What a colour says; each has a form for light pages and one for dark ones. */
export type Tone = "first" | "second" | "third" | "quiet"

/** What is counted, and by which colour. */
export interface Series {
  readonly name: string
  readonly tone: Tone
}

/** Some figures of one thing: as many as there are series. */
export interface Group {
  readonly label: string
  readonly values: ReadonlyArray<number>
}

/** Columns side by side (of one series a histogram), or bars whose parts make up a whole. */
export interface Chart {
  readonly form: "columns" | "shares"
  readonly title: string
  readonly series: ReadonlyArray<Series>
  readonly groups: ReadonlyArray<Group>
}

const width = 720

/** A picture as an SVG element; empty where there is nothing to draw. */
export const svgOf = (chart: Chart): string => {
  const total = chart.groups.flatMap(({ values }) => values).reduce((sum, each) => sum + each, 0)
  if (total === 0) return ""
  return chart.form === "columns" ? columns(chart) : shares(chart)
}

const frame = (title: string, height: number, parts: ReadonlyArray<string>): string =>
  [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    ...parts,
    "</svg>",
  ].join("\n")

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const rect = ({ x, y, width: wide, height }: Box, tone: Tone, says: string): string =>
  `<rect class="${tone}" x="${fixed(x)}" y="${fixed(y)}" width="${fixed(wide)}" ` +
  `height="${fixed(height)}"><title>${escaped(says)}</title></rect>`

type Anchor = "start" | "middle" | "end"

const text = (x: number, y: number, anchor: Anchor, says: string): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escaped(says)}</text>`

/** Two digits behind the point are finer than any screen. */
const fixed = (value: number): string => String(Math.round(value * 100) / 100)

const plot = { left: 44, right: 20, top: 12, height: 168, labels: 28 } as const
/** The most labels below columns; of more every second, third … is written. */
const labelsAtMost = 12
/** The part of a group's width that its columns leave free. */
const gap = 0.25

const columns = ({ title, series, groups }: Chart): string => {
  const top = Math.max(...groups.flatMap(({ values }) => values))
  const step = stepFor(top)
  const most = Math.ceil(top / step) * step
  const y = (value: number) => plot.top + plot.height * (1 - value / most)
  const groupWidth = (width - plot.left - plot.right) / groups.length
  const columnWidth = (groupWidth * (1 - gap)) / series.length
  const every = Math.ceil(groups.length / labelsAtMost)
  const ticks = Array.from({ length: most / step + 1 }, (_, index) => index * step)
  return frame(title, plot.top + plot.height + plot.labels, [
    ...ticks.flatMap((tick) => [
      `<line x1="${plot.left}" x2="${width}" y1="${fixed(y(tick))}" y2="${fixed(y(tick))}"/>`,
      text(plot.left - 6, y(tick) + 4, "end", String(tick)),
    ]),
    ...groups.flatMap(({ label, values }, place) => {
      const left = plot.left + groupWidth * (place + gap / 2)
      const bars = series.flatMap(({ name, tone }, index) => {
        const value = values[index] ?? 0
        const box = { x: left + columnWidth * index, y: y(value), width: columnWidth }
        const height = plot.top + plot.height - y(value)
        return value === 0 ? [] : [rect({ ...box, height }, tone, `${label}: ${name} ${value}`)]
      })
      const middle = left + (columnWidth * series.length) / 2
      const below = plot.top + plot.height + 18
      return [...bars, ...(place % every === 0 ? [text(middle, below, "middle", label)] : [])]
    }),
  ])
}

/** 1, 2 or 5 of a power of ten, so that some five lines lead to the top. */
const stepFor = (top: number): number => {
  const rough = Math.max(1, top / 5)
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5].find((each) => each * power >= rough) ?? 10) * power
}

const bar = { left: 190, right: 40, height: 20, pitch: 30 } as const
/** As wide as a figure of a total is at most. */
const digitWidth = 8
/** The most characters of a label beside a bar. */
const labelCharacters = 26

const shares = ({ title, series, groups }: Chart): string => {
  const totals = groups.map(({ values }) => values.reduce((sum, each) => sum + each, 0))
  const digits = Math.max(...totals.map((total) => String(total).length))
  const right = Math.max(bar.right, (digits + 1) * digitWidth)
  return frame(
    title,
    groups.length * bar.pitch + 8,
    groups.flatMap(({ label, values }, place) => {
      const total = totals[place] ?? 0
      const y = place * bar.pitch + 8
      const scale = total === 0 ? 0 : (width - bar.left - right) / total
      let x: number = bar.left
      const parts = series.flatMap(({ name, tone }, index) => {
        const value = values[index] ?? 0
        const box = { x, y, width: value * scale, height: bar.height }
        x += box.width
        return value === 0 ? [] : [rect(box, tone, `${label}: ${name} ${value}`)]
      })
      const baseline = y + bar.height / 2 + 4
      return [
        text(bar.left - 8, baseline, "end", clipped(label)),
        ...parts,
        text(width - right + 8, baseline, "start", String(total)),
      ]
    }),
  )
}

const clipped = (label: string): string => {
  const characters = Array.from(label)
  return characters.length <= labelCharacters
    ? label
    : `${characters.slice(0, labelCharacters - 1).join("")}…`
}
