// What is sent to the desk: the commands of an actor, each with the instant at which it happened.
import { ActorCommand, Command, Instant, Text } from "@upkeep/core/effect"
import { Schema } from "effect"

/** An instant as it is sent: a number, or a text that is read before the body is checked. */
export const Time = Schema.Union([Instant.Millis, Schema.String]).annotate({
  description:
    "Epoch milliseconds, or RFC 3339: with an offset (`2026-03-03T12:00:00+03:00`), or without " +
    "one as the wall time of the body's `timeZone`. Fractions of milliseconds are cut.",
})
export type Time = typeof Time.Type

const common = {
  /** When it truly happened, where it is recorded later; not for customers. */
  effectiveAt: Schema.optionalKey(Time),
  /** The zone of this body's times without an offset: `Europe/Berlin`, `+03:00`. */
  timeZone: Schema.optionalKey(Text.Name),
}

const given = <F extends Schema.Struct.Fields>(fields: F) => Schema.Struct({ ...fields, ...common })

const { type: _, ...request } = ActorCommand.Register.fields

const Period = Schema.Struct({ from: Time, to: Time }).check(
  Schema.makeFilter(
    ({ from, to }: { readonly from: Time; readonly to: Time }) =>
      typeof from === "string" || typeof to === "string" || from <= to,
    { code: "invalid-range", expected: "an end that is not before its start" },
  ),
)

/** A request to open. */
export const OpenTicket = given({ ...request, period: Schema.optionalKey(Period) }).annotate({
  identifier: "OpenTicket",
})
export type OpenTicket = typeof OpenTicket.Type

const dueAt = { dueAt: Schema.optionalKey(Time) }

/** A command on a ticket, told apart by its `type`. */
export const GiveCommand = Schema.Union([
  given(Command.Acknowledge.fields),
  given(Command.Assign.fields),
  given(Command.Route.fields),
  given({ ...ActorCommand.RequestInformation.fields, ...dueAt }),
  given(ActorCommand.ReceiveMessage.fields),
  given(ActorCommand.Inform.fields),
  given(Command.Diagnose.fields),
  given(Command.Escalate.fields),
  given({ ...Command.OfferOptions.fields, ...dueAt }),
  given(Command.ChooseOption.fields),
  given({ ...ActorCommand.Recommend.fields, ...dueAt }),
  given({ ...Command.Undertake.fields, ...dueAt }),
  given(Command.Settle.fields),
  given({ ...Command.PromiseDate.fields, promisedAt: Time }),
  given(ActorCommand.GiveWorkaround.fields),
  given(Command.StartFix.fields),
  given({ ...Command.AwaitRelease.fields, promisedAt: Schema.optionalKey(Time) }),
  given(Command.ShipRelease.fields),
  given(Command.Take.fields),
  given(Command.SetPriority.fields),
  given({ ...Command.SetDeadline.fields, dueAt: Time }),
  given(Command.ApplyPolicy.fields),
  given(Command.Migrate.fields),
  given(ActorCommand.SetRequestType.fields),
  given(ActorCommand.SetFields.fields),
  given(Command.SetCustomer.fields),
  given(Command.SetContract.fields),
  given({ ...Command.SetRegisteredAt.fields, registeredAt: Time }),
  given(ActorCommand.Answer.fields),
  given(Command.Confirm.fields),
  given(ActorCommand.Dispute.fields),
  given(Command.Rule.fields),
  given(Command.Withdraw.fields),
  given(Command.Reject.fields),
  given(ActorCommand.Reopen.fields),
  given(Command.Merge.fields),
  given(Command.Unmerge.fields),
  given(Command.NoteMerge.fields),
  given(Command.Link.fields),
  given(Command.Unlink.fields),
  given({ ...Command.Snooze.fields, until: Time }),
  given(Command.Unsnooze.fields),
  given(Command.Watch.fields),
  given(Command.Unwatch.fields),
  given(Command.LogWork.fields),
  given(Command.OpenChange.fields),
  given(ActorCommand.Note.fields),
  given(ActorCommand.Attach.fields),
  given(Command.Forget.fields),
  given(Command.RecordDelivery.fields),
  given(Command.Wake.fields),
]).annotate({ identifier: "Command" })
export type GiveCommand = typeof GiveCommand.Type

/** The most tickets of a page. */
export const pageAtMost = 500

/** The most characters of a text to look for. */
export const searchCharacters = 1_000

const page = {
  /** The `next` of the page before, with the same question. */
  cursor: Schema.optionalKey(Schema.String),
  limit: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: pageAtMost })),
  ),
}

/** By what a list may be sorted. */
export const sorts = ["registered", "-registered", "updated", "-updated", "due", "-due"] as const

/** What a list is asked for, in the words of its query. */
export const ListTickets = Schema.Struct({
  /** Statuses that begin with this text: `open`, `open.diagnosing`, `closed`. */
  status: Schema.optionalKey(Text.Name),
  assignee: Schema.optionalKey(Text.Name),
  customer: Schema.optionalKey(Text.Name),
  /** `true`: those that nobody has. */
  unassigned: Schema.optionalKey(Schema.Literal("true")),
  ...page,
  /** By registration, by the last change, or by what is due next; the last first with a minus. */
  sort: Schema.optionalKey(Schema.Literals(sorts)),
})
export type ListTickets = typeof ListTickets.Type

/** What a search is asked for, in the words of its query. */
export const SearchMessages = Schema.Struct({
  /** Words, each the beginning of one; all of them in one message. */
  text: Schema.String.check(Schema.isMaxLength(searchCharacters)),
  ...page,
})
export type SearchMessages = typeof SearchMessages.Type

/** What is counted, in the words of its query. */
export const CountTickets = Schema.Struct({
  by: Schema.Literals(["status", "assignee", "customer"]),
  /** Statuses that begin with this text. */
  status: Schema.optionalKey(Text.Name),
})
export type CountTickets = typeof CountTickets.Type
