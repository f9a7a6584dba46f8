// What a process says of requests: their types, their fields, the way that they go.
import { Schema } from "effect"
import { ChangeOrigin } from "../../ticket/Command.ts"
import * as Version from "../../version/Version.ts"
import { Labelled, listOf, ProfileId, Words } from "./parts.ts"

/** The fields that every process knows (M-03); others stand in its `fields`. */
export const builtInFields = ["environment", "period", "files"] as const

/** What a field holds. A text and a person are personal, and lie apart from the journal. */
export const FieldKind = Schema.Literals([
  "text",
  "choice",
  "number",
  "period",
  "environment",
  "version",
  "versionRange",
  "file",
  "person",
])

/** A component of the product, with the way in which its versions are numbered (M-17, B-09). */
export const Component = Schema.Struct({
  id: ProfileId,
  labels: Schema.optionalKey(Words),
  scheme: Version.SchemeName,
  /** The Y in X.Y.Z: of a `componentBuild`, and of nothing else. */
  number: Schema.optionalKey(
    Schema.Finite.check(
      Schema.makeFilter((number: number) => Number.isSafeInteger(number) && number >= 0, {
        code: "out-of-range",
        expected: "a whole number from 0",
      }),
    ),
  ),
})
export type Component = typeof Component.Type

/** A field that requests may have beside the built-in ones. */
export const Field = Schema.Struct({
  id: ProfileId,
  kind: FieldKind,
  labels: Words,
  /** Of a `choice`, at least one. */
  choices: Schema.optionalKey(listOf(Labelled)),
  /** The least and the most, both inclusive: of a number; of a text, how many characters. */
  least: Schema.optionalKey(Schema.Finite),
  most: Schema.optionalKey(Schema.Finite),
  /** Of a `version` and a `versionRange`: of which component, which has its scheme. */
  component: Schema.optionalKey(ProfileId),
  /** Or by which scheme, where it names no component; `opaque` where absent. */
  scheme: Schema.optionalKey(Version.SchemeName),
  /** Whether the fault was found in it, or is mended by it; the latter of a `version` alone. */
  role: Schema.optionalKey(Schema.Literals(["affected", "fixedIn"])),
})
export type Field = typeof Field.Type

/** What of the lifecycle is switched; where absent, as the process has it, else off. */
export const Way = Schema.Struct({
  /** Whether the customer's word is waited for (M-11); without it the answer closes (B-06). */
  confirmation: Schema.optionalKey(Schema.Boolean),
  /** Whether an answer needs a found cause. */
  causeFirst: Schema.optionalKey(Schema.Boolean),
  /** Whether the request may go to another line, where there is one (M-08). */
  escalation: Schema.optionalKey(Schema.Boolean),
  /** Whether the customer is offered options to choose from (M-08). */
  options: Schema.optionalKey(Schema.Boolean),
  /** Whether a specialist's work on one case is a state of its own (M-16). */
  individualWork: Schema.optionalKey(Schema.Boolean),
  /** Whether requests wait for releases (M-10, M-16). */
  release: Schema.optionalKey(Schema.Boolean),
  /** Whether a customer who leaves a question unanswered lets the request close (B-05). */
  unanswered: Schema.optionalKey(Schema.Boolean),
  /** Which of the process's steps are taken; all of them where absent. */
  steps: Schema.optionalKey(Schema.Array(ProfileId)),
})
export type Way = typeof Way.Type

/** A request type (B-03): what it must hold, what is asked for where it is missing, its way. */
export const RequestType = Schema.Struct({
  id: ProfileId,
  labels: Words,
  /** The priority of requests that name none. */
  priority: Schema.optionalKey(ProfileId),
  required: Schema.optionalKey(Schema.Array(ProfileId)),
  wished: Schema.optionalKey(Schema.Array(ProfileId)),
  /** Fields that may be given beside those. */
  fields: Schema.optionalKey(Schema.Array(ProfileId)),
  way: Schema.optionalKey(Way),
  /** Such a request opens a change of the product, with this origin (B-08). */
  change: Schema.optionalKey(ChangeOrigin),
})
export type RequestType = typeof RequestType.Type

/** Who may owe something. */
export const Owner = Schema.Literals(["vendor", "customer", "thirdParty"])

/** A move of a step: on to what comes after it, back to what came before, or to another state. */
export const Move = Schema.Struct({
  id: ProfileId,
  labels: Words,
  /** `next`, `back`, or the id of a state of the work or of a step. */
  to: ProfileId,
  required: Schema.optionalKey(Schema.Array(ProfileId)),
  wished: Schema.optionalKey(Schema.Array(ProfileId)),
})

/**
 * A step of the process's own, between two states of the work: what leads from `after` straight to
 * `before` leads into the step instead, and only its moves lead on.
 */
export const Step = Schema.Struct({
  id: ProfileId,
  labels: Words,
  after: ProfileId,
  before: ProfileId,
  /** Who has the next move there. */
  owner: Owner,
  moves: listOf(Move),
})
export type Step = typeof Step.Type
