// A process in which a peer is asked, so that one that never answers can be ended.
import { dayjsBusinessTime } from "./dayjsBusinessTime.ts"
import { momentBusinessTime } from "./momentBusinessTime.ts"
import type { PeerCalendar } from "./peer.ts"

/** What a peer is asked; `to` or `millis`. */
export interface Asked {
  readonly peer: string
  readonly calendar: PeerCalendar & { readonly timeZone: string }
  readonly from: number
  readonly to: number | undefined
  readonly millis: number | undefined
}

const peers = [momentBusinessTime, dayjsBusinessTime]

const answer = ({ peer: name, calendar, from, to, millis }: Asked): number | string => {
  const peer = peers.find((each) => each.name === name)
  if (peer === undefined) return `unknown peer ${name}`
  try {
    peer.use(calendar)
    return to === undefined
      ? peer.add(calendar.timeZone, from, millis ?? 0)
      : peer.between(calendar.timeZone, from, to)
  } catch (error) {
    return String(error)
  }
}

process.on("message", (asked: Asked) => process.send?.(answer(asked)))
process.send?.("ready")
