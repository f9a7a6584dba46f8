// What differs between two versions of a process: for people who decide whether to publish one, and
// for programs.
import { type Change, changesOf } from "./diff/changes.ts"
import { type Moving, movingOf, type WayChange, wayChanges } from "./diff/charts.ts"
import { changeLines, skippingLines, strandedLines, wayLines } from "./diff/text.ts"
import type { Process } from "./Process.ts"

export type { Change } from "./diff/changes.ts"
export type { Arrow, Pair, Skipping, WayChange, Where } from "./diff/charts.ts"

/** What differs; what would become of tickets concerns those that are not closed. */
export interface Diff extends Moving {
  /** `id@version` of both. */
  readonly before: string
  readonly after: string
  /** In the profiles, their versions apart. */
  readonly changes: ReadonlyArray<Change>
  /** In the charts of request types that both have. */
  readonly ways: ReadonlyArray<WayChange>
  /** Request types that are gone. */
  readonly gone: ReadonlyArray<string>
}

/**
 * What differs between two processes.
 *
 * @example
 * const before = Process.make(standard)
 * const after = Process.make({ ...standard, version: "9", lines: standard.lines.slice(0, 1) })
 * before._tag === "Success" && after._tag === "Success"
 *   ? Diff.make(before.success, after.success).stranded
 *   : [] // => [{ requestType: "request", state: "escalated" }]
 */
export const make = (before: Process, after: Process): Diff => {
  const { lifecycles: ways } = after
  return {
    before: before.ref,
    after: after.ref,
    changes: changesOf(before.profile, after.profile).filter(({ path }) => path[0] !== "version"),
    ways: wayChanges(before.lifecycles, ways),
    gone: [...before.lifecycles.keys()].filter((requestType) => !ways.has(requestType)),
    ...movingOf(before.lifecycles, ways, after.profile.places),
  }
}

/** What differs, in lines for people: `+` is new, `-` is gone, `~` is another. */
export const text = (diff: Diff): ReadonlyArray<string> => {
  const { before, after, changes, ways, gone, stranded, skipping } = diff
  const isGone = (requestType: string) => gone.includes(requestType)
  const lines = [
    ...titled("In the profile", changeLines(changes)),
    ...titled("On the way of requests", ways.flatMap(wayLines)),
    ...titled("No place for tickets of", strandedLines(stranded, isGone)),
    ...titled("Steps that would be skipped by tickets of", skippingLines(skipping)),
  ]
  return [`${before} → ${after}`, ...(lines.length === 0 ? ["nothing differs"] : lines)]
}

const titled = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)]
