// Holidays for working calendars: Russia's production calendar, other countries' lists, iCalendar.
export { yearsAtMost } from "./check.ts"
export type { Dated, Problems } from "./exception.ts"
export {
  type Acceptance,
  type AcceptedHolidays,
  acceptProposal,
  type HolidayOrigin,
} from "./holidays/accept.ts"
export { describeProposal } from "./holidays/describe.ts"
export type { HolidayType } from "./holidays/library.ts"
export {
  type HolidayOptions,
  type HolidayProposal,
  type ProposedHoliday,
  proposeHolidays,
  type UncertainHoliday,
} from "./holidays/proposal.ts"
export type { UncertainEvent } from "./icalendar/findings.ts"
export {
  bytesAtMost,
  eventsAtMost,
  type ReadHolidays,
  readICalendar,
  type ReadOptions,
} from "./icalendar/read.ts"
export { writeICalendar, type WriteOptions } from "./icalendar/write.ts"
export type { RussianLanguage } from "./russia/names.ts"
export { russianExceptions, type RussianOptions, russianYears } from "./russia/russia.ts"
export { withExceptions } from "./withExceptions.ts"
