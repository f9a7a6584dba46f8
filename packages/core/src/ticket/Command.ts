// What people ask of a ticket. Every command is named in GLOSSARY.md first.
import { Schema } from "effect"
import * as Instant from "./Instant.ts"
import { Name, Subject, Text } from "./Text.ts"

/** The most attachments of one command (ML66). */
export const attachmentsAtMost = 50
/** The most questions that one message can answer. */
export const questionsAtMost = 50

/**
 * Who acts: a customer, one of ours, or a machine of ours. `id` is the person's or the machine's.
 */
export const Actor = Schema.Struct({
  kind: Schema.Literals(["customer", "agent", "robot"]),
  id: Name,
})
export type Actor = typeof Actor.Type

/**
 * A file that the attachment store holds already: sha256 in hex, length, type, and its shown name.
 */
export const Attachment = Schema.Struct({
  hash: Schema.String.check(
    Schema.makeFilter((text: string) => /^[0-9a-f]{64}$/.test(text), {
      code: "invalid-hash",
      expected: "sha256 as 64 hexadecimal digits in lower case",
      toJsonSchema: () => ({ pattern: "^[0-9a-f]{64}$" }),
    }),
  ),
  bytes: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  mediaType: Name,
  name: Name,
})
export type Attachment = typeof Attachment.Type

const Attachments = Schema.Array(Attachment).check(
  Schema.makeFilter((files: ReadonlyArray<unknown>) => files.length <= attachmentsAtMost, {
    code: "too-many",
    expected: `at most ${attachmentsAtMost} attachments`,
  }),
)

/** Whom the desk talks with about a ticket. */
export const Requester = Schema.Struct({
  address: Schema.optionalKey(Name),
  name: Schema.optionalKey(Name),
  /** BCP 47; the desk's first language where absent or unknown to the process. */
  language: Schema.optionalKey(Name),
})
export type Requester = typeof Requester.Type

/** A request is opened (B-02, M-03). */
export const Register = Schema.Struct({
  type: Schema.Literal("register"),
  /** A request type of the process; its first one where absent. */
  requestType: Schema.optionalKey(Name),
  /** A channel of the process (`email`, `phone`). */
  channel: Name,
  subject: Subject,
  text: Text,
  requester: Requester,
  /** One of the process's; that of the request type, else the least urgent one, where absent. */
  priority: Schema.optionalKey(Name),
  /** The customer's id, where the host knows it; else the directory is asked by address. */
  customer: Schema.optionalKey(Name),
  /** The environment (M-03), one of those of the process. */
  environment: Schema.optionalKey(Name),
  period: Schema.optionalKey(Instant.Period),
  attachments: Schema.optionalKey(Attachments),
  /** The mail's own Message-ID, without angle brackets. */
  messageId: Schema.optionalKey(Name),
  /** The closed ticket that this one follows. */
  follows: Schema.optionalKey(Name),
  /** False where nobody may be told by machine (P15); true where absent. */
  acknowledge: Schema.optionalKey(Schema.Boolean),
})

const message = {
  text: Text,
  attachments: Schema.optionalKey(Attachments),
}

/**
 * Support tells the customer that the request was received (M-04), where the desk did not by
 * itself.
 */
export const Acknowledge = Schema.Struct({ type: Schema.Literal("acknowledge") })

/** The ticket gets an executor (M-05), or another one. */
export const Assign = Schema.Struct({ type: Schema.Literal("assign"), assignee: Name })

/** Support asks the customer, or a third party, a question (M-06, B-05). */
export const RequestInformation = Schema.Struct({
  type: Schema.Literal("requestInformation"),
  of: Schema.optionalKey(Schema.Literals(["customer", "thirdParty"])),
  ...message,
})

/** Somebody answered or wrote: the customer by any channel, or a third party. */
export const ReceiveMessage = Schema.Struct({
  type: Schema.Literal("receiveMessage"),
  from: Schema.optionalKey(Schema.Literals(["customer", "thirdParty"])),
  /** The questions that it answers; all that are open towards the writer where absent. */
  answers: Schema.optionalKey(
    Schema.Array(Schema.Int).check(
      Schema.makeFilter((ids: ReadonlyArray<number>) => ids.length <= questionsAtMost, {
        code: "too-many",
        expected: `at most ${questionsAtMost} questions`,
      }),
    ),
  ),
  messageId: Schema.optionalKey(Name),
  ...message,
})

