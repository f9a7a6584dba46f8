// The list of holidays that a call asks for.
import { type HolidayProposal, proposeHolidays } from "@upkeep/calendars"
import type { Result } from "effect"
import type { Options } from "../options.ts"
import { atOptions, yearsOf } from "./asked.ts"
import type { Problems } from "./settled.ts"

/** The list of a country, or everything that is wrong with the question. */
export const proposalOf = (options: Options): Result.Result<HolidayProposal, Problems> => {
  const { said } = options
  const [state, region, language] = [said("state"), said("region"), said("language")]
  const proposal = proposeHolidays({
    country: said("country") ?? "",
    years: yearsOf(options),
    ...(state === undefined ? {} : { state }),
    ...(region === undefined ? {} : { region }),
    ...(language === undefined ? {} : { language }),
  })
  return atOptions(options, proposal)
}
