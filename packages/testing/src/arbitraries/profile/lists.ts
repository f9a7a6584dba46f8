// The lists of arbitrary profiles: fields, priorities, lines, request types.
import type { Profile } from "@upkeep/core"
import fc from "fast-check"
import { ownSwitches } from "./ways.ts"

type Field = NonNullable<Profile["fields"]>[number]
export type Words = (words: string) => { readonly [language: string]: string }

/** Entries with an id and labels. */
export const labelled = (ids: ReadonlyArray<string>, words: Words) =>
  ids.map((id) => ({ id, labels: words(id) }))

export const plannedFields = fc.subarray([
  "text",
  "choice",
  "number",
  "period",
  "environment",
  "version",
  "versionRange",
  "file",
  "person",
] as const)

/** A field of each kind. */
export const fieldsOf = (kinds: ReadonlyArray<Field["kind"]>, words: Words): ReadonlyArray<Field> =>
  kinds.map((kind) => ({
    id: `${kind}Field`,
    kind,
    labels: words(`the ${kind}`),
    ...(kind === "choice" ? { choices: labelled(["some", "all"], words) } : {}),
    ...(kind === "number" ? { least: 0, most: 10 } : {}),
    ...(kind === "text" ? { most: 200 } : {}),
    ...(kind === "version" ? { scheme: "semver", role: "fixedIn" } : {}),
    ...(kind === "versionRange" ? { scheme: "semver", role: "affected" } : {}),
  }))

export const priorityIds = fc.constantFrom(
  [],
  ["only"],
  ["high", "low"],
  ["critical", "high", "normal", "low"],
)

/** The matrix of impacts and urgencies, for those who have priorities. */
export const matrixOf = (
  priorities: ReadonlyArray<string>,
  isThere: boolean,
  words: Words,
): Pick<Profile, "priorities" | "impacts" | "urgencies" | "priorityMatrix"> => {
  const [first, last = first] = [priorities[0], priorities.at(-1)]
  if (first === undefined || last === undefined) return {}
  if (!isThere) return { priorities: labelled(priorities, words) }
  return {
    priorities: labelled(priorities, words),
    impacts: labelled(["wide", "narrow"], words),
    urgencies: labelled(["now", "later"], words),
    priorityMatrix: { wide: { now: first, later: last }, narrow: { now: last, later: last } },
  }
}

/** Support lines, now and then some within one tier. */
export const plannedLines = fc.array(fc.option(fc.nat(2), { nil: undefined }), {
  minLength: 1,
  maxLength: 4,
})

export const linesOf = (tiers: ReadonlyArray<number | undefined>, words: Words): Profile["lines"] =>
  tiers.map((tier, index) => ({
    id: `line${index}`,
    labels: words(`line ${index}`),
    ...(tier === undefined ? {} : { tier }),
  }))

/** A request type before it is known which fields and priorities there are. */
export const plannedType = fc.record({
  own: ownSwitches,
  priority: fc.option(fc.nat(3)),
  /** Of each field whether it is not asked for, may be given, is wished for, is required. */
  asked: fc.array(fc.constantFrom(undefined, "fields", "wished", "required"), { maxLength: 12 }),
  change: fc.option(fc.constantFrom("request", "defect"), { freq: 4 }),
})
export type PlannedType = typeof plannedType extends fc.Arbitrary<infer A> ? A : never

/** What a request type says of fields and priorities. */
export const askedBy = (
  { asked, priority, change }: PlannedType,
  fields: ReadonlyArray<string>,
  priorities: ReadonlyArray<string>,
): Omit<Profile["requestTypes"][number], "id" | "labels" | "way"> => {
  const inList = (list: string) => fields.filter((_, index) => asked[index] === list)
  const preset = priorities[(priority ?? 0) % Math.max(1, priorities.length)]
  return {
    required: inList("required"),
    wished: inList("wished"),
    fields: inList("fields"),
    ...(priority === null || preset === undefined ? {} : { priority: preset }),
    ...(change === null ? {} : { change }),
  }
}
