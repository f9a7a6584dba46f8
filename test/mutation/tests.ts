// The words of vitest that the tests of core use, as a list: what is run is chosen for each mutant.
import { format } from "node:util"

export { expect } from "vitest"

type Body = () => unknown

/** A test, with the titles of what it stands in before its own. */
export interface Test {
  readonly title: string
  readonly body: Body
}

const separator = " > "

let collected: ReadonlyArray<Test> = []
let path: ReadonlyArray<string> = []

/** The tests that a file defines while it is loaded. */
export const collect = async (load: () => Promise<unknown>): Promise<ReadonlyArray<Test>> => {
  collected = []
  await load()
  return collected
}

type Define = (title: string, body: Body) => void

const define: Define = (title, body) => {
  collected = [...collected, { title: [...path, title].join(separator), body }]
}

const group: Define = (title, body) => {
  const outer = path
  path = [...path, title]
  body()
  path = outer
}

const nothing: Define = () => {}

// A row that is no list is the only argument; the number tells rows of one title apart.
const eachOf =
  (into: Define) =>
  (rows: ReadonlyArray<unknown>) =>
  (title: string, body: (...row: ReadonlyArray<unknown>) => unknown): void => {
    for (const [index, row] of rows.entries()) {
      const values: ReadonlyArray<unknown> = Array.isArray(row) ? row : [row]
      into(`${format(title, ...values)} (${index})`, () => body(...values))
    }
  }

const withWays = (into: Define) =>
  Object.assign((title: string, body: Body) => into(title, body), {
    each: eachOf(into),
    skipIf: (isSkipped: boolean): Define => (isSkipped ? nothing : into),
  })

export const describe = withWays(group)
export const it = withWays(define)
