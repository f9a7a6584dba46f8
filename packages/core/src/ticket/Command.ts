// What people ask of a ticket. Every command is named in GLOSSARY.md first.
import { Schema } from "effect"
import * as close from "./command/close.ts"
import * as correct from "./command/correct.ts"
import * as link from "./command/link.ts"
import * as open from "./command/open.ts"
import * as record from "./command/record.ts"
import * as talk from "./command/talk.ts"
import * as terms from "./command/terms.ts"
import * as work from "./command/work.ts"

export * from "./command/close.ts"
export * from "./command/correct.ts"
export * from "./command/link.ts"
export * from "./command/open.ts"
export {
  Actor,
  Attachment,
  attachmentsAtMost,
  fieldsAtMost,
  FieldValue,
  FieldValues,
  questionsAtMost,
  Requester,
} from "./command/parts.ts"
export * from "./command/record.ts"
export * from "./command/talk.ts"
export * from "./command/terms.ts"
export * from "./command/work.ts"

/** Every command. */
export const Command = Schema.Union([
  open.Register,
  open.Acknowledge,
  work.Assign,
  work.Route,
  talk.RequestInformation,
  talk.ReceiveMessage,
  talk.Inform,
  work.Diagnose,
  work.Escalate,
  talk.OfferOptions,
  talk.ChooseOption,
  talk.Recommend,
  talk.Undertake,
  talk.Settle,
  talk.PromiseDate,
  talk.GiveWorkaround,
  work.StartFix,
  work.AwaitRelease,
  work.ShipRelease,
  work.Take,
  terms.SetPriority,
  terms.SetDeadline,
  terms.ApplyPolicy,
  terms.Migrate,
  correct.SetRequestType,
  correct.SetFields,
  correct.SetCustomer,
  correct.SetContract,
  correct.SetRegisteredAt,
  close.Answer,
  close.Confirm,
  close.Dispute,
  close.Rule,
  close.Withdraw,
  close.Reject,
  close.Reopen,
  link.Merge,
  link.Unmerge,
  link.NoteMerge,
  link.Link,
  link.Unlink,
  link.Snooze,
  link.Unsnooze,
  link.Watch,
  link.Unwatch,
  work.LogWork,
  work.OpenChange,
  talk.Note,
  talk.Attach,
  talk.Forget,
  record.RecordDelivery,
  record.Wake,
])
export type Command = typeof Command.Type
export type CommandType = Command["type"]
