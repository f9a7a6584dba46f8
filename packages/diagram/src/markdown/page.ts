// A process as Markdown: the table of its statuses, the matrix of who may do what where, the
// description for its customers, and a page with all of them.
import { Description, Process } from "@upkeep/core"
import { asCode, inText, tableOf } from "./write.ts"
import { type Words, wordsFor } from "./words.ts"
import { mermaid } from "../picture/Mermaid.ts"

/** Of which request type, and in which language of the process. */
export interface PageOptions {
  readonly way?: string
  /** The process's first one where absent. */
  readonly language?: string
}

/**
 * The table of the statuses of a way: id, name in each language, phase, whose move, clocks.
 *
 * @example
 * import { Process, standard } from "@upkeep/core"
 * const made = Process.make(standard)
 * const table = made._tag === "Success" ? statuses(made.success) : ""
 * table.split("\n")[2]?.startsWith("| `open.registered.ours` | Registered |") // => true
 */
export const statuses = (process: Process.Process, options: PageOptions = {}): string => {
  const { languages } = process.profile
  const words = wordsIn(process, options)
  const { status, label, phase, turn, running, standing } = words
  const rows = Description.statuses(process, options.way).map((row) => [
    asCode(row.status),
    ...languages.map((language) => inText(row.labels[language] ?? "")),
    words.phases[row.phase],
    row.turn === null ? "" : words.owners[row.turn],
    row.running.map(asCode).join(", "),
    row.standing.map(asCode).join(", "),
  ])
  return tableOf([status, ...languages.map(label), phase, turn, running, standing], rows)
}

/**
 * The matrix of a way: a row for each command, a column for the statuses in which the same is
 * allowed to the same, which a list before it names.
 *
 * @example
 * import { Process, standard } from "@upkeep/core"
 * const made = Process.make(standard)
 * const text = made._tag === "Success" ? matrix(made.success) : ""
 * text.includes("| `register` | c a r |") // => true
 */
export const matrix = (process: Process.Process, options: PageOptions = {}): string => {
  const { columns, rows } = Description.matrix(process, options.way)
  const words = wordsIn(process, options)
  const list = columns.map(
    (statuses, index) =>
      `${index + 1}. ${statuses.length === 0 ? words.before : namesOf(process, statuses, options)}`,
  )
  const cells = rows.map(({ command, step, move, cells }) => [
    [command, ...(step === undefined ? [] : [step, move ?? ""])].map(asCode).join(" "),
    ...cells.map((who) => who.map((kind) => kind.slice(0, 1)).join(" ")),
  ])
  const head = [words.command, ...columns.map((_, index) => `${index + 1}`)]
  return [...list, "", tableOf(head, cells)].join("\n")
}

/**
 * The description of a process for its customers, as a section of a page; undefined in a language
 * for which there are no words.
 *
 * @example
 * import { Process, standard } from "@upkeep/core"
 * const made = Process.make(standard)
 * const text = made._tag === "Success" ? description(made.success, "en") : ""
 * text?.split("\n")[0] // => "## How Support handles your requests"
 */
export const description = (process: Process.Process, language: string): string | undefined => {
  const page = Description.forCustomers(process, language)
  if (page === undefined) return undefined
  const sections = page.sections.flatMap(({ title, lead, items, text }) => [
    `### ${inText(title)}`,
    ...(lead === undefined ? [] : [inText(lead)]),
    ...(items.length === 0 ? [] : [items.map((item) => `- ${inText(item)}`).join("\n")]),
    ...text.map(inText),
  ])
  return [`## ${inText(page.title)}`, ...sections].join("\n\n")
}

/** What a page is made with; `picture` is where the chart lies as SVG, drawn as Mermaid else. */
export interface WholePageOptions {
  readonly language?: string
  readonly picture?: string
}

/** Everything about a process as one page: its chart, its description, its tables, way by way. */
export const page = (process: Process.Process, options: WholePageOptions = {}): string => {
  const words = wordsIn(process, options)
  const { desk } = process.profile
  const descriptions = Description.languages(process).flatMap(
    (language) => description(process, language) ?? [],
  )
  return [
    `# ${inText(desk.name)}`,
    `${words.process} ${asCode(process.ref)}. ${words.generated}`,
    `## ${words.chart}`,
    ...(options.picture === undefined
      ? ofWays(process, options, (way) => fenced(process, way))
      : [`![${words.chart}](${encodeURI(options.picture)})`]),
    ...descriptions,
    `## ${words.statuses}`,
    words.statusesNote,
    ...ofWays(process, options, (way) => statuses(process, way)),
    `## ${words.matrix}`,
    `${words.who}. ${words.matrixNote}`,
    ...ofWays(process, options, (way) => matrix(process, way)),
    ...(options.picture === undefined
      ? []
      : [`## ${words.mermaid}`, ...ofWays(process, options, (way) => fenced(process, way))]),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n")
}

const fenced = (process: Process.Process, options: PageOptions): string =>
  `\`\`\`mermaid\n${mermaid(Description.chart(process, options))}\`\`\``

// Each way under the names of its request types; one alone needs no name.
const ofWays = (
  process: Process.Process,
  { language }: WholePageOptions,
  told: (options: PageOptions) => string,
): ReadonlyArray<string> => {
  const spoken = Process.languageOf(process, language)
  const ways = Description.ways(process)
  return ways.flatMap(({ requestTypes }) => {
    const [way = ""] = requestTypes
    const text = told({ way, language: spoken })
    if (ways.length === 1) return [text]
    const types = Description.chart(process, { way, language: spoken }).requestTypes.map(inText)
    return [`### ${wordsFor(spoken).way(types.join(", "))}`, text]
  })
}

const wordsIn = (process: Process.Process, { language }: WholePageOptions): Words =>
  wordsFor(Process.languageOf(process, language))

// Statuses of one state in which only the turn differs are told by the state.
const namesOf = (
  process: Process.Process,
  statuses: ReadonlyArray<string>,
  { language }: PageOptions,
): string => {
  const spoken = Process.languageOf(process, language)
  const states = new Map<string, string>()
  for (const status of statuses) {
    const [phase = "", state = "", turn] = status.split(".")
    states.set(state, `${phase}.${state}${turn === undefined ? "" : ".*"}`)
  }
  return [...states]
    .map(([id, code]) => `${inText(Process.wordFor(process, id, spoken) ?? id)} ${asCode(code)}`)
    .join(", ")
}
