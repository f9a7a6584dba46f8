// How a calendar writes the weekdays and the times of its rows.

/** The days of a week as a calendar names them, Monday first. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
export type Weekday = (typeof weekdays)[number]

/** What an opening looks like: `00:00` to `23:59`. */
export const openingTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/
/** What a closing looks like: `24:00` is one too. */
export const closingTime = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/

/** Minutes after midnight of a wall time `HH:MM`. */
export const minutesOf = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
