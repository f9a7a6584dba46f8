// The form of an import: a row is an event of a ticket, and says what its kind has columns for.
import { Schema } from "effect"
import * as Decode from "../../problem/Decode.ts"
import { Actor, Diagnose, Reject } from "../../ticket/Command.ts"
import { Name, Subject, Text } from "../../ticket/Text.ts"

const optional = Schema.optionalKey
const by = { author: Name, authorKind: Actor.fields.kind }
const byAnyone = { author: optional(Name), authorKind: optional(Actor.fields.kind) }
const comment = { text: optional(Text) }
const party = Schema.Literals(["customer", "thirdParty"])

const row = <const Kind extends string, Fields extends Schema.Struct.Fields>(
  kind: Kind,
  fields: Fields,
) => Schema.Struct({ kind: Schema.Literal(kind), ...fields })

/** A request was registered. */
const Registered = row("registered", {
  ...by,
  type: optional(Name),
  channel: Name,
  subject: Subject,
  text: Text,
  address: optional(Name),
  name: optional(Name),
  language: optional(Name),
  customer: optional(Name),
  priority: optional(Name),
  line: optional(Name),
  environment: optional(Name),
})

/** What a row can say, by its kind. */
const forms = {
  registered: Registered,
  acknowledged: row("acknowledged", by),
  assigned: row("assigned", { ...by, assignee: Name }),
  begun: row("begun", by),
  asked: row("asked", { ...by, of: optional(party), text: Text }),
  message: row("message", { ...by, from: optional(party), text: Text }),
  resumed: row("resumed", { ...by, ...comment }),
  told: row("told", { ...by, text: Text }),
  note: row("note", { ...by, text: Text }),
  cause: row("cause", {
    ...by,
    cause: Diagnose.fields.cause,
    module: optional(Name),
    ...comment,
  }),
  escalated: row("escalated", { ...by, line: Name, ...comment }),
  priority: row("priority", { ...by, priority: Name, ...comment }),
  answered: row("answered", { ...by, text: Text }),
  confirmed: row("confirmed", by),
  thanked: row("thanked", by),
  disputed: row("disputed", { ...by, text: Text }),
  withdrawn: row("withdrawn", { ...by, ...comment }),
  rejected: row("rejected", {
    ...by,
    reason: Reject.fields.reason,
    duplicateOf: optional(Name),
    ...comment,
  }),
  "closed-by-silence": row("closed-by-silence", byAnyone),
  reopened: row("reopened", { ...by, text: Text }),
  file: row("file", { ...byAnyone, file: Name }),
} as const

/** What a row says of its ticket. */
export type Said = (typeof forms)[keyof typeof forms]["Type"]

/** Decodes what a row of each kind says. */
export const decoders: ReadonlyMap<string, ReturnType<typeof Decode.strict<Form>>> = new Map(
  Object.entries(forms).map(([kind, form]) => [kind, Decode.strict<Form>(form)]),
)
type Form = (typeof forms)[keyof typeof forms]

/** The kinds of rows. */
export const kinds: ReadonlyArray<string> = Object.keys(forms)

/** Every column: those of all rows, then those of some kinds. */
export const columns: ReadonlyArray<string> = [
  ...new Set([
    "ticket",
    "at",
    "kind",
    ...Object.values(forms).flatMap(({ fields }) => Object.keys(fields)),
  ]),
]
