// Who works on a ticket, what is found, how it is remedied.
import { Schema } from "effect"
import * as Instant from "../Instant.ts"
import { Name } from "../Text.ts"
import { comment, count, FieldValues, listOf } from "./parts.ts"

/** The most minutes of one entry in the work log: a week. */
export const workMinutesAtMost = 10_080
/** The most versions that a release contains. */
export const versionsAtMost = 1_000

/**
 * The ticket gets an executor (M-05), or another one; an agent who names themselves claims it. Of
 * two who claim it at once, the later one has it, or is refused where they give the version on
 * which they decided (`expectedVersion`, P3).
 */
export const Assign = Schema.Struct({
  type: Schema.Literal("assign"),
  assignee: Name,
  ...comment,
})

/** The ticket gets the executor whom the process's routing finds. */
export const Route = Schema.Struct({ type: Schema.Literal("route") })

/**
 * The cause is found (M-06): the user's own mistake, the product's fault, with its module (M-08), a
 * third party's, or there is no fault.
 */
export const Diagnose = Schema.Struct({
  type: Schema.Literal("diagnose"),
  cause: Schema.Literals(["userError", "productFault", "thirdParty", "noFault"]),
  module: Schema.optionalKey(Name),
  ...comment,
})

/** The request goes to another line (M-08), up, down or sideways, with a hand-over note. */
export const Escalate = Schema.Struct({
  type: Schema.Literal("escalate"),
  line: Name,
  ...comment,
})

/** A specialist works on the customer's own case (M-16). */
export const StartFix = Schema.Struct({ type: Schema.Literal("startFix"), ...comment })

/** A release will bring the remedy (M-16): of a component, in a version where it is known. */
export const AwaitRelease = Schema.Struct({
  type: Schema.Literal("awaitRelease"),
  component: Name,
  /** Any next one of the component where absent. */
  version: Schema.optionalKey(Name),
  /** When the customer may expect it (M-10). */
  promisedAt: Schema.optionalKey(Instant.Millis),
  ...comment,
})

/** The release that a ticket waits for is out: the answer of all who waited for it. */
export const ShipRelease = Schema.Struct({
  type: Schema.Literal("shipRelease"),
  component: Name,
  version: Name,
  /** Versions that it contains: who waits for one of them waits no longer. */
  includes: Schema.optionalKey(listOf(Name, versionsAtMost, "versions")),
  ...comment,
})

/** A step of the process's own is taken by one of its moves. */
export const Take = Schema.Struct({
  type: Schema.Literal("take"),
  step: Name,
  move: Name,
  fields: Schema.optionalKey(FieldValues),
  ...comment,
})

/** Somebody worked on the ticket for so many minutes. */
export const LogWork = Schema.Struct({
  type: Schema.Literal("logWork"),
  minutes: count(workMinutesAtMost),
  /** Who; the actor where absent. */
  worker: Schema.optionalKey(Name),
  ...comment,
})

/** Where a change of the product comes from (B-08). */
export const ChangeOrigin = Schema.Literals(["plan", "request", "defect", "legislation", "market"])
export type ChangeOrigin = typeof ChangeOrigin.Type

/** The product is to be changed because of this request (B-08). */
export const OpenChange = Schema.Struct({
  type: Schema.Literal("openChange"),
  origin: ChangeOrigin,
  ...comment,
})
