// A process profile: everything in which one vendor's support differs from another's, as data.
import { Schema } from "effect"
import * as Routing from "../roster/Routing.ts"
import { Policy } from "../sla/Policy.ts"
import { Target } from "../sla/Target.ts"
import { Actor, Reject } from "../ticket/Command.ts"
import { Name, Text } from "../ticket/Text.ts"
import { SchemeName } from "../version/Version.ts"
import { Labelled, Language, listOf, ProfileId, Words } from "./profile/parts.ts"
import { Component, Field, Owner, RequestType, Step, Way } from "./profile/request.ts"

export { builtInFields, Component, Field, RequestType, Step, Way } from "./profile/request.ts"

/** A text for people: a subject and a body, with plain variables as `{{number}}`. */
export const Letter = Schema.Struct({ subject: Text, body: Text })

/** Who is told what by which channel when an event happens. */
export const Notice = Schema.Struct({
  event: Name,
  by: Schema.optionalKey(Schema.Array(Actor.fields.kind)),
  /** For events of a clock: of which one; of each where absent. */
  clock: Schema.optionalKey(Name),
  /** For `ObligationDue`: of what is owed by whom; of all of it where absent. */
  owner: Schema.optionalKey(Owner),
  /** For `Rejected`: for which reasons; for each where absent. */
  reasons: Schema.optionalKey(Schema.Array(Reject.fields.reason)),
  channel: ProfileId,
  text: ProfileId,
  /**
   * The requester where absent; the ticket's executor, or everybody who watches it, by the
   * directory's addresses; or an address of the desk's own people.
   */
  to: Schema.optionalKey(
    Schema.Union([
      Schema.Literals(["requester", "assignee", "watchers"]),
      Schema.Struct({ address: Name }),
    ]),
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
  /** How much of the customer's work suffers, and how soon it matters. */
  impacts: Schema.optionalKey(listOf(Labelled)),
  urgencies: Schema.optionalKey(listOf(Labelled)),
  /** By impact and urgency a priority; for every pair of them. */
  priorityMatrix: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.Record(Schema.String, ProfileId)),
  ),
  environments: listOf(Labelled),
  /** Fields beside the built-in ones: environment, period, files. */
  fields: Schema.optionalKey(listOf(Field)),
  /** The components of the product whose versions are numbered in a way of their own. */
  components: Schema.optionalKey(listOf(Component)),
  /** How all other components are numbered (M-17, B-09); without it there are no others. */
  componentScheme: Schema.optionalKey(SchemeName),
  /** What people call the fields that a request may lack. */
  fieldLabels: Schema.Struct({ environment: Words, period: Words, files: Words }),
  /** The sentence that asks for them, with the variable `{{fields}}`; said as `{{missing}}`. */
  askForMissing: Words,
  /**
   * Support lines, first one first; with one line there is no escalation. A line stands as high as
   * its place, or as its `tier`: a hand-over within a tier goes sideways.
   */
  lines: listOf(Schema.Struct({ ...Labelled.fields, tier: Schema.optionalKey(Schema.Int) })),
  ...Way.fields,
  confirmation: Schema.Boolean,
  causeFirst: Schema.Boolean,
  /** Who gets a request (M-05): the first rule that fits counts; nobody by itself where absent. */
  routing: Schema.optionalKey(Routing.Rules),
  /** Steps of the process's own. */
  steps: Schema.optionalKey(listOf(Step)),
  /** By a state of earlier versions, the state of the work that takes its place (P14). */
  places: Schema.optionalKey(Schema.Record(ProfileId, ProfileId)),
  /** How long after its closing a request may be reopened; never where absent. */
  reopenWithin: Schema.optionalKey(Target),
  /** Of a customer without a contract in force: taken where absent, or refused as `noContract`. */
  withoutContract: Schema.optionalKey(Schema.Literals(["accept", "reject"])),
  /** Whether the machine acknowledges by itself (M-04). */
  acknowledgeByMachine: Schema.Boolean,
  /** A calendar; see `Calendar.make`. */
  calendar: Schema.Unknown,
  /** Further calendars, which clocks and contracts name by id. */
  calendars: Schema.optionalKey(Schema.Array(Schema.Unknown)),
  policy: Policy,
  /**
   * What people call the states, and why requests are rejected, by the id of the state or the
   * reason; the standard words where absent.
   */
  labels: Schema.Record(Schema.String, Words),
  notices: listOf(Notice),
  texts: Schema.Record(Schema.String, Schema.Record(Schema.String, Letter)),
})
export type Profile = typeof Profile.Type
