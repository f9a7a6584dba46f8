// What an actor asks: the commands of a ticket, with uploads where they have files. An upload is
// good for whoever made it; a file's hash would be good for anybody who has heard of it (H35).
import { Schema } from "effect"
import * as Command from "../ticket/Command.ts"

/** The most characters of an upload's id. */
export const uploadIdCharacters = 2_048

/** The id of an upload, as `keep` answered it. */
const UploadId = Schema.String.check(Schema.isMaxLength(uploadIdCharacters))

const Uploads = Schema.Array(UploadId).check(
  Schema.makeFilter((ids: ReadonlyArray<string>) => ids.length <= Command.attachmentsAtMost, {
    code: "too-many",
    expected: `at most ${Command.attachmentsAtMost} attachments`,
    toJsonSchema: () => ({ maxItems: Command.attachmentsAtMost }),
  }),
)

const attachments = { attachments: Schema.optionalKey(Uploads) }

export const Register = Schema.Struct({
  ...Command.Register.fields,
  ...attachments,
  /** Whom the desk writes to. A customer's own is what the host says of who asks. */
  requester: Schema.optionalKey(Command.Requester),
})
export const RequestInformation = Schema.Struct({
  ...Command.RequestInformation.fields,
  ...attachments,
})
export const ReceiveMessage = Schema.Struct({ ...Command.ReceiveMessage.fields, ...attachments })
export const Inform = Schema.Struct({ ...Command.Inform.fields, ...attachments })
export const Answer = Schema.Struct({ ...Command.Answer.fields, ...attachments })
export const Dispute = Schema.Struct({ ...Command.Dispute.fields, ...attachments })
export const Note = Schema.Struct({ ...Command.Note.fields, ...attachments })
export const Attach = Schema.Struct({
  ...Command.Attach.fields,
  attachments: Uploads.check(
    Schema.makeFilter((ids: ReadonlyArray<string>) => ids.length > 0, {
      code: "empty",
      expected: "at least one attachment",
      toJsonSchema: () => ({ minItems: 1 }),
    }),
  ),
})

export const Recommend = Schema.Struct({ ...Command.Recommend.fields, ...attachments })
export const GiveWorkaround = Schema.Struct({ ...Command.GiveWorkaround.fields, ...attachments })
export const SetRequestType = Schema.Struct({ ...Command.SetRequestType.fields, ...attachments })
export const SetFields = Schema.Struct({ ...Command.SetFields.fields, ...attachments })
export const Reopen = Schema.Struct({ ...Command.Reopen.fields, ...attachments })

/** Every command, as an actor gives it. */
export const ActorCommand = Schema.Union([
  Register,
  Command.Acknowledge,
  Command.Assign,
  Command.Route,
  RequestInformation,
  ReceiveMessage,
  Inform,
  Command.Diagnose,
  Command.Escalate,
  Command.OfferOptions,
  Command.ChooseOption,
  Recommend,
  Command.Undertake,
  Command.Settle,
  Command.PromiseDate,
  GiveWorkaround,
  Command.StartFix,
  Command.AwaitRelease,
  Command.ShipRelease,
  Command.Take,
  Command.SetPriority,
  Command.SetDeadline,
  Command.ApplyPolicy,
  Command.Migrate,
  SetRequestType,
  SetFields,
  Command.SetCustomer,
  Command.SetContract,
  Command.SetRegisteredAt,
  Answer,
  Command.Confirm,
  Dispute,
  Command.Rule,
  Command.Withdraw,
  Command.Reject,
  Reopen,
  Command.Merge,
  Command.Unmerge,
  Command.NoteMerge,
  Command.Link,
  Command.Unlink,
  Command.Snooze,
  Command.Unsnooze,
  Command.Watch,
  Command.Unwatch,
  Command.LogWork,
  Command.OpenChange,
  Note,
  Attach,
  Command.Forget,
  Command.RecordDelivery,
  Command.Wake,
])
export type ActorCommand = typeof ActorCommand.Type
