// The calendar that is measured: Monday to Friday 09:00–18:00, 15 holidays a year, in UTC.
import type { KernelHours } from "./kernel.ts"
import type { PeerCalendar } from "./peer.ts"

export const hourMillis = 3_600_000
export const dayMillis = 24 * hourMillis

const years = { first: 2020, last: 2040 }
const holidaysOfYear = 15

const rows = [["09:00", "18:00"]] as const
const week = { mon: rows, tue: rows, wed: rows, thu: rows, fri: rows }

/** Of each year so many dates, that many days apart, from 5 January on. */
function datesOfYears(count: number, daysApart: number): ReadonlyArray<string> {
  return Array.from({ length: (years.last - years.first + 1) * count }, (_, n) => {
    const [year, nth] = [years.first + Math.floor(n / count), n % count]
    return new Date(Date.UTC(year, 0, 5 + nth * daysApart)).toISOString().slice(0, 10)
  })
}

/** Two in three fall on a working day. */
const holidays = datesOfYears(holidaysOfYear, 24)

/** As a calendar of ours. */
export const office = { id: "office", version: "1", timeZone: "UTC", week, holidays } as const

const exceptionsOfYear = 20

/** Twenty short days a year besides. */
export const officeWithExceptions = {
  ...office,
  exceptions: datesOfYears(exceptionsOfYear, 18).map((date) => {
    return { name: "a short day", date, kind: "shortened", minutes: 60 } as const
  }),
}

/** As the peers have it. */
export const peerOffice: PeerCalendar = { week, holidays }

/** As the kernel has it. */
export const kernelOffice: KernelHours = {
  open: 9 * hourMillis,
  close: 18 * hourMillis,
  holidays: new Set(holidays.map((date) => Date.parse(date) / dayMillis)),
}

/** The first day that the kernel knows. */
export const kernelFirstDay = Date.UTC(2024, 0, 1) / dayMillis

const instantsCount = 4_096

/** Where questions begin: whole minutes of 2025 and 2026, always the same. */
export const instants: ReadonlyArray<number> = Array.from({ length: instantsCount }, (_, n) => {
  // A full-period generator modulo 2³¹ shuffles them, so that no question is near the one before.
  const minute = ((n * 1_103_515_245 + 12_345) % 2 ** 31) % (730 * 1_440)
  return Date.UTC(2025, 0, 1) + minute * 60_000
})
