// A process profile: everything in which one vendor's support differs from another's, as data.
import { Schema } from "effect"
import { Policy } from "../sla/Policy.ts"
import { Actor } from "../ticket/Command.ts"
import { Name, Text } from "../ticket/Text.ts"

/** The most entries of any list in a profile. */
export const entriesAtMost = 200
/** The names that every object has by itself (PR14). */
const inherited: ReadonlySet<string> = new Set([
  "prototype",
  ...Object.getOwnPropertyNames(Object.prototype),
])
/** The names that the machinery keeps for itself (PR15). */
const reserved = /^(?:xstate|done|error)(?:\.|$)|^\*$/

const listOf = <S extends Schema.Top>(item: S) =>
  Schema.Array(item).check(
    Schema.makeFilter((items: ReadonlyArray<unknown>) => items.length <= entriesAtMost, {
      code: "too-many",
      expected: `at most ${entriesAtMost} entries`,
    }),
  )

/** An id in a profile: 1 to 64 of letters, digits, `-` and `_`, beginning with a letter. */
export const ProfileId = Schema.String.check(
  Schema.makeFilter(
    (id: string) => /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(id) && !inherited.has(id),
    {
      code: "invalid-name",
      expected:
        "1 to 64 letters, digits, - and _, beginning with a letter, and no name of every object",
    },
  ),
  Schema.makeFilter((id: string) => !reserved.test(id), {
    code: "reserved-name",
    expected: "a name that the machinery does not keep for itself",
  }),
)

const Language = Schema.String.check(
  Schema.makeFilter((tag: string) => /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag), {
    code: "invalid-language",
    expected: "a language tag such as ru or en-GB",
  }),
)

/** Words in each language of the process: `{ "ru": "Зарегистрирован", "en": "Registered" }`. */
export const Words = Schema.Record(Schema.String, Text)
export type Words = typeof Words.Type

const Labelled = Schema.Struct({ id: ProfileId, labels: Words })

/** Fields of a request that a process may ask for (M-03). */
export const Field = Schema.Literals(["environment", "period", "files"])

/** A request type: what it must hold, and what is asked for where it is missing. */
export const RequestType = Schema.Struct({
  id: ProfileId,
  labels: Words,
  /** The priority of requests that name none. */
  priority: Schema.optionalKey(ProfileId),
  required: Schema.optionalKey(Schema.Array(Field)),
  wished: Schema.optionalKey(Schema.Array(Field)),
})

/** A text for people: a subject and a body, with plain variables as `{{number}}`. */
export const Letter = Schema.Struct({ subject: Text, body: Text })

/** Who is told what by which channel when an event happens. */
export const Notice = Schema.Struct({
  event: Name,
  by: Schema.optionalKey(Schema.Array(Actor.fields.kind)),
  /** For events of a clock: of which one; of each where absent. */
  clock: Schema.optionalKey(Name),
  channel: ProfileId,
  text: ProfileId,
  /**
   * The requester where absent; the ticket's executor, by the directory's address; or an address of
   * the desk's own people.
   */
  to: Schema.optionalKey(
    Schema.Union([Schema.Literals(["requester", "assignee"]), Schema.Struct({ address: Name })]),
  ),
})
export type Notice = typeof Notice.Type

/** The vendor's identity, for every notice (M-22). */
export const Identity = Schema.Struct({
  name: Name,
  email: Name,
  phone: Schema.optionalKey(Name),
  site: Schema.optionalKey(Name),
  legalName: Schema.optionalKey(Name),
  legalAddress: Schema.optionalKey(Name),
})

/**
 * A profile: JSON without functions, so that it can be versioned, compared, stored and replayed.
 */
export const Profile = Schema.Struct({
  id: ProfileId,
  version: Name,
  desk: Identity,
  languages: listOf(Language),
  /** What stands before the serial number of a ticket. */
  numberPrefix: Schema.String.check(
    Schema.makeFilter((prefix: string) => /^[A-Za-z0-9-]{0,16}$/.test(prefix), {
      code: "invalid-name",
      expected: "at most 16 letters, digits and -",
    }),
  ),
  channels: listOf(ProfileId),
  requestTypes: listOf(RequestType),
  /** How urgent a request can be, the most urgent first; the last one is that of who says none. */
  priorities: Schema.optionalKey(listOf(Labelled)),
  environments: listOf(Labelled),
  /** What people call the fields that a request may lack. */
  fieldLabels: Schema.Struct({ environment: Words, period: Words, files: Words }),
  /** The sentence that asks for them, with the variable `{{fields}}`; said as `{{missing}}`. */
  askForMissing: Words,
  /** Support lines, first one first; with one line there is no escalation. */
  lines: listOf(Labelled),
  /** Whether the customer's word is waited for (M-11); without it the answer closes (B-06). */
  confirmation: Schema.Boolean,
  /** Whether an answer needs a found cause. */
  causeFirst: Schema.Boolean,
  /** Whether the machine acknowledges by itself (M-04). */
  acknowledgeByMachine: Schema.Boolean,
  /** A calendar; see `Calendar.make`. */
  calendar: Schema.Unknown,
  /** Further calendars, which clocks and contracts name by id. */
  calendars: Schema.optionalKey(Schema.Array(Schema.Unknown)),
  policy: Policy,
  /** What people call the states, by the id of the state. */
  labels: Schema.Record(Schema.String, Words),
  notices: listOf(Notice),
  texts: Schema.Record(Schema.String, Schema.Record(Schema.String, Letter)),
})
export type Profile = typeof Profile.Type
