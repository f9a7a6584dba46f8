// upkeep calendar accept: somebody's yes to a list of holidays makes the calendar's next version.
import { acceptProposal } from "@upkeep/calendars"
import { Problem } from "@upkeep/core"
import { Result } from "effect"
import type { Options } from "../options.ts"
import { atOptions, listOf } from "./asked.ts"
import { named, readCalendar } from "./file.ts"
import { putNext } from "./next.ts"
import { proposalOf } from "./proposal.ts"
import { note } from "../put.ts"

/** Puts the calendar with the list of the fingerprint; where it comes from is told beside it. */
export const accept = (argument: string | undefined, options: Options): void => {
  const file = named(argument, "accept FILE --country CODE --years LIST --fingerprint …")
  const { said } = options
  const accepted = Result.flatMap(proposalOf(options), (proposal) =>
    acceptProposal(proposal, {
      acceptedBy: said("by") ?? "",
      fingerprint: said("fingerprint") ?? "",
      without: listOf(said("without")),
    }),
  )
  const list = Result.mapError(atOptions(options, accepted), (problems) => problems.map(unseen))
  putNext({
    file: readCalendar(file),
    exceptions: Result.map(list, ({ exceptions }) => exceptions),
    options,
    needs: ["country", "years", "fingerprint", "by"],
  })
  note(`origin ${JSON.stringify(Result.getOrThrow(list).origin)}`)
}

// A fingerprint is taken from the list that was looked at, and from no message.
const unseen = (problem: Problem.Problem): Problem.Problem =>
  problem.code === "proposal-changed"
    ? Problem.within(problem.path, { ...problem, path: "", expected: sameList })
    : problem

const sameList =
  "the fingerprint of this list as it is now: look at it by upkeep calendar holidays, with the same options"
