// What an error that a desk throws says about a command.
import { Predicate } from "effect"
import type { Answer } from "./Evidence.ts"

/** Refused, failed (nothing was stored, by its own word), or unknown. */
export const answerOf = (error: unknown): Exclude<Answer, { readonly kind: "accepted" }> => {
  const why = String(error)
  if (!Predicate.isObject(error)) return { kind: "unknown", why }
  if (error["_tag"] === "StoreError")
    return { kind: error["reason"] === "outcome-unknown" ? "unknown" : "failed", why }
  return typeof error["_tag"] === "string" && refusals.has(error["_tag"])
    ? { kind: "refused", why }
    : { kind: "failed", why }
}

const refusals = new Set([
  "CommandRejected",
  "CommandIdReused",
  "InvalidInput",
  "TicketNotFound",
  "VersionMismatch",
])
