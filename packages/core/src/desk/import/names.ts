// What the old desk called things, and what this one calls them.
import { Result, Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import * as Problem from "../../problem/Problem.ts"
import type { Profile } from "../../process/Profile.ts"
import { Name } from "../../ticket/Text.ts"

const renamed = Schema.optionalKey(Schema.Record(Name, Name))

/** The names of an old desk that are others here; a name that is not among them stays. */
export const Names = Schema.Struct({
  types: renamed,
  channels: renamed,
  priorities: renamed,
  lines: renamed,
  environments: renamed,
  people: renamed,
  /** What the numbers of the tickets get in front of them. */
  numberPrefix: Schema.optionalKey(
    Schema.String.check(
      Schema.makeFilter((prefix: string) => /^[A-Za-z0-9-]{1,16}$/.test(prefix), {
        code: "invalid-name",
        expected: "1 to 16 letters, digits and -",
      }),
    ),
  ),
})
export type Names = typeof Names.Type

const known = ["types", "channels", "priorities", "lines", "environments"] as const

/** Names of which the process knows all that there are. */
export type Known = (typeof known)[number]

type Problems = ReadonlyArray<Problem.Problem>

const codes = {
  types: "unknown-request-type",
  channels: "unknown-channel",
  priorities: "unknown-priority",
  lines: "unknown-line",
  environments: "unknown-environment",
} as const satisfies { readonly [what in Known]: string }

const decode = Decode.strict(Names)

/** Checks a map of names, against the process for which it is made where that is known. */
export const namesOf = (
  input: unknown,
  profile: Profile | undefined,
): Result.Result<Names, Problems> =>
  Result.flatMap(decode(input), (names) => {
    if (profile === undefined) return Result.succeed(names)
    const problems = known.flatMap((what) =>
      Object.entries(names[what] ?? {}).flatMap(([old, id]) =>
        unknown(profile, what, id, Problem.pathOf([what, old])),
      ),
    )
    return problems.length === 0 ? Result.succeed(names) : Result.fail(problems)
  })

/** What this desk calls something. */
export const renamedBy = (names: Names, what: Known | "people", old: string): string => {
  const entries = names[what] ?? {}
  return Object.hasOwn(entries, old) ? (entries[old] ?? old) : old
}

/** A problem where the process does not know a name. */
export const unknown = (profile: Profile, what: Known, got: string, path: string): Problems => {
  const ids = idsOf(profile, what)
  if (ids.includes(got)) return []
  const expected = `one of ${ids.join(", ") || "none"}, or a map that says which`
  return [Problem.make({ code: codes[what], path, got, expected })]
}

const idsOf = (profile: Profile, what: Known): ReadonlyArray<string> => {
  const listed = {
    types: profile.requestTypes,
    priorities: profile.priorities ?? [],
    lines: profile.lines,
    environments: profile.environments,
  }
  return what === "channels" ? profile.channels : listed[what].map(({ id }) => id)
}
