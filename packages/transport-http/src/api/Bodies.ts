// What is sent to the desk: the commands of an actor, each with the instant at which it happened.
import { ActorCommand, Command, Instant, Text } from "@upkeep/core/effect"
import { Schema } from "effect"

const common = {
  /** When it truly happened, where it is recorded later; not for customers. */
  effectiveAt: Schema.optionalKey(Instant.Millis),
}

const given = <F extends Schema.Struct.Fields>(fields: F) => Schema.Struct({ ...fields, ...common })

const { type: _, ...request } = ActorCommand.Register.fields

/** A request to open. */
export const OpenTicket = given(request).annotate({ identifier: "OpenTicket" })
export type OpenTicket = typeof OpenTicket.Type

/** A command on a ticket, told apart by its `type`. */
export const GiveCommand = Schema.Union([
  given(Command.Acknowledge.fields),
  given(Command.Assign.fields),
  given(ActorCommand.RequestInformation.fields),
  given(ActorCommand.ReceiveMessage.fields),
  given(ActorCommand.Inform.fields),
  given(Command.Diagnose.fields),
  given(Command.Escalate.fields),
  given(ActorCommand.Answer.fields),
  given(Command.Confirm.fields),
  given(ActorCommand.Dispute.fields),
  given(Command.Rule.fields),
  given(Command.Withdraw.fields),
  given(ActorCommand.Note.fields),
  given(ActorCommand.Attach.fields),
  given(Command.RecordDelivery.fields),
  given(Command.Wake.fields),
]).annotate({ identifier: "Command" })
export type GiveCommand = typeof GiveCommand.Type

/** The most tickets of a page. */
export const pageAtMost = 500

/** What a list is asked for, in the words of its query. */
export const ListTickets = Schema.Struct({
  /** Statuses that begin with this text: `open`, `open.diagnosing`, `closed`. */
  status: Schema.optionalKey(Text.Name),
  assignee: Schema.optionalKey(Text.Name),
  customer: Schema.optionalKey(Text.Name),
  /** The `next` of the page before. */
  after: Schema.optionalKey(Text.Name),
  limit: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: pageAtMost })),
  ),
  /** By registration: oldest first, or newest first. */
  sort: Schema.optionalKey(Schema.Literals(["registered", "-registered"])),
})
export type ListTickets = typeof ListTickets.Type