/** Support tells the customer something that is not the answer. */
export const Inform = Schema.Struct({ type: Schema.Literal("inform"), ...message })

/**
 * The cause is found (M-06): the user's own mistake or the product's fault, with its module (M-08).
 */
export const Diagnose = Schema.Struct({
  type: Schema.Literal("diagnose"),
  cause: Schema.Literals(["userError", "productFault"]),
  module: Schema.optionalKey(Name),
  text: Schema.optionalKey(Text),
})

/** The request goes to another line (M-08), with a hand-over note. */
export const Escalate = Schema.Struct({
  type: Schema.Literal("escalate"),
  line: Name,
  text: Schema.optionalKey(Text),
})

/** The request is more urgent, or less; one of the process's priorities. */
export const SetPriority = Schema.Struct({
  type: Schema.Literal("setPriority"),
  priority: Name,
  text: Schema.optionalKey(Text),
})

/** A clock that has not ended and not breached gets a deadline by hand: epoch milliseconds. */
export const SetDeadline = Schema.Struct({
  type: Schema.Literal("setDeadline"),
  clock: Name,
  dueAt: Instant.Millis,
  text: Schema.optionalKey(Text),
})

/**
 * The ticket's clocks follow the policy and the calendars of this version of a process from now on.
 * `keep` leaves running clocks their targets, `fromStart` measures them anew with all time spent,
 * `fromNow` begins them again at zero.
 */
export const ApplyPolicy = Schema.Struct({
  type: Schema.Literal("applyPolicy"),
  /** `id@version`. */
  process: Name,
  mode: Schema.Literals(["keep", "fromStart", "fromNow"]),
})

/** The answer (M-07, M-08). The ticket is completed once the channel has accepted it (M-11). */
export const Answer = Schema.Struct({ type: Schema.Literal("answer"), ...message })

/** The customer confirms the solution (M-13). */
export const Confirm = Schema.Struct({ type: Schema.Literal("confirm") })

/** The customer disagrees (M-12); the text is the argument, and without one it is refused. */
export const Dispute = Schema.Struct({
  type: Schema.Literal("dispute"),
  text: Schema.optionalKey(Text),
  attachments: Schema.optionalKey(Attachments),
})

/** A person rules what the customer's word on a completed ticket meant (M-14). */
export const Rule = Schema.Struct({
  type: Schema.Literal("rule"),
  ruling: Schema.Literals(["confirmation", "dispute", "thanks"]),
})

/** The request is no longer needed (M-15). */
export const Withdraw = Schema.Struct({
  type: Schema.Literal("withdraw"),
  text: Schema.optionalKey(Text),
})

/** An internal note: the customer never sees it. */
export const Note = Schema.Struct({ type: Schema.Literal("note"), ...message })

/** Files that come later than the request. */
export const Attach = Schema.Struct({
  type: Schema.Literal("attach"),
  attachments: Attachments.check(
    Schema.makeFilter((files: ReadonlyArray<unknown>) => files.length > 0, {
      code: "empty",
      expected: "at least one attachment",
    }),
  ),
})

/** A deadline as a letter named it: of which run of which clock, in epoch milliseconds. */
export const NamedDeadline = Schema.Struct({
  clock: Name,
  instance: Schema.Int,
  dueAt: Instant.Millis,
})
export type NamedDeadline = typeof NamedDeadline.Type

/** A channel says what became of a notification: accepted, refused for good, or returned later. */
export const RecordDelivery = Schema.Struct({
  type: Schema.Literal("recordDelivery"),
  notification: Name,
  outcome: Schema.Literals(["delivered", "parked", "bounced"]),
  reason: Schema.optionalKey(Text),
  /** The deadline that it named, where it named one. */
  deadline: Schema.optionalKey(NamedDeadline),
})

/** The desk applies everything of the ticket that is due. */
export const Wake = Schema.Struct({ type: Schema.Literal("wake") })

/** Every command. */
export const Command = Schema.Union([
  Register,
  Acknowledge,
  Assign,
  RequestInformation,
  ReceiveMessage,
  Inform,
  Diagnose,
  Escalate,
  SetPriority,
  SetDeadline,
  ApplyPolicy,
  Answer,
  Confirm,
  Dispute,
  Rule,
  Withdraw,
  Note,
  Attach,
  RecordDelivery,
  Wake,
])
export type Command = typeof Command.Type
export type CommandType = Command["type"]
