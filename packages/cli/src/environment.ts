// The environment of a call: a mistyped variable is a mistake, and no default in silence.
import { Problem } from "@upkeep/core"
import { type Options, variables } from "./options.ts"
import { SettingsError } from "./SettingsError.ts"

/** A problem for each variable that nobody knows. Its value may be a token, and is not shown. */
export const environmentProblems = ({
  strangers,
}: Pick<Options, "strangers">): ReadonlyArray<Problem.Problem> =>
  strangers.map((got) =>
    Problem.make({ code: "unknown-field", path: "environment", got, expected }),
  )

const expected = `one of ${variables.join(", ")}`

/** Refuses an environment with such variables as `SettingsError`. */
export const checkEnvironment = (options: Pick<Options, "strangers">): void => {
  const problems = environmentProblems(options)
  if (problems.length > 0) throw new SettingsError(problems)
}
