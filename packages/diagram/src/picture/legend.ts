// What the marks of a picture mean.
import type { Description } from "@upkeep/core"
import { chip, drawChip } from "./card.ts"
import { element, rectangle, text } from "./element.ts"
import type { Point } from "./place.ts"
import { sizes } from "./style.ts"
import { widthIn } from "./text.ts"

/** The room for the legend. */
export const legendHeight = 42
const markWidth = 46
const gap = 28

/** Draws the legend, with nothing in it that the picture does not show. */
export const drawLegend = (chart: Description.Chart, { x, y }: Point): string => {
  const marks = marksOf(chart)
  const widths = marks.map(({ words }) => markWidth + widthIn(words, sizes.note) + gap)
  return marks
    .map(({ mark, words }, index) => {
      const left = widths.slice(0, index).reduce((sum, width) => sum + width, x)
      const place = { transform: `translate(${Math.round(left)} ${Math.round(y + 4)})` }
      return element("g", place, mark, text("note", { x: markWidth - 2, y: 13.5 }, words))
    })
    .join("")
}

const marksOf = ({ words, states, arrows }: Description.Chart) => {
  const own = rectangle("card own", { x: 1, y: 1, width: 34, height: 16 }, 5)
  const isEarly = arrows.some(({ early }) => early.length > 0)
  const hasOwn = states.some(({ owner }) => owner !== undefined)
  return [
    { mark: drawChip(chip("1, 2", false), { x: 1, y: 0.5 }), words: words.from },
    ...(isEarly
      ? [{ mark: drawChip(chip("1, 2", true), { x: 1, y: 0.5 }), words: words.early }]
      : []),
    ...(hasOwn ? [{ mark: own, words: words.step }] : []),
  ]
}
