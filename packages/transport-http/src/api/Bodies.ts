// What is sent to the desk: the commands of core, with uploads where core has files.
import { Command, Instant, Text } from "@upkeep/core/effect"
import { Schema } from "effect"

/** The most characters of an upload's id. */
export const uploadIdCharacters = 2_048

/** The id of an upload, as `keepAttachment` answered it: good for whoever uploaded it. */
const UploadId = Schema.String.check(Schema.isMaxLength(uploadIdCharacters))

const Uploads = Schema.Array(UploadId).check(Schema.isMaxLength(Command.attachmentsAtMost))

const attachments = { attachments: Schema.optionalKey(Uploads) }

const common = {
  /** When it truly happened, where it is recorded later; not for customers. */
  effectiveAt: Schema.optionalKey(Instant.Millis),
}

const given = <F extends Schema.Struct.Fields>(fields: F) => Schema.Struct({ ...fields, ...common })

const { type: _, ...request } = Command.Register.fields

/** A request to open. */
export const OpenTicket = given({
  ...request,
  ...attachments,
  /** Whom the desk writes to; a customer's own is known from who asks. */
  requester: Schema.optionalKey(Command.Requester),
}).annotate({ identifier: "OpenTicket" })
export type OpenTicket = typeof OpenTicket.Type

/** A command on a ticket, told apart by its `type`. */
export const GiveCommand = Schema.Union([
  given(Command.Acknowledge.fields),
  given(Command.Assign.fields),
  given({ ...Command.RequestInformation.fields, ...attachments }),
  given({ ...Command.ReceiveMessage.fields, ...attachments }),
  given({ ...Command.Inform.fields, ...attachments }),
  given(Command.Diagnose.fields),
  given(Command.Escalate.fields),
  given({ ...Command.Answer.fields, ...attachments }),
  given(Command.Confirm.fields),
  given({ ...Command.Dispute.fields, ...attachments }),
  given(Command.Rule.fields),
  given(Command.Withdraw.fields),
  given({ ...Command.Note.fields, ...attachments }),
  given({ ...Command.Attach.fields, attachments: Uploads.check(Schema.isMinLength(1)) }),
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
