// A process, described: what runs is what is drawn and told. Everything here is read off the
// process itself; nothing is written by hand.
import type { Process } from "../process/Process.ts"
import { type Chart, type ChartOptions, chartOf } from "./chart.ts"
import { type CustomerPage, pageOf, spokenBy } from "./customers/page.ts"
import { type Matrix, matrixOf } from "./matrix.ts"
import { type StatusRow, statusesOf } from "./statuses.ts"
import { type Way, wayOf, waysOf } from "./ways.ts"

export type { Chart, ChartArrow, ChartOptions, ChartState, ChartTurn } from "./chart.ts"
export type { ChartWords } from "./chart/words.ts"
export type { CustomerPage } from "./customers/page.ts"
export type { Section } from "./customers/section.ts"
export type { Matrix, MatrixRow, Who } from "./matrix.ts"
export type { StatusRow } from "./statuses.ts"
export type { Way } from "./ways.ts"

/**
 * The ways of a process, each with the request types that go it, in the order of the types.
 *
 * @example
 * const process = Process.make(mixvel)
 * process._tag === "Success"
 *   ? Description.ways(process.success).map(({ requestTypes }) => requestTypes)
 *   : [] // => [["support"], ["development"]]
 */
export const ways = (process: Process): ReadonlyArray<Way> => waysOf(process)

/**
 * The way of a request type; for none, or one that the process does not know, the way with the most
 * statuses (of several the first), which is what is drawn where nobody says which.
 */
export const way = (process: Process, requestType?: string): Way => wayOf(process, requestType)

/**
 * The chart of a way: its states, whose move it can be, and its arrows, each told once with all the
 * states that it leads from. The `way` is that of a request type, by default the longest; the
 * `language` is one of the process, by default its first.
 *
 * @example
 * const process = Process.make(standard)
 * const chart = process._tag === "Success" ? Description.chart(process.success) : undefined
 * chart?.arrows.filter(({ signal }) => signal === "Disputed").map(({ from, to }) => ({ from, to }))
 * // => [{ from: ["awaitingWord", "heard"], to: "solving" }]
 */
export const chart = (process: Process, options?: ChartOptions): Chart => chartOf(process, options)

/**
 * The statuses of a way (by default of the longest): what each is called in every language of the
 * process, whose move it is, and the clocks that can run, or can have begun and stand, there. A
 * clock is named where some order of commands leads to it, so it may be rare.
 *
 * @example
 * const process = Process.make(businessConnect)
 * const rows = process._tag === "Success" ? Description.statuses(process.success) : []
 * rows.find(({ status }) => status === "open.diagnosing.customers")?.standing // => ["resolution"]
 */
export const statuses = (process: Process, requestType?: string): ReadonlyArray<StatusRow> =>
  statusesOf(process, requestType)

/**
 * Who may do what where, on a way (by default on the longest), as the desk asks it before it looks
 * at the data of a command: which kind of actor, and whether the status allows it. A command may
 * still be refused for what it says. The first column is that of a request which is no ticket yet.
 *
 * @example
 * const process = Process.make(standard)
 * const matrix = process._tag === "Success" ? Description.matrix(process.success) : undefined
 * const place = matrix?.columns.findIndex((statuses) => statuses.includes("completed.heard")) ?? 0
 * matrix?.rows.find(({ command }) => command === "rule")?.cells[place] // => ["agent"]
 */
export const matrix = (process: Process, requestType?: string): Matrix =>
  matrixOf(process, requestType)

/**
 * The languages of a process in which its description for customers can be told: Russian and
 * English, where it has them.
 */
export const languages = (process: Process): ReadonlyArray<string> =>
  spokenBy(process).map(({ tag }) => tag)

/**
 * The description of a process for its customers, in one of `languages`; undefined in others.
 *
 * @example
 * const made = Process.make(standard)
 * const page = made._tag === "Success" ? Description.forCustomers(made.success, "en") : undefined
 * page?.sections[0]?.items[0] // => "By e-mail: support@example.com"
 */
export const forCustomers = (process: Process, language: string): CustomerPage | undefined =>
  pageOf(process, language)
