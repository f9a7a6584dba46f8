// What a ticket has to do with others, with people, and with a later day.
import { Schema } from "effect"
import * as Instant from "../Instant.ts"
import { Name } from "../Text.ts"
import { comment } from "./parts.ts"

/** How tickets hang together; each way has its other side. */
export const linkKinds = [
  "related",
  "causedBy",
  "causes",
  "partOf",
  "hasPart",
  "duplicateOf",
  "duplicatedBy",
  "splitFrom",
  "splitInto",
] as const
export const LinkKind = Schema.Literals(linkKinds)
export type LinkKind = typeof LinkKind.Type

/** The ticket is one with another, into which it goes; what is said on it is said there. */
export const Merge = Schema.Struct({ type: Schema.Literal("merge"), into: Name, ...comment })

/** The ticket was merged by mistake and stands by itself again. */
export const Unmerge = Schema.Struct({ type: Schema.Literal("unmerge"), ...comment })

/** The desk notes on a ticket that another one was merged into it, or is so no more. */
export const NoteMerge = Schema.Struct({
  type: Schema.Literal("noteMerge"),
  ticket: Name,
  merged: Schema.Boolean,
})

/** The ticket has to do with another one; the desk notes the other side there. */
export const Link = Schema.Struct({ type: Schema.Literal("link"), ticket: Name, as: LinkKind })

/** It has nothing to do with it. */
export const Unlink = Schema.Struct({ type: Schema.Literal("unlink"), ticket: Name, as: LinkKind })

/** Nobody needs to look at the ticket before an instant. A word of the customer ends it. */
export const Snooze = Schema.Struct({
  type: Schema.Literal("snooze"),
  until: Instant.Millis,
  ...comment,
})

/** The ticket is to be looked at now. */
export const Unsnooze = Schema.Struct({ type: Schema.Literal("unsnooze") })

/** Somebody of the directory wants to know how it goes on. */
export const Watch = Schema.Struct({ type: Schema.Literal("watch"), watcher: Name })

/** Not any more. */
export const Unwatch = Schema.Struct({ type: Schema.Literal("unwatch"), watcher: Name })
