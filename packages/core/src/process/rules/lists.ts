// The lists of a profile: something in each that needs it, and no id twice.
import type { Profile } from "../Profile.ts"
import { repeated, type Rule } from "../rule.ts"

export const someEntries: Rule = (profile) =>
  (["languages", "channels", "requestTypes", "lines"] as const)
    .filter((name) => profile[name].length === 0)
    .map((name) => ({
      code: "empty",
      path: name,
      got: profile[name],
      expected: "at least one entry",
    }))

/** Those of the steps and their moves are judged with their places on the ways. */
export const distinctIds: Rule = (profile) =>
  Object.entries(listsOf(profile)).flatMap(([name, entries]) =>
    repeated(entries.map(({ id }) => id)).map((index) => ({
      code: "duplicate-name",
      path: `${name}[${index}].id`,
      got: entries[index]?.id,
      expected: "an id that no other entry has",
    })),
  )

const listsOf = (profile: Profile): { [name: string]: ReadonlyArray<{ readonly id: string }> } => {
  const { requestTypes, priorities = [], impacts = [], urgencies = [], fields = [] } = profile
  const { environments, lines, policy } = profile
  const choices = fields.map((field, index) => [`fields[${index}].choices`, field.choices ?? []])
  return {
    requestTypes,
    priorities,
    impacts,
    urgencies,
    environments,
    fields,
    ...Object.fromEntries(choices),
    lines,
    "policy.clocks": policy.clocks,
  }
}
