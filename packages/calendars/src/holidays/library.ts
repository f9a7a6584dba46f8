// The edge to date-holidays: what it knows, as plain data of ours.
import { createRequire } from "node:module"
import Library from "date-holidays"

/** A kind of holiday, in the words of the library. */
export type HolidayType = "public" | "bank" | "optional" | "school" | "observance"
export const holidayTypes: ReadonlyArray<HolidayType> = [
  "public",
  "bank",
  "optional",
  "school",
  "observance",
]

/** Whose holidays. */
export interface Place {
  readonly country: string
  readonly state?: string
  readonly region?: string
}

/** A holiday as wall time of its place: milliseconds as if the place were UTC, half-open. */
export interface LibraryHoliday {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly type: HolidayType
  readonly note: string
}

/** The version that is installed: it decides what the list says. */
export const libraryVersion = (): string => {
  const manifest: unknown = createRequire(import.meta.url)("date-holidays/package.json")
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest
  return isManifest ? String(manifest.version) : "unknown"
}

/** The codes that may come next, with their names in English; none where there are none. */
export const codesIn = (country?: string, state?: string): ReadonlyMap<string, string> => {
  const library = new Library()
  if (country === undefined) return codes(library.getCountries("en"))
  if (state === undefined) return codes(library.getStates(country, "en"))
  return codes(library.getRegions(country, state, "en"))
}

/** The languages in which a place's holidays have names of their own, the first by default. */
export const languagesOf = (place: Place): ReadonlyArray<string> => open(place).getLanguages()

/** All holidays of a year, of all types. */
export const holidaysOf = (
  place: Place,
  year: number,
  language?: string,
): ReadonlyArray<LibraryHoliday> =>
  open(place)
    .getHolidays(year, language)
    .map((holiday) => {
      // A day that begins at sunset has the date of its daylight, and an offset to the evening.
      const start = Date.parse(`${holiday.date.slice(0, 10)}T${holiday.date.slice(11, 19)}Z`)
      const length = holiday.end.getTime() - holiday.start.getTime()
      const { name, type } = holiday
      return { start, end: start + length, name, type, note: noteOf(holiday) }
    })

// In UTC no date of a wall clock is lost to a switch: local dates are all we want.
const open = ({ country, state, region }: Place) => {
  const options = { timezone: "UTC" }
  if (state === undefined) return new Library(country, options)
  if (region === undefined) return new Library(country, state, options)
  return new Library(country, state, region, options)
}

// The library answers nothing at all where there are no codes.
const codes = (found: Readonly<Record<string, string>> | undefined) =>
  new Map(Object.entries(found ?? {}))

interface Noted {
  readonly date: string
  readonly substitute?: boolean
  readonly note?: unknown
}

const noteOf = ({ date, substitute, note }: Noted): string =>
  [
    ...(substitute === true ? ["substitute"] : []),
    ...(/ -\d{4}$/.test(date) ? ["from the evening before"] : []),
    ...(typeof note === "string" ? [note.trim()] : []),
  ].join("; ")
