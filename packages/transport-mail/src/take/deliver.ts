// A customer's mail reaches the desk: added to its ticket, or a new one.
import { Desk, DeskError, Inbound, type TicketView } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { Sender } from "../classify/Verdict.ts"
import type { MailFacts } from "../MailFacts.ts"
import { writerOf } from "./contact.ts"
import { type Ending, within, without } from "./ending.ts"
import { senderHash } from "./hash.ts"
import type { DeskServices, Intake, IntakeError } from "./Intake.ts"
import { languageOf } from "./language.ts"
import { messageOf } from "./message.ts"
import { refused } from "./refusal.ts"
import { type DamagedTicket, ofTicket } from "./ticket.ts"

/** A mail from a person, as it goes to the desk. */
export interface Letter {
  readonly facts: MailFacts
  readonly sender: Sender
  /** Never in the future. */
  readonly receivedAt: number
  /** The same whenever the mail is taken: a crash between commit and booking harms nothing (P2). */
  readonly commandId: string
}

const tenMinutes = 10 * 60_000
const oneDay = 24 * 60 * 60_000

/** Adds the mail to its ticket; where that is closed for good, a new ticket follows it. */
export const join = Effect.fnUntraced(function* (
  intake: Intake,
  letter: Letter,
  view: TicketView,
): Effect.fn.Return<Ending, IntakeError | DamagedTicket, DeskServices> {
  const desk = yield* Desk.Desk
  const { facts, sender, receivedAt, commandId } = letter
  const registeredAt = view.history[0]?.effectiveAt ?? 0
  const message = yield* messageOf(facts)
  const added = yield* desk
    .submit({
      ticketId: view.ticketId,
      actor: yield* writerOf(sender.address),
      command: { type: "receiveMessage", ...message },
      commandId,
      effectiveAt: Math.max(receivedAt, registeredAt),
    })
    .pipe(
      Effect.map((receipt) => within("added", receipt)),
      Effect.catchIf(isClosed, () => Effect.succeed(undefined)),
      refused,
      ofTicket(view.ticketId),
    )
  // A command id of its own: the refusal above may be an acceptance when the mail is taken again.
  const follow = { ...letter, commandId: `${commandId}:follows` }
  return added ?? (yield* open(intake, follow, view.ticketId))
})

const isClosed = (error: Desk.SubmitError): boolean =>
  error instanceof DeskError.CommandRejected && error.rejection.status.startsWith("closed")

/** Opens a ticket, unless this sender opened too many (ML34). */
export const open = Effect.fnUntraced(function* (
  { channel, limits }: Intake,
  { facts, sender, receivedAt, commandId }: Letter,
  follows?: string,
): Effect.fn.Return<Ending, IntakeError, DeskServices> {
  const desk = yield* Desk.Desk
  const opened = yield* openedBy(sender.address, receivedAt)
  if (opened.inTenMinutes >= limits.opensPerTenMinutes) return without("quarantined", "sender-rate")
  const acknowledge = sender.acknowledge && opened.inOneDay < limits.acknowledgedPerDay
  const message = yield* messageOf(facts)
  return yield* desk
    .submit({
      actor: yield* writerOf(sender.address),
      command: {
        type: "register",
        channel,
        subject: facts.subject,
        requester: yield* requesterOf(sender, facts),
        ...message,
        ...(follows === undefined ? {} : { follows }),
        ...(acknowledge ? {} : { acknowledge }),
      },
      commandId,
      effectiveAt: receivedAt,
    })
    .pipe(
      Effect.map((receipt) => within("new-ticket", receipt)),
      refused,
    )
})

const requesterOf = Effect.fnUntraced(function* ({ address, name }: Sender, facts: MailFacts) {
  const language = yield* languageOf(address, facts)
  return {
    address,
    ...(name === null ? {} : { name }),
    ...(language === undefined ? {} : { language }),
  }
})

const openedBy = Effect.fnUntraced(function* (address: string, receivedAt: number) {
  const { tenant } = yield* Desk.Desk
  const inbound = yield* Inbound.Inbound
  const since = (millis: number) =>
    inbound.countOpened(tenant, senderHash(address), receivedAt - millis)
  return { inTenMinutes: yield* since(tenMinutes), inOneDay: yield* since(oneDay) }
})
