// A page of HTML that stands alone: no script, nothing fetched, for light and dark screens and for
// paper.
import { type Series, svgOf } from "./charts.ts"
import { type Block, type Document, isNamedAbove, type Table, textOf } from "./document.ts"
import { escaped } from "./escaped.ts"
import { style } from "./style.ts"

/** The document as a page. */
export const htmlOf = ({ language, title, facts, blocks }: Document): string =>
  [
    "<!doctype html>",
    `<html lang="${language}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    `<h1>${escaped(title)}</h1>`,
    "<dl>",
    ...facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`),
    "</dl>",
    ...blocks.flatMap((block, place) => blockOf(block, isNamedAbove(blocks, place))),
    "</body>",
    "</html>",
    "",
  ].join("\n")

const blockOf = (block: Block, isNamed: boolean): ReadonlyArray<string> => {
  switch (block.kind) {
    case "heading":
      return [`<h2>${escaped(block.text)}</h2>`]
    case "text":
      return [`<p>${escaped(block.text)}</p>`]
    case "list":
      return ["<ul>", ...block.items.map((item) => `<li>${escaped(item)}</li>`), "</ul>"]
    case "lines":
      return [`<pre>${block.lines.map(escaped).join("\n")}</pre>`]
    case "chart":
      return figureOf(svgOf(block.chart), isNamed ? "" : block.chart.title, block.chart.series)
    case "table":
      return tableOf(block, isNamed)
  }
}

const figureOf = (
  svg: string,
  title: string,
  series: ReadonlyArray<Series>,
): ReadonlyArray<string> => {
  if (svg === "") return []
  const keys = series.map(({ name, tone }) => `<span class="${tone}">${escaped(name)}</span>`)
  const legend = series.length === 1 ? [] : keys
  const caption = [escaped(title), ...legend].join(" ").trim()
  return ["<figure>", `<figcaption>${caption}</figcaption>`, svg, "</figure>"]
}

const tableOf = ({ title, columns, rows }: Table, isNamed: boolean): ReadonlyArray<string> => {
  const figures = columns.map((column) => (column.figures === true ? ' class="figures"' : ""))
  const cells = (tag: "th" | "td", texts: ReadonlyArray<string>) =>
    texts.map((text, index) => `<${tag}${figures[index] ?? ""}>${escaped(text)}</${tag}>`).join("")
  return [
    "<table>",
    ...(isNamed ? [] : [`<caption>${escaped(title)}</caption>`]),
    `<thead><tr>${cells(
      "th",
      columns.map(({ name }) => name),
    )}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => `<tr>${cells("td", row.map(textOf))}</tr>`),
    "</tbody>",
    "</table>",
  ]
}
