// The few elements of SVG that a picture is made of. Whatever is put into one is escaped here.
import { inXml } from "../plain.ts"
import type { Box, Point } from "./place.ts"

type Attributes = { readonly [name: string]: string | number }

/** An element with what it holds, which is elements already. */
export const element = (
  name: string,
  attributes: Attributes,
  ...content: ReadonlyArray<string>
): string => {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${inXml(at(value))}"`)
  const head = `<${name}${said.join("")}`
  return content.length === 0 ? `${head}/>` : `${head}>${content.join("")}</${name}>`
}

/** What a reader is told who points at something, or cannot see it. */
export const title = (words: string): string => element("title", {}, inXml(words))

/** A line of text. */
export const text = (kind: string, { x, y }: Point, words: string): string =>
  element("text", { class: kind, x, y }, inXml(words))

/** Lines of text below each other; the point is that of the first one. */
export const texts = (
  kind: string,
  { x, y }: Point,
  lines: ReadonlyArray<string>,
  step: number,
): string => lines.map((line, index) => text(kind, { x, y: y + index * step }, line)).join("")

/** A rectangle with round corners. */
export const rectangle = (kind: string, { x, y, width, height }: Box, radius: number): string =>
  element("rect", { class: kind, x, y, width, height, rx: radius })

/** A small circle with a number or a letter in it. */
export const badge = ({ x, y }: Point, sign: string, mark = ""): string =>
  element("circle", { class: `${mark}badge`, cx: x, cy: y, r: 11 }) +
  text(`number${mark === "" ? "" : ` ${mark}number`}`, { x, y: y + 4 }, sign)

/** At which ends an arrow has a tip. */
type Tips = "end" | "both"

/** An arrow along a path. */
export const arrow = (
  path: string,
  { tips = "end", own = false }: { readonly tips?: Tips; readonly own?: boolean } = {},
  words = "",
): string => {
  const tip = `url(#upkeep-tip${own ? "-own" : ""})`
  const ends = tips === "both" ? { "marker-start": tip, "marker-end": tip } : { "marker-end": tip }
  const kind = own ? "arrow own" : "arrow"
  const told = words === "" ? [] : [title(words)]
  return element("path", { class: kind, ...ends, d: path }, ...told)
}

/** A point in a path. */
export const point = ({ x, y }: Point): string => `${at(x)} ${at(y)}`

const at = (value: string | number): string =>
  typeof value === "string" ? value : `${Math.round(value * 10) / 10}`
