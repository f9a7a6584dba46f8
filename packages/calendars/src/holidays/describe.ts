// A proposal as a person reads it before accepting.
import { weekdayOn } from "../date.ts"
import type { HolidayProposal, ProposedHoliday } from "./proposal.ts"

/**
 * A proposal as a table of text: where it comes from, each date with its weekday, type and name,
 * what is uncertain, and the fingerprint with which `acceptProposal` takes exactly this list.
 *
 * @example
 * const { success: proposal } = proposeHolidays({ country: "DE", state: "BE", years: [2026] })
 * describeProposal(proposal).split("\n")[2]
 * // => "2026-01-01 thu  public      Neujahr"
 */
export const describeProposal = (proposal: HolidayProposal): string => {
  const { source, country, state, region, years, types, language } = proposal
  const place = [country, state, region].filter((part) => part !== undefined).join("-")
  const certain = proposal.holidays.map((each) => row(each, ""))
  const uncertain = proposal.uncertain.map((each) => row(each, `${each.start}-${each.end} `))
  return [
    `${place} ${years.join(", ")}: ${types.join(", ")} (${source.library} ${source.version}, ${language})`,
    `${certain.length} whole dates${certain.length === 0 ? "" : ":"}`,
    ...certain,
    ...(uncertain.length === 0
      ? []
      : ["Uncertain, not closed by accepting this list:", ...uncertain]),
    `fingerprint ${proposal.fingerprint}`,
    "",
  ].join("\n")
}

const row = ({ date, name, type, note }: ProposedHoliday, hours: string): string => {
  const told = note === undefined ? name : `${name} (${note})`
  return `${date} ${weekdayOn(date)}  ${type.padEnd(10)}  ${hours}${oneLine(told)}`
}

// A list is kept as JSON, and what comes back from a store is printed to a terminal.
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
