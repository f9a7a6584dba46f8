// What `createDesk` is given: checked by name and by shape, all of it at once.
import { Layer, Predicate, Schema } from "effect"
import type { DirectoryAdapter } from "../port/MemoryDirectory.ts"
import type { NotifierAdapter } from "../port/Notifier.ts"
import type { StorageAdapter } from "../port/StorageAdapter.ts"
import * as Problem from "../problem/Problem.ts"
import { Name } from "../ticket/Text.ts"

/** What a desk is made of; everything has a default. */
export interface DeskOptions {
  /** A profile, as data. Default: what the store was last run with, else the standard process. */
  readonly process?: unknown
  /** Default: memory, which is lost with the process. */
  readonly storage?: StorageAdapter
  /**
   * The channels by which people are told; without any, nobody is told and answers count at once.
   */
  readonly notify?: ReadonlyArray<NotifierAdapter>
  /** Channels whose notifiers run in another process on the same store. Default: none. */
  readonly channels?: ReadonlyArray<string>
  /** Who people are. Default: nobody is known, and anyone may be assigned. */
  readonly directory?: DirectoryAdapter
  /** The tenant of this desk. Default: `default`. */
  readonly tenant?: string
  /**
   * Whose due work the background does: that of the tenants whose desks were opened here (default),
   * or of every tenant of the store.
   */
  readonly serve?: "opened" | "all"
  /**
   * Whether opening a desk publishes its process. Default: true. False is for a look at what is
   * there: on the process that a tenant was last run with, and `process` is not taken; a tenant for
   * which no desk was opened yet is refused (`unknown-tenant`) and not made.
   */
  readonly publish?: boolean
  /** Whether due work is done in the background. Default: true; else call `work`. */
  readonly background?: boolean
  /**
   * The most commands that are open at one time, from 1 on: above it they are refused before any
   * work (`Overloaded`, P13). Default: 4,096.
   */
  readonly maxOpenCommands?: number
  /** The time in epoch milliseconds. Default: the store's clock, else the host's (P9). */
  readonly now?: () => number
}

type Found = Parameters<typeof Problem.make>[0]

/** Everything that is wrong with the options themselves; a profile is checked on its own. */
export const optionProblems = (options: unknown): ReadonlyArray<Problem.Problem> => {
  if (!Predicate.isObject(options))
    return [wrong("", options, "an object, or nothing")].map(Problem.make)
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(shapes, name))
  return [
    ...unknown.map((name) => ({
      code: "unknown-field",
      path: Problem.pathOf([name]),
      got: name,
      expected: `one of ${Object.keys(shapes).join(", ")}`,
    })),
    ...Object.entries(shapes).flatMap(([name, shape]) => {
      const value = Object.hasOwn(options, name) ? options[name] : undefined
      return value === undefined ? [] : shape(name, value)
    }),
    ...unpublished(options),
  ].map(Problem.make)
}

// A desk that publishes nothing would open tickets on a process that is not in the store.
const unpublished = (options: object): ReadonlyArray<Found> =>
  "publish" in options &&
  options.publish === false &&
  "process" in options &&
  options.process !== undefined
    ? [{ code: "invalid-value", path: "process", got: "a process", expected: noProcess }]
    : []

const noProcess = "none where publish is false: it is the one that the tenant was last run with"

const wrong = (path: string, got: unknown, expected: string): Found => ({
  code: "wrong-type",
  path,
  got,
  expected,
})

type Shape = (path: string, value: unknown) => ReadonlyArray<Found>

const is =
  (expected: string, holds: (value: unknown) => boolean): Shape =>
  (path, value) =>
    holds(value) ? [] : [wrong(path, value, expected)]

const isAdapter = (value: unknown): boolean =>
  Predicate.isObject(value) && typeof value["name"] === "string" && Layer.isLayer(value["layer"])

const isNotifier = (value: unknown): boolean =>
  isAdapter(value) && Predicate.isObject(value) && isName(value["channel"])

// Channels are keys of letters, and stores are asked by them.
const isName = Schema.is(Name)

const notifiers: Shape = (path, value) => {
  if (!Array.isArray(value)) return [wrong(path, value, "a list of notifiers")]
  const channels = value.map((each: unknown) => (Predicate.isObject(each) ? each["channel"] : each))
  return value.flatMap((each: unknown, index) => {
    const at = `${path}[${index}]`
    if (!isNotifier(each)) return [wrong(at, each, "a notifier, such as email({ … }) returns")]
    const expected = "one notifier for each channel"
    const first = channels.indexOf(channels[index]) === index
    return first ? [] : [{ code: "duplicate-name", path: at, got: channels[index], expected }]
  })
}

const shapes: { readonly [name in keyof Required<DeskOptions>]: Shape } = {
  process: () => [],
  storage: is("a storage adapter, such as sqlite({ file }) returns", isAdapter),
  notify: notifiers,
  channels: is("a list of names", (value) => Array.isArray(value) && value.every(isName)),
  directory: is("a directory adapter, such as directory({ … }) returns", isAdapter),
  tenant: is("text", isText),
  serve: is("opened or all", (value) => value === "opened" || value === "all"),
  publish: is("true or false", (value) => typeof value === "boolean"),
  background: is("true or false", (value) => typeof value === "boolean"),
  maxOpenCommands: is("a whole number from 1 on", isCount),
  now: is("a function that gives epoch milliseconds", isClock),
}

function isText(value: unknown): value is string {
  return typeof value === "string"
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1
}

function isClock(value: unknown): boolean {
  if (typeof value !== "function") return false
  const now: unknown = value()
  return typeof now === "number" && Number.isFinite(now) && now >= 0
}
