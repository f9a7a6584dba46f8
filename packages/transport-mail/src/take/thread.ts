// Which ticket a mail belongs to: proof first, then what it answers, never its subject (ML21-ML25).
import { Desk, Directory, Inbound, type TicketView } from "@upkeep/core/effect"
import { Effect } from "effect"
import * as Address from "../Address.ts"
import * as Verdict from "../classify/Verdict.ts"
import type { MailFacts } from "../MailFacts.ts"
import { sha256 } from "./hash.ts"
import { ofTicket } from "./ticket.ts"

/** Where a mail hangs. */
interface Thread {
  /** The ticket; undefined for a new one. */
  readonly view: TicketView | undefined
  /** Whether the sender may write to it (ML22). */
  readonly isParticipant: boolean
  readonly warnings: ReadonlyArray<string>
}

/** Finds the ticket of a mail from this sender. */
export const threadOf = Effect.fnUntraced(function* (facts: MailFacts, sender: string) {
  const proven = yield* byToken(facts)
  const ticketId = proven.ticketId ?? (yield* byMessageId(facts))
  const view = ticketId === undefined ? undefined : yield* viewOf(ticketId)
  const isParticipant = view !== undefined && (yield* participates(view, sender))
  const thread: Thread = { view, isParticipant, warnings: proven.warnings }
  return thread
})

// Our Message-IDs are `{event}.{index}.{token}@domain`; what only looks like one may be forged.
const oursIn = /^\d+\.\d+\.([^@.]{20,90})@/

const byToken = Effect.fnUntraced(function* (facts: MailFacts) {
  const desk = yield* Desk.Desk
  const answered = facts.answers.flatMap((id) => oursIn.exec(id)?.[1] ?? [])
  const tokens = [...Verdict.tokensOf(facts), ...answered]
  const ticketIds = tokens.map((token) => desk.ticketOfReplyToken(token))
  return {
    ticketId: ticketIds.find((ticketId) => ticketId !== undefined),
    warnings: ticketIds.includes(undefined)
      ? ["reply-token-unknown: a reply token was not signed by this desk and has no effect"]
      : [],
  }
})

const byMessageId = Effect.fnUntraced(function* ({ answers }: MailFacts) {
  const { tenant } = yield* Desk.Desk
  const inbound = yield* Inbound.Inbound
  for (const id of answers) {
    const row = yield* inbound.byMessageId(tenant, sha256(id))
    if (row !== undefined && row.ticketId !== null) return row.ticketId
  }
  return undefined
})

const viewOf = Effect.fnUntraced(function* (ticketId: string) {
  const desk = yield* Desk.Desk
  return yield* desk.show(ticketId).pipe(
    Effect.catchTag("TicketNotFound", () => Effect.succeed(undefined)),
    ofTicket(ticketId),
  )
})

const participates = Effect.fnUntraced(function* (view: TicketView, sender: string) {
  const { address } = view.requester
  if (address !== undefined && Address.key(address) === Address.key(sender)) return true
  if (view.customer === null) return false
  const { tenant } = yield* Desk.Desk
  const directory = yield* Directory.Directory
  const customer = yield* directory.customerByAddress(tenant, sender)
  return customer?.id === view.customer
})
