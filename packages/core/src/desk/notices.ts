// Whom to tell what after a commit: the process's notices for the events that happened.
import type { DeliveryRow } from "../port/TicketStore.ts"
import type * as Process from "../process/Process.ts"
import type { Notice } from "../process/Profile.ts"
import type { Actor } from "../ticket/Command.ts"
import type { Event, EventType, Recorded } from "../ticket/Event.ts"
import type { State } from "../ticket/State.ts"
import { notificationId } from "../ticket/Ticket.ts"

/** The channels that a desk reaches, and the tickets whose requester can be written to. */
export interface Reach {
  readonly channels: ReadonlySet<string>
  readonly reachable: boolean
}

/** Who has a ticket, and who watches it. */
export type Followers = Pick<State, "assignee" | "watchers">

/**
 * The deliveries that events bring about; `before` are who followed the ticket before them. The
 * requester's come first, and none where they have no address; none for an executor where there is
 * nobody.
 */
export const deliveriesOf = (
  process: Process.Process,
  reach: Reach,
  journal: ReadonlyArray<Recorded>,
  before: Followers = nobody,
): ReadonlyArray<DeliveryRow> => {
  let followers = before
  return journal.flatMap(({ ticketId, number, event, actor }) => {
    followers = followersAfter(followers, event)
    const letters = (notices: ReadonlyArray<Told>, first: number) =>
      notices.map(({ channel, notice }, index) => ({
        id: notificationId(ticketId, number, first + index),
        eventNumber: number,
        channel,
        notice,
      }))
    const theirs = toRequester(process, reach, event, actor).map(toldAs)
    const ours = toOurs(process, reach, event, actor).flatMap((each) => toldTo(each, followers))
    // What becomes of an answer is told by its letter 0: that is the requester's, or nobody's.
    return [...letters(theirs, 0), ...letters(ours, Math.max(1, theirs.length))]
  })
}

const nobody: Followers = { assignee: null, watchers: [] }

type Told = Pick<DeliveryRow, "channel" | "notice">

const toldAs = ({ channel, text }: Notice): Told => ({ channel, notice: text })

const toldTo = (notice: Notice, { assignee, watchers }: Followers): ReadonlyArray<Told> => {
  const { channel, text, to } = notice
  if (to === "watchers")
    return watchers.map((watcher) => ({ channel, notice: `${text}@${watcher}` }))
  return to === "assignee" && assignee === null ? [] : [toldAs(notice)]
}

/** Who follows a ticket after an event, given who did before. */
export const followersAfter = ({ assignee, watchers }: Followers, event: Event): Followers => {
  switch (event.type) {
    case "Assigned":
      return { assignee: event.assignee, watchers }
    case "Escalated":
      return { assignee: null, watchers }
    case "Watched":
      return { assignee, watchers: [...watchers, event.watcher] }
    case "Unwatched":
      return { assignee, watchers: watchers.filter((each) => each !== event.watcher) }
    default:
      return { assignee, watchers }
  }
}

/** Whether any channel would carry word of such an event to the requester. */
export const carries = (
  process: Process.Process,
  reach: Reach,
  type: EventType,
  actor: Actor,
): boolean => toRequester(process, reach, { type }, actor).length > 0

/** Whom a delivery is for: one of the notice's readers, or one of those who watch. */
export type ReaderName =
  | Exclude<NonNullable<Notice["to"]>, "watchers">
  | { readonly watcher: string }

/**
 * The text of a delivery, and whom it is for: a letter is known by its event, channel and text.
 * Undefined where the process says nothing of it.
 */
export const readerOf = (
  { profile }: Process.Process,
  event: EventType,
  { channel, notice }: Pick<DeliveryRow, "channel" | "notice">,
): { readonly text: string; readonly to: ReaderName } | undefined => {
  // The id of a text has no @; that of a watcher may have one.
  const cut = notice.indexOf("@")
  if (cut > 0) return { text: notice.slice(0, cut), to: { watcher: notice.slice(cut + 1) } }
  const found = profile.notices.find(
    (each) => each.event === event && each.channel === channel && each.text === notice,
  )
  if (found === undefined || found.to === "watchers") return undefined
  return { text: notice, to: found.to ?? "requester" }
}

const toRequester = (
  process: Process.Process,
  reach: Reach,
  event: Happened,
  actor: Actor,
): ReadonlyArray<Notice> =>
  reach.reachable
    ? noticesOf(process, reach, event, actor).filter(({ to = "requester" }) => to === "requester")
    : []

const toOurs = (process: Process.Process, reach: Reach, event: Happened, actor: Actor) =>
  noticesOf(process, reach, event, actor).filter(({ to = "requester" }) => to !== "requester")

/** What of an event a notice looks at. */
type Happened = Pick<Event, "type"> & {
  readonly clock?: string
  readonly owner?: string
  readonly reason?: string
}

const noticesOf = (
  { profile }: Process.Process,
  { channels }: Reach,
  happened: Happened,
  { kind }: Actor,
): ReadonlyArray<Notice> =>
  profile.notices.filter(
    ({ event, channel, by, clock, owner, reasons }) =>
      event === happened.type &&
      channels.has(channel) &&
      (by === undefined || by.includes(kind)) &&
      (clock === undefined || clock === happened.clock) &&
      (owner === undefined || owner === happened.owner) &&
      (reasons === undefined || reasons.some((reason) => reason === happened.reason)),
  )
