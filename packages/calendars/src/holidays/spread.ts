// A holiday date by date: whole ones, and those of which it takes only a part.
import { dateOf } from "../date.ts"
import type { HolidayType, LibraryHoliday } from "./library.ts"

/** One date of a holiday, from `start` to `end` of that date's wall time. */
export interface HolidayDate {
  readonly date: string
  readonly start: string
  readonly end: string
  readonly name: string
  readonly type: HolidayType
  readonly note?: string
}

const dayMillis = 86_400_000
const minuteMillis = 60_000

/** Whether nothing of the date is left. */
export const isWhole = ({ start, end }: HolidayDate): boolean =>
  start === "00:00" && end === "24:00"

/** The same without its times. */
export const wholeDate = ({ date, name, type, note }: HolidayDate) =>
  note === undefined ? { date, name, type } : { date, name, type, note }

/** Every date of which the holiday takes something, in order. */
export const spread = (holiday: LibraryHoliday): ReadonlyArray<HolidayDate> => {
  const { start, end, name, type } = holiday
  const first = Math.floor(start / dayMillis)
  const count = Math.ceil(end / dayMillis) - first
  return Array.from({ length: count }, (_, index) => {
    const day = first + index
    const which = count > 1 ? `day ${index + 1} of ${count}` : ""
    const note = [which, holiday.note].filter((each) => each !== "").join("; ")
    return {
      date: dateOf(day),
      start: clock(Math.max(start - day * dayMillis, 0)),
      end: clock(Math.min(end - day * dayMillis, dayMillis)),
      name,
      type,
      ...(note === "" ? {} : { note }),
    }
  })
}

const clock = (millis: number): string => {
  const minutes = Math.floor(millis / minuteMillis)
  return [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":")
}
