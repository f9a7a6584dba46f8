// The matrix of priorities: one for every impact and urgency, and none for anything else.
import * as Problem from "../../problem/Problem.ts"
import type { Profile } from "../Profile.ts"
import { type Found, type Rule, unknownName } from "../rule.ts"

export const wholeMatrix: Rule = (profile) => {
  const { priorityMatrix } = profile
  if (priorityMatrix === undefined) return []
  const absent = (["impacts", "urgencies", "priorities"] as const)
    .filter((name) => (profile[name] ?? []).length === 0)
    .map((name) => ({
      code: "missing-field",
      path: name,
      got: profile[name],
      expected: "what the priorityMatrix is made of",
    }))
  return absent.length > 0 ? absent : cellFaults(profile, priorityMatrix)
}

type Matrix = NonNullable<Profile["priorityMatrix"]>

const cellFaults = (profile: Profile, matrix: Matrix): ReadonlyArray<Found> => {
  const impacts = idsOf(profile.impacts)
  const urgencies = idsOf(profile.urgencies)
  const priorities = idsOf(profile.priorities)
  const rows = Object.entries(matrix)
  const given = new Map(
    rows.flatMap(([impact, row]) =>
      Object.entries(row).map(
        ([urgency, priority]) => [pathOf(impact, urgency), priority] as const,
      ),
    ),
  )
  const pairs = impacts.flatMap((impact) => urgencies.map((urgency) => pathOf(impact, urgency)))
  return [
    ...rows.flatMap(([impact, row]) => [
      ...unknownName("unknown-impact", pathOf(impact), impact, impacts),
      ...Object.keys(row).flatMap((urgency) =>
        unknownName("unknown-urgency", pathOf(impact, urgency), urgency, urgencies),
      ),
    ]),
    ...[...given].flatMap(([path, got]) => unknownName("unknown-priority", path, got, priorities)),
    ...pairs
      .filter((path) => !given.has(path))
      .map((path) => ({ code: "missing-field", path, got: undefined, expected: "a priority" })),
  ]
}

const pathOf = (...keys: ReadonlyArray<string>): string =>
  Problem.pathOf(["priorityMatrix", ...keys])

const idsOf = (list: ReadonlyArray<{ readonly id: string }> = []) => list.map(({ id }) => id)
