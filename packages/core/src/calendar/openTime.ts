// Whether a calendar is ever open.
import { type Compiled, latestMillis } from "./compile.ts"
import { dayOf, firstYear, lastYear } from "./date.ts"
import { dayOn } from "./hours.ts"
import { openOn } from "./stretches.ts"

/**
 * Whether any date from 1970 to 2200 has open time. Rows alone do not say so: they may lie inside a
 * gap, or be cut off by a shortened day.
 */
export const hasOpenTime = (compiled: Compiled): boolean => {
  for (let year = ordinaryYear; year <= lastYear; year++) if (isOpenIn(compiled, year)) return true
  for (let year = firstYear; year < ordinaryYear; year++) if (isOpenIn(compiled, year)) return true
  return false
}

/** Where one begins to look: a calendar with a week is open in its first days. */
const ordinaryYear = 2026

const isOpenIn = ({ hours, zone }: Compiled, year: number): boolean => {
  const end = dayOf(year + 1, 1, 1)
  for (let day = dayOf(year, 1, 1); day < end; day++) {
    const open = openOn(zone, day, dayOn(hours, day))
    if (open.some(({ start, end }) => Math.max(start, 0) < Math.min(end, latestMillis))) return true
  }
  return false
}
