// Whom to tell what after a commit: the process's notices for the events that happened.
import type { DeliveryRow } from "../port/TicketStore.ts"
import type * as Process from "../process/Process.ts"
import type { Notice } from "../process/Profile.ts"
import type { Actor } from "../ticket/Command.ts"
import type { Event, EventType, Recorded } from "../ticket/Event.ts"
import { notificationId } from "../ticket/Ticket.ts"

/** The channels that a desk reaches, and the tickets whose requester can be written to. */
export interface Reach {
  readonly channels: ReadonlySet<string>
  readonly reachable: boolean
}

/**
 * The deliveries that events bring about; `assignee` is the executor before them. The requester's
 * come first, and none where they have no address; none for an executor where there is nobody.
 */
export const deliveriesOf = (
  process: Process.Process,
  reach: Reach,
  journal: ReadonlyArray<Recorded>,
  assignee: string | null = null,
): ReadonlyArray<DeliveryRow> => {
  let executor = assignee
  return journal.flatMap(({ ticketId, number, event, actor }) => {
    executor = executorAfter(executor, event)
    const letters = (notices: ReadonlyArray<Notice>, first: number) =>
      notices.map(({ channel, text }, index) => ({
        id: notificationId(ticketId, number, first + index),
        eventNumber: number,
        channel,
        notice: text,
      }))
    const theirs = toRequester(process, reach, event, actor)
    const ours = toOurs(process, reach, event, actor).filter(
      ({ to }) => to !== "assignee" || executor !== null,
    )
    // What becomes of an answer is told by its letter 0: that is the requester's, or nobody's.
    return [...letters(theirs, 0), ...letters(ours, Math.max(1, theirs.length))]
  })
}

/** Who has the ticket after an event, given who had it before. */
export const executorAfter = (executor: string | null, event: Event): string | null => {
  if (event.type === "Assigned") return event.assignee
  return event.type === "Escalated" ? null : executor
}

/** Whether any channel would carry word of such an event to the requester. */
export const carries = (
  process: Process.Process,
  reach: Reach,
  type: EventType,
  actor: Actor,
): boolean => toRequester(process, reach, { type }, actor).length > 0

/** Whom a delivery is for: a letter is known by its event, channel and text. */
export const readerOf = (
  { profile }: Process.Process,
  event: EventType,
  { channel, notice }: Pick<DeliveryRow, "channel" | "notice">,
): NonNullable<Notice["to"]> =>
  profile.notices.find(
    (each) => each.event === event && each.channel === channel && each.text === notice,
  )?.to ?? "requester"

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
type Happened = Pick<Event, "type"> & { readonly clock?: string }

const noticesOf = (
  { profile }: Process.Process,
  { channels }: Reach,
  { type, clock: happened }: Happened,
  { kind }: Actor,
): ReadonlyArray<Notice> =>
  profile.notices.filter(
    ({ event, channel, by, clock }) =>
      event === type &&
      channels.has(channel) &&
      (by === undefined || by.includes(kind)) &&
      (clock === undefined || clock === happened),
  )
