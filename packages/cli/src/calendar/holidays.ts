// upkeep calendar holidays: a country's holidays as a list to look at before it is accepted.
import { describeProposal } from "@upkeep/calendars"
import type { Options } from "../options.ts"
import { print } from "../output.ts"
import { UsageError } from "../UsageError.ts"
import { proposalOf } from "./proposal.ts"
import { settled } from "./settled.ts"

/** Prints the list with its fingerprint, by which `accept` takes exactly this one. */
export const holidays = (argument: string | undefined, options: Options): void => {
  if (argument !== undefined)
    throw new UsageError(`got ${argument}, expected: upkeep calendar holidays --country CODE …`)
  const proposal = settled(proposalOf(options), { options, needs: ["country", "years"] })
  print(options.json ? JSON.stringify(proposal) : describeProposal(proposal).trimEnd())
}
