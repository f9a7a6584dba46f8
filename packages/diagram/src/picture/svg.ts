// The chart of a process as a picture: SVG that needs nothing else, on light pages and dark ones.
import type { Description } from "@upkeep/core"
import { drawCard } from "./card.ts"
import { element, text, title } from "./element.ts"
import { drawBetween, drawFrame } from "./groups.ts"
import { drawLegend, legendHeight } from "./legend.ts"
import { drawLabel, drawLine } from "./lines.ts"
import { margin, type Scene, sceneOf } from "./scene.ts"
import { style } from "./style.ts"
import { drawTurns } from "./turns.ts"
import { inXml } from "../plain.ts"

type Chart = Description.Chart

/**
 * The chart as SVG: what is open, first whose move it is and then its work; what is completed;
 * what is closed. Lines show the way of a request; by what else a state is come to, and from where,
 * stands in its card. Steps of the profile's own stand out. Colours follow the reader's scheme.
 *
 * @example
 * import { Description, Process, standard } from "@upkeep/core"
 * const made = Process.make(standard)
 * const picture = made._tag === "Success" ? svg(Description.chart(made.success)) : ""
 * picture.startsWith("<svg xmlns=") // => true
 */
export const svg = (chart: Chart): string => {
  const scene = sceneOf(chart)
  const { width, height } = scene.size
  const [wide, high] = [Math.ceil(width), Math.ceil(height)]
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    class: "upkeep-chart",
    viewBox: `0 0 ${wide} ${high}`,
    width: wide,
    height: high,
    role: "img",
    lang: chart.language,
  }
  const content = [
    title(titleOf(chart)),
    element("desc", {}, inXml(described(chart))),
    `<style>${style}</style>`,
    element("defs", {}, tip("upkeep-tip", "tip"), tip("upkeep-tip-own", "tip own")),
    element("rect", { class: "page", width: "100%", height: "100%", rx: 12 }),
    ...drawHead(chart),
    ...drawScene(chart, scene),
    drawLegend(chart, { x: margin, y: high - legendHeight }),
  ]
  return `${element("svg", attributes, ...content.map((part) => `\n${part}`), "\n")}\n`
}

const tip = (id: string, kind: string): string => {
  const size = { viewBox: "0 0 10 10", refX: 8.5, refY: 5, markerWidth: 7, markerHeight: 7 }
  const path = element("path", { class: kind, d: "M0 0.8 L10 5 L0 9.2 Z" })
  return element("marker", { id, ...size, orient: "auto-start-reverse" }, path)
}

const drawHead = ({ desk, requestTypes, process }: Chart): ReadonlyArray<string> => [
  text("title", { x: margin, y: margin + 18 }, desk),
  text("note", { x: margin, y: margin + 40 }, `${requestTypes.join(", ")} · ${process}`),
]

const drawScene = (chart: Chart, scene: Scene): ReadonlyArray<string> => {
  const { frames, cards, lines, turns, completed } = scene
  const open = frames.find(({ phase }) => phase === "open")?.box
  const bottom = open === undefined ? 0 : open.y + open.height
  const [left, right, below] = [turns.x, turns.x + turns.width, turns.y + turns.height]
  return [
    ...frames.map(({ phase, box }) => drawFrame(phase, chart.words[phase], box)),
    element("line", { class: "apart", x1: left, x2: right, y1: below, y2: below }),
    drawTurns(chart, turns),
    ...lines.map(({ line, route }) => drawLine(line, route)),
    ...cards.map((card) => drawCard(card.card, card.at)),
    completed === undefined ? "" : drawBetween(chart, completed.group, completed.at),
    // Labels lie above all lines, each on the ground that is behind it.
    ...lines.map(({ line, route }) =>
      drawLabel(line, route, route.label.y < bottom ? "open" : "page"),
    ),
  ]
}

const titleOf = ({ desk, requestTypes }: Chart): string => `${desk}: ${requestTypes.join(", ")}`

const described = ({ states, words }: Chart): string =>
  (["open", "completed", "closed"] as const)
    .map((phase) => {
      const within = phase === "open" ? "work" : phase
      const named = states.filter((state) => state.within === within)
      return { phase, names: named.map(({ number, label }) => `${number} ${label}`) }
    })
    .filter(({ names }) => names.length > 0)
    .map(({ phase, names }) => `${words[phase]}: ${names.join(", ")}.`)
    .join(" ")
