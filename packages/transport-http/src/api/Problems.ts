// Every code that a problem can have, with its status and its title; what a field can break is 422.

/** Code to status and title. */
export const problems = {
  "malformed-json": [400, "The body is not JSON"],
  "duplicate-key": [400, "An object has a key twice"],
  "too-deep": [400, "The body is nested too deeply"],
  "body-broken-off": [400, "The body broke off"],
  "unknown-parameter": [400, "The query has an unknown parameter"],
  "duplicate-parameter": [400, "The query has a parameter twice"],
  "invalid-host": [400, "The Host is no address"],
  "invalid-etag": [400, "If-Match is no version of a ticket"],
  "invalid-idempotency-key": [400, "The Idempotency-Key cannot be one"],
  "invalid-file-name": [400, "The Content-Disposition cannot be read"],
  "not-authenticated": [401, "Nobody is known to ask"],
  "actor-not-allowed": [403, "Not for this actor"],
  "host-contract": [403, "The host does not say who asks as it has to"],
  "not-found": [404, "There is no such place"],
  "ticket-not-found": [404, "There is no such ticket"],
  "file-not-found": [404, "The ticket has no such file"],
  "unknown-clock": [404, "The ticket has no such clock"],
  "method-not-allowed": [405, "The method is not for this place"],
  "request-timeout": [408, "The body did not come in time"],
  "request-in-progress": [409, "A request with this key is under way"],
  "ticket-changed": [409, "Others keep changing the ticket"],
  "already-acknowledged": [409, "The request was acknowledged before"],
  "already-registered": [409, "The ticket is registered"],
  "clock-not-running": [409, "The clock does not run on this ticket"],
  "not-registered": [409, "The ticket is not registered"],
  "nothing-due": [409, "Nothing of the ticket is due"],
  "same-assignee": [409, "The ticket has this executor"],
  "same-line": [409, "The ticket is at this line"],
  "same-priority": [409, "The ticket has this priority"],
  "same-terms": [409, "The ticket's clocks follow this process"],
  "states-missing": [409, "The ticket's process lacks states of the policy"],
  "transition-not-allowed": [409, "The ticket's status does not allow it"],
  "version-mismatch": [412, "Somebody changed the ticket"],
  "body-too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The body is of a kind that is not taken"],
  "invalid-input": [422, "The input has mistakes"],
  "idempotency-key-reused": [422, "The key came before with another request"],
  "unknown-sort-field": [422, "Tickets are not sorted by this"],
  "invalid-cursor": [422, "The cursor is not of this question"],
  "no-words": [422, "There is no word to look for"],
  "unknown-command": [422, "There is no such command"],
  "unknown-attachment": [422, "There is no such upload"],
  "type-not-allowed": [422, "Programs are not kept"],
  "empty-file": [422, "The file is empty"],
  "argument-missing": [422, "Disagreement needs an argument"],
  "due-in-past": [422, "A deadline cannot lie in the past"],
  "effective-before-registration": [422, "It cannot have happened before the request"],
  "effective-in-future": [422, "It cannot have happened in the future"],
  "question-not-open": [422, "The question is not open"],
  "unknown-assignee": [422, "Nobody of this id can be assigned"],
  "unknown-line": [422, "The process has no such line"],
  "unknown-notification": [422, "There is no such notification"],
  "unknown-priority": [422, "The process has no such priority"],
  "unknown-process": [422, "No such process was published"],
  "precondition-required": [428, "If-Match is missing"],
  "rate-limited": [429, "Too many requests"],
  "internal-error": [500, "Something went wrong"],
  "body-already-read": [500, "The host has read the body before the desk could"],
  "not-supported": [501, "The store of this desk cannot do it"],
  "attachment-unavailable": [502, "The file is not what was kept"],
  "attachment-failed": [503, "The file could not be kept or read"],
  "directory-unavailable": [503, "The directory does not answer"],
  "timed-out": [503, "The answer took too long"],
  "not-ready": [503, "Not ready"],
  overloaded: [503, "Too much at once"],
  "store-busy": [503, "The store is busy"],
  "store-closed": [503, "The desk is closed"],
  "store-unavailable": [503, "The store does not answer"],
  "outcome-unknown": [503, "It is not known whether it was stored"],
  "storage-full": [507, "There is no room"],
} as const satisfies { readonly [code: string]: readonly [status: number, title: string] }

/** A code that stands in the table. */
export type ProblemCode = keyof typeof problems

const known: { readonly [code: string]: readonly [number, string] } = problems

/** Status and title of any code; one that only a field can have is 422. */
export const problemKind = (code: string): { readonly status: number; readonly title: string } => {
  const [status, title] = Object.hasOwn(known, code) ? (known[code] ?? fieldProblem) : fieldProblem
  return { status, title }
}

const fieldProblem = [422, "The input has a mistake"] as const
