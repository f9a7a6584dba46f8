// What the measured peers have in common. Both keep one calendar for the whole process.

/** Weekly rows `[HH:MM, HH:MM]` by weekday (`mon`…) and holidays `YYYY-MM-DD`. */
export interface PeerCalendar {
  readonly week: { readonly [weekday: string]: Rows | undefined }
  readonly holidays: ReadonlyArray<string>
}

type Rows = ReadonlyArray<readonly [string, string]>

/** A library that answers the two questions; instants and durations in milliseconds. */
export interface Peer {
  readonly name: string
  readonly use: (calendar: PeerCalendar) => void
  readonly add: (timeZone: string, from: number, millis: number) => number
  readonly between: (timeZone: string, from: number, to: number) => number
}

/** Sunday first, as both count. */
export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const
