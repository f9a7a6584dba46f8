// Runs tests against mutants for Stryker, in one process. Everything of ours is loaded anew for
// each mutant, in a tenth of a second: no mutant leaves anything to the next, and one in what runs
// when a file is loaded is judged like any other.
import { globSync } from "node:fs"
import { join } from "node:path"
import { freshly } from "./fresh.ts"
import { collect, type Test } from "./tests.ts"

/** How often each mutant is reached, by its id. */
type Counts = Readonly<Record<string, number>>

interface Coverage {
  readonly static: Counts
  readonly perTest: Readonly<Record<string, Counts>>
}

/** What the sources with mutants in them read and write. */
interface Switch {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number
  hitLimit?: number | undefined
  mutantCoverage?: Coverage
}

const state: Switch = {}
Object.assign(globalThis, { __stryker__: state })

interface Ran {
  readonly id: string
  readonly name: string
  readonly fileName: string
  readonly timeSpentMs: number
  /** As Stryker counts: 0 passed, 1 failed. */
  readonly status: 0 | 1
  readonly failureMessage: string
}

/** What Stryker asks about a mutant. */
interface Asked {
  readonly activeMutant: { readonly id: string }
  readonly testFilter?: ReadonlyArray<string>
  readonly hitLimit?: number
}

/** Files that start processes, or ask people's eyes; other ways of counting, which take minutes. */
const noFiles = [
  "**/*.{integration,oracle}.test.ts",
  "**/{vectors,oracle}/**",
  "**/explanation*.test.ts",
]

/** Titles of what starts processes, counts what many cases reach, or is large in itself. */
const noTitles = [/ > these walks /, /on a server in any other zone/, /a million entries/]

/** Whether what a test builds is used by those after it in its file, which then reach it too. */
const isRemembered = process.env["MUTATION_REMEMBERED"] === "yes"

const mark = "#"
const fileOf = (id: string): string => id.slice(0, id.indexOf(mark))

// How quick code with mutants in it is says nothing: no time passes for the tests that measure it.
const now = performance.now.bind(performance)
performance.now = () => 0

type Load = (file: string) => Promise<ReadonlyMap<string, Test>>

/** Loads files of tests, each once, with all that they import. */
const loading = (): Load => {
  const at = freshly()
  const loaded = new Map<string, ReadonlyMap<string, Test>>()
  return async (file) => {
    const known = loaded.get(file)
    if (known !== undefined) return known
    const all = await collect(() => import(at(join(process.cwd(), file))))
    const tests = all.filter(({ title }) => !noTitles.some((one) => one.test(title)))
    const byId = new Map(
      tests.map((test, index) => [`${file}${mark}${index} ${test.title}`, test] as const),
    )
    loaded.set(file, byId)
    return byId
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

const ran = async (id: string, body: () => unknown): Promise<Ran> => {
  const start = now()
  const told = { id, name: id.slice(id.indexOf(mark) + 1), fileName: fileOf(id) }
  try {
    await body()
    return { ...told, timeSpentMs: now() - start, status: 0, failureMessage: "" }
  } catch (error) {
    return { ...told, timeSpentMs: now() - start, status: 1, failureMessage: messageOf(error) }
  }
}

interface Reached {
  readonly test: Ran
  /** By the test itself. */
  readonly running: Counts
  /** By its file, when that is loaded. */
  readonly loading: Counts
}

/** Runs all tests without a mutant, and tells which mutants each of them can notice. */
const dryRun = async () => {
  const all = globSync((process.env["MUTATION_TESTS"] ?? "").split(" "), { exclude: noFiles })
  const reached: Array<Reached> = []
  for (const file of all.toSorted()) reached.push(...(await reachedBy(file)))
  const tests = reached.map(({ test }) => test)
  return { status: "complete", tests, mutantCoverage: { static: {}, perTest: noticed(reached) } }
}

const reachedBy = async (file: string): Promise<ReadonlyArray<Reached>> => {
  const coverage: Coverage = { static: {}, perTest: {} }
  state.mutantCoverage = coverage
  const reached: Array<Reached> = []
  let before: Counts = {}
  for (const [id, { body }] of await loading()(file)) {
    state.currentTestId = id
    const test = await ran(id, body)
    state.currentTestId = undefined
    const running = { ...before, ...coverage.perTest[id] }
    if (isRemembered) before = running
    reached.push({ test, running, loading: coverage.static })
  }
  return reached
}

/**
 * By each test the mutants that it reaches; of those that no test reaches, what its file reaches at
 * load. Files of quick tests come first, and Stryker keeps the order.
 */
const noticed = (reached: ReadonlyArray<Reached>): Readonly<Record<string, Counts>> => {
  const run = new Set(reached.flatMap(({ running }) => Object.keys(running)))
  const spent = Map.groupBy(reached, ({ test }) => test.fileName)
  const spentIn = ({ test }: Reached) =>
    (spent.get(test.fileName) ?? []).reduce((sum, each) => sum + each.test.timeSpentMs, 0)
  const atLoad = (counts: Counts) => Object.entries(counts).filter(([mutant]) => !run.has(mutant))
  const entries = reached
    .map((each) => ({ each, spent: spentIn(each) }))
    .toSorted((one, other) => one.spent - other.spent)
    .map(({ each }) => [
      each.test.id,
      { ...Object.fromEntries(atLoad(each.loading)), ...each.running },
    ])
  return Object.fromEntries(entries)
}

// Stryker allows a hundred times as many hits as all tests together need: minutes of a loop.
const loopsSooner = 20

const mostKillers = 20
let killers: ReadonlyArray<string> = []

// What killed the mutants just before mostly kills their neighbour too.
const likeliestFirst = (ids: ReadonlyArray<string>): ReadonlyArray<string> => {
  const asked = new Set(ids)
  return [...new Set([...killers.filter((id) => asked.has(id)), ...ids])]
}

/** Tests a mutant until one test fails. That a file cannot be loaded with it is a failure too. */
const mutantRun = async ({ activeMutant, testFilter = [], hitLimit: allowed }: Asked) => {
  const hitLimit = allowed === undefined ? undefined : Math.ceil(allowed / loopsSooner)
  Object.assign(state, { activeMutant: activeMutant.id, hitCount: 0, hitLimit })
  const load = loading()
  for (const [index, id] of likeliestFirst(testFilter).entries()) {
    const { status, failureMessage } = await ran(id, async () => {
      const test = (await load(fileOf(id))).get(id)
      if (test === undefined) throw new Error("the test is there no more")
      await test.body()
    })
    const { hitCount = 0 } = state
    if (hitLimit !== undefined && hitCount > hitLimit)
      return { status: "timeout", reason: `reached ${hitCount} times` }
    if (status === 0) continue
    killers = [id, ...killers.filter((one) => one !== id)].slice(0, mostKillers)
    return { status: "killed", killedBy: [id], failureMessage, nrOfTests: index + 1 }
  }
  return { status: "survived", nrOfTests: testFilter.length }
}

const runner = () => ({
  capabilities: () => ({ reloadEnvironment: true }),
  dryRun,
  mutantRun,
})

/** What Stryker takes from this file. */
export const strykerPlugins = [{ kind: "TestRunner", name: "upkeep", factory: runner }]
