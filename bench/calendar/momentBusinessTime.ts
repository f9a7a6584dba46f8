// moment-business-time over moment-timezone: it changes the prototype of every moment.
import moment from "moment-timezone"
import "moment-business-time"
import { type Peer, type PeerCalendar, weekdays } from "./peer.ts"

const minuteMillis = 60_000

const use = ({ week, holidays }: PeerCalendar): void => {
  const workinghours = weekdays.map((weekday) => {
    const times = (week[weekday] ?? []).flat().map((time) => `${time}:00`)
    return times.length === 0 ? null : times
  })
  moment.updateLocale("en", { workinghours, holidays })
}

/** The peer. */
export const momentBusinessTime: Peer = {
  name: "moment-business-time",
  use,
  add: (timeZone, from, millis) =>
    moment
      .tz(from, timeZone)
      .addWorkingTime(millis / minuteMillis, "minutes")
      .valueOf(),
  // It subtracts the later from the earlier, as moment's `diff` does not.
  between: (timeZone, from, to) =>
    -moment.tz(from, timeZone).workingDiff(moment.tz(to, timeZone), "milliseconds"),
}
