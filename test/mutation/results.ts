// What the last run found, kept beside the tests: what survived, and how many did not.
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { cores } from "./cores.ts"

/** A small change that no test noticed. */
export interface Survivor {
  readonly file: string
  /** As it was when it was measured. */
  readonly line: number
  readonly original: string
  readonly replacement: string
}

/** What was found of a file. */
export interface Counted {
  readonly file: string
  readonly killed: number
  readonly survived: number
}

/** What was found of a part of the decision core. */
export interface Found {
  /** The day, in UTC. */
  readonly measured: string
  readonly files: ReadonlyArray<Counted>
  readonly survivors: ReadonlyArray<Survivor>
}

/** What was found, by the name of the part. */
export interface Result {
  readonly name: string
  readonly words: string
  readonly found: Found
}

interface Position {
  readonly line: number
  readonly column: number
}

interface Mutant {
  readonly status: string
  readonly replacement?: string
  readonly location: { readonly start: Position; readonly end: Position }
}

interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: ReadonlyArray<Mutant> }>
  >
}

/** A change that makes an endless loop was noticed too. */
const killing: ReadonlySet<string> = new Set(["Killed", "Timeout"])
const surviving: ReadonlySet<string> = new Set(["Survived", "NoCoverage"])

/** What a report in Stryker's form says. */
export const foundIn = (text: string, measured: string): Found => {
  const report: Report = JSON.parse(text)
  const files = Object.entries(report.files).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return {
    measured,
    files: files.map(([file, { mutants }]) => ({
      file,
      killed: mutants.filter(({ status }) => killing.has(status)).length,
      survived: mutants.filter(({ status }) => surviving.has(status)).length,
    })),
    survivors: files.flatMap(([file, { source, mutants }]) =>
      mutants
        .filter(({ status }) => surviving.has(status))
        .map(({ location: { start, end }, replacement = "" }) => ({
          file,
          line: start.line,
          original: oneLine(between(source, start, end)),
          replacement: oneLine(replacement),
        })),
    ),
  }
}

const between = (source: string, start: Position, end: Position): string => {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const offset = ({ line, column }: Position) => (starts[line - 1] ?? 0) + column - 1
  return source.slice(offset(start), offset(end))
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim()

/** The share of the mutants that a test noticed, in percent, rounded down to tenths. */
export const percentKilled = ({ files }: Pick<Found, "files">): number => {
  const sum = (of: "killed" | "survived") => files.reduce((total, file) => total + file[of], 0)
  const all = sum("killed") + sum("survived")
  return all === 0 ? 0 : Math.floor((1_000 * sum("killed")) / all) / 10
}

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`results/${name}.json`, import.meta.url))

/** Keeps what was found. */
export const write = (name: string, found: Found): void =>
  writeFileSync(pathOf(name), `${JSON.stringify(found, undefined, 2)}\n`)

/** What is kept, of the parts that were measured. */
export const allResults = (): ReadonlyArray<Result> =>
  cores
    .filter(({ name }) => existsSync(pathOf(name)))
    .map(({ name, words }) => ({
      name,
      words,
      found: JSON.parse(readFileSync(pathOf(name), "utf8")),
    }))
