// Whom to tell what after a commit: the process's notices for the events that happened.
import type { DeliveryRow } from "../port/TicketStore.ts"
import type * as Process from "../process/Process.ts"
import type { Actor } from "../ticket/Command.ts"
import type { EventType, Recorded } from "../ticket/Event.ts"
import { notificationId } from "../ticket/Ticket.ts"

/** The channels that a desk reaches, and the tickets whose requester can be written to. */
export interface Reach {
  readonly channels: ReadonlySet<string>
  readonly reachable: boolean
}

/** The deliveries that events bring about; none where the requester has no address. */
export const deliveriesOf = (
  process: Process.Process,
  reach: Reach,
  journal: ReadonlyArray<Recorded>,
): ReadonlyArray<DeliveryRow> =>
  journal.flatMap(({ ticketId, number, event, actor }) =>
    noticesOf(process, reach, event.type, actor).map(({ channel, text }, index) => ({
      id: notificationId(ticketId, number, index),
      eventNumber: number,
      channel,
      notice: text,
    })),
  )

/** Whether any channel would carry word of such an event. */
export const carries = (
  process: Process.Process,
  reach: Reach,
  event: EventType,
  actor: Actor,
): boolean => noticesOf(process, reach, event, actor).length > 0

const noticesOf = (process: Process.Process, reach: Reach, event: EventType, actor: Actor) =>
  reach.reachable
    ? process.profile.notices.filter(
        (notice) =>
          notice.event === event &&
          reach.channels.has(notice.channel) &&
          (notice.by === undefined || notice.by.includes(actor.kind)),
      )
    : []
