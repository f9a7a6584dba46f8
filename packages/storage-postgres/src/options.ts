// Reads the options of `postgres(…)`: everything that is wrong with them is said at once.
import { StoreError } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Executor } from "./executor.ts"
import type { PgPool } from "./pool.ts"
import { isUrl, urlProblem } from "./url.ts"

/** `full`: what was accepted survives a crash of the server; `relaxed`: of the desk only. */
export type Durability = "full" | "relaxed"

/** Who brings the schema up to date: the desk at its start, or an operator by `upkeep migrate`. */
export type Migrate = "auto" | "never"

/** How long a statement may take before it is `busy`, in milliseconds. */
export const defaultStatementMillis = 10_000

/** The bounds of `statementMillis`. */
export const statementMillisBounds = { least: 100, most: 600_000 } as const

/** How many connections a pool of ours has at most. */
export const defaultConnections = 10

/** The most connections that may be asked for. */
export const connectionsAtMost = 1_000

/** PostgreSQL cuts longer names. */
export const schemaBytes = 63

/** Where a store lies and how careful it is. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; this, or `pool`, or `executor`. */
  readonly url?: string
  /** A pool of the package `pg`, which stays the host's: it is not closed with the desk. */
  readonly pool?: PgPool
  /** Whatever else the host has, in a few lines; without signals between processes. */
  readonly executor?: Executor
  /** The schema of its tables, made if absent; `upkeep` by default, at most 63 bytes, no `$`. */
  readonly schema?: string
  /** `auto` by default; `never` asks for no right to change the schema. */
  readonly migrate?: Migrate
  /**
   * `full` by default; `relaxed` gives up what a crash of the server may take (P1), and connections
   * of our own then do not wait for its disk.
   */
  readonly durability?: Durability
  /**
   * How long a statement on a connection of our own may take, in milliseconds: from 100 to
   * 600,000; 10,000 by default.
   */
  readonly statementMillis?: number
  /** The most connections of a pool of our own: from 1 to 1,000; 10 by default. */
  readonly connections?: number
  /**
   * Whether statements are prepared by name; true by default. False for a pooler that hands a
   * connection on between transactions and knows no prepared statements.
   */
  readonly prepare?: boolean
}

/** Where statements go. */
export type Source =
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "pool"; readonly pool: PgPool }
  | { readonly kind: "executor"; readonly executor: Executor }

/** What to open a store with. */
export interface Settings extends Required<Omit<PostgresOptions, "url" | "pool" | "executor">> {
  readonly source: Source
}

/** What to open a store with; whatever is no right options is refused as `cannot-open`. */
export const settingsOf = (options: unknown): Effect.Effect<Settings, StoreError.StoreError> => {
  if (!isObject(options)) return refused([said("the options", options, "an object with a url")])
  const { url, pool, executor, ...rest } = options
  const sources = [...sourcesOf({ url, pool, executor })]
  const problems = [...sourceProblems({ url, pool, executor }, sources), ...otherProblems(rest)]
  const [source] = sources
  if (problems.length > 0 || source === undefined) return refused(problems)
  return Effect.succeed({ ...defaults, ...given(rest), source })
}

const defaults = {
  schema: "upkeep",
  migrate: "auto",
  durability: "full",
  statementMillis: defaultStatementMillis,
  connections: defaultConnections,
  prepare: true,
} as const

type Named = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Named =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function* sourcesOf({ url, pool, executor }: Named): Generator<Source> {
  if (isUrl(url)) yield { kind: "url", url }
  if (isPool(pool)) yield { kind: "pool", pool }
  if (isExecutor(executor)) yield { kind: "executor", executor }
}

const sourceProblems = (named: Named, sources: ReadonlyArray<Source>): ReadonlyArray<string> => {
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  if (given.length === 0) return ["url: got nothing, expected a url, a pool or an executor"]
  const wrong = given
    .filter(([name]) => sources.every(({ kind }) => kind !== name))
    .map(([name, value]) =>
      name === "url" && typeof value === "string"
        ? `url: ${urlProblem(value)}`
        : said(name, value, expectedOf(name)),
    )
  const names = given.map(([name]) => name).join(" and ")
  return given.length === 1
    ? wrong
    : [...wrong, `${names}: got ${given.length} of them, expected one of url, pool, executor`]
}

const expectedOf = (name: string): string => {
  if (name === "url") return "text that begins with postgres:// and names a host"
  if (name === "pool") return "a Pool of the package pg"
  return "an object with the functions query and transaction"
}

const isPool = (value: unknown): value is PgPool =>
  isObject(value) && typeof value["connect"] === "function"

const isExecutor = (value: unknown): value is Executor =>
  isObject(value) &&
  typeof value["query"] === "function" &&
  typeof value["transaction"] === "function"

type Rest = Omit<Settings, "source">

const isRight: { readonly [name in keyof Rest]: (value: unknown) => value is Rest[name] } = {
  schema: (value): value is string => isSchemaName(value),
  migrate: (value): value is Migrate => value === "auto" || value === "never",
  durability: (value): value is Durability => value === "full" || value === "relaxed",
  statementMillis: (value): value is number =>
    isWhole(value, statementMillisBounds.least, statementMillisBounds.most),
  connections: (value): value is number => isWhole(value, 1, connectionsAtMost),
  prepare: (value): value is boolean => typeof value === "boolean",
}

/**
 * Whether a schema may have this name. The server's own begin with `pg_`, and it makes none of that
 * name. A dollar could end the body of a function, and a line break the comment of a script.
 */
export const isSchemaName = (value: unknown): value is string =>
  typeof value === "string" &&
  /^(?!pg_)[^$\p{Cc}]+$/u.test(value) &&
  Buffer.byteLength(value) <= schemaBytes

/** What is expected of the name of a schema. */
export const schemaExpected =
  `a name of 1 to ${schemaBytes} bytes that does not begin with pg_ and ` +
  "has neither $ nor control characters"

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most

const expected: { readonly [name in keyof Rest]: string } = {
  schema: schemaExpected,
  migrate: '"auto" or "never"',
  durability: '"full" or "relaxed"',
  statementMillis: "a whole number of milliseconds from 100 to 600,000",
  connections: "a whole number from 1 to 1,000",
  prepare: "true or false",
}

const isKnown = (name: string): name is keyof Rest => Object.hasOwn(isRight, name)

const otherProblems = (rest: Named): ReadonlyArray<string> =>
  Object.entries(rest).flatMap(([name, value]) => {
    if (!isKnown(name)) return [said(name, value, "no option of this name")]
    return value === undefined || isRight[name](value) ? [] : [said(name, value, expected[name])]
  })

const given = (rest: Named): Partial<Rest> =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))

/** The most characters of a wrong value that are shown. */
const shownCharacters = 64

const said = (where: string, value: unknown, expected: string): string =>
  `${where.slice(0, shownCharacters)}: got ${shown(value)}, expected ${expected}`

const shown = (value: unknown): string => {
  if (value === undefined) return "nothing"
  if (typeof value === "string") return JSON.stringify(value.slice(0, shownCharacters))
  if (typeof value === "number" || typeof value === "boolean" || value === null) return `${value}`
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`
}

const refused = (problems: ReadonlyArray<string>) =>
  Effect.fail(
    new StoreError.StoreError({
      reason: "cannot-open",
      detail: `postgres(…) was called with wrong options: ${problems.join("; ")}: correct them there`,
    }),
  )
