// The clock of a story: moved by hand, shown in the desks' own zone.

/** A clock that stands until it is moved. */
export interface Day {
  readonly now: () => number
  /** Moves to a wall time of the desk (GMT+3): `2026-11-23 09:05`. It never goes back. */
  readonly moveTo: (wall: string) => void
}

/** Starts at a wall time of the desk. */
export const startDay = (wall: string): Day => {
  let at = instantOf(wall)
  return {
    now: () => at,
    moveTo: (next) => {
      at = Math.max(at, instantOf(next))
    },
  }
}

/** The instant of a wall time of the desk (GMT+3), in epoch milliseconds. */
export const instantOf = (wall: string): number => Date.parse(`${wall.replace(" ", "T")}:00+03:00`)

const format = new Intl.DateTimeFormat("en-GB", {
  timeZone: "+03:00",
  weekday: "short",
  day: "2-digit",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
})

/** An instant as the desk's people read it: `Mon 23 Nov, 09:05`. */
export const clockTime = (at: number): string => format.format(at)
