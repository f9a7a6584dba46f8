// A far server returned a mail for good: where it was ours, the ticket learns of it (ML30, ML31).
import { Desk } from "@upkeep/core/effect"
import { Effect } from "effect"
import type { MailReport } from "../MailFacts.ts"
import { without } from "./ending.ts"
import { refused } from "./refusal.ts"
import { ofTicket } from "./ticket.ts"

const ours = /^(\d{1,9})\.(\d{1,9})\.([a-z2-7]{45})@/

/** Books a bounce at the ticket whose mail it returns; of a mail that we did not send, nothing. */
export const recordBounce = Effect.fnUntraced(function* (report: MailReport, commandId: string) {
  const desk = yield* Desk.Desk
  const returned = returnedOf(desk, report.about)
  if (returned === undefined) return without("ignored", "unknown-dsn")
  const command = {
    type: "recordDelivery",
    notification: returned.notification,
    outcome: "bounced",
    reason: report.diagnostic === "" ? "returned by the far server" : report.diagnostic,
  } as const
  const actor = { kind: "robot", id: "mail-intake" } as const
  return yield* desk.submit({ ticketId: returned.ticketId, actor, command, commandId }).pipe(
    Effect.map(({ ticketId, number }) =>
      without("ignored", "bounce-recorded", { ticketId, ticket: number }),
    ),
    refused,
    ofTicket(returned.ticketId),
    Effect.map((ending) =>
      unknown.has(ending.reason) ? without("ignored", "unknown-dsn") : ending,
    ),
  )
})

// What a forged or a very late report names: a mail that is not in the ticket.
const unknown = new Set(["unknown-notification", "ticket-not-found"])

const returnedOf = (desk: Desk.DeskService, about: ReadonlyArray<string>) => {
  for (const id of about) {
    const [, eventNumber, index, token = ""] = ours.exec(id) ?? []
    const ticketId = desk.ticketOfReplyToken(token)
    if (ticketId !== undefined)
      return { ticketId, notification: `${ticketId}.${eventNumber}.${index}` }
  }
  return undefined
}
