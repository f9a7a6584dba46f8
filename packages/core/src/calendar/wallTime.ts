// How a calendar writes the weekdays and the times of its rows.

/** The days of a week as a calendar names them, Monday first. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const

/** What an opening and a closing look like: `00:00` to `23:59`, and `24:00` as a closing. */
export const wallTime = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/

/** Minutes after midnight of a wall time `HH:MM`. */
export const minutesOf = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
