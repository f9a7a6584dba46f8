// An option whose value is one of a few words.
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import type { OptionName, Options } from "./options.ts"

/** The word that was chosen, or that it is none of them; undefined where nothing was said. */
export const choiceOf = <A extends string>(
  { said, setBy }: Pick<Options, "said" | "setBy">,
  name: OptionName,
  choices: ReadonlyArray<A>,
): Result.Result<A | undefined, ReadonlyArray<Problem.Problem>> => {
  const got = said(name)
  const chosen = choices.find((choice) => choice === got)
  if (got === undefined || chosen !== undefined) return Result.succeed(chosen)
  const expected = `one of ${choices.join(", ")}`
  return Result.fail([Problem.make({ code: "unknown-value", path: setBy(name), got, expected })])
}
