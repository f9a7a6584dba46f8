// Every refusal and every trouble as an answer: which status, which code, and nothing that a
// stranger should not read.
import {
  AttachmentError,
  CommandIdReused,
  CommandRejected,
  DirectoryError,
  FileNotFound,
  InvalidInput,
  Overloaded,
  Problem,
  type Rejection,
  StoreError,
  TicketNotFound,
  VersionMismatch,
} from "@upkeep/core"
import type { ProblemCode } from "../api/Problems.ts"
import { HttpProblem } from "./HttpProblem.ts"

/** Seconds after which a request that met a passing trouble may be sent again. */
const retryAfterSeconds = { "retry-after": "1" }

/** The answer to anything that was thrown. What is not ours to show is shown to nobody. */
export const problemOf = (error: unknown): HttpProblem => {
  if (error instanceof HttpProblem) return error
  if (error instanceof InvalidInput) return invalid(error.problems)
  if (error instanceof CommandRejected) return rejected(error.rejection)
  if (error instanceof TicketNotFound) return new HttpProblem("ticket-not-found", notFound)
  if (error instanceof FileNotFound) return new HttpProblem("file-not-found", noFile)
  if (error instanceof VersionMismatch) return mismatch(error)
  if (error instanceof CommandIdReused) return reused
  if (error instanceof Overloaded) return overloaded(error)
  if (error instanceof AttachmentError) return ofAttachment(error)
  if (error instanceof DirectoryError) return unavailable("directory-unavailable", error)
  if (error instanceof StoreError) return ofStore(error)
  return internalError(error)
}

/** 500: a defect of ours or of the host's, of which the caller is told nothing. */
export const internalError = (cause: unknown): HttpProblem => trouble("internal-error", cause)

/** 422: all that is wrong with the input; one code where it is of one kind or at one place. */
export const invalid = (found: ReadonlyArray<Problem.Problem>): HttpProblem => {
  const problems = found.map(inBody)
  const codes = new Set(problems.map(({ code }) => code))
  const places = new Set(problems.map(({ path }) => path))
  const [first] = problems
  const isOne = codes.size === 1 || places.size === 1
  const one = isOne && first !== undefined ? first.code : "invalid-input"
  const detail = problems.length === 1 ? (first?.message ?? "") : `${problems.length} problems`
  return new HttpProblem(one, { detail, problems })
}

// The desk's own paths begin at the submission; here the command is the body.
const inBody = (problem: Problem.Problem): Problem.Problem => {
  const path = problem.path.replace(/^command\./, "")
  return path === problem.path
    ? problem
    : { ...problem, path, message: problem.message.replace(problem.path, path) }
}

const notFound = { detail: "got a ticket that is not there, expected the id or number of one" }
const noFile = { detail: "got a hash, expected that of a file of this ticket" }

const rejected = ({ rule, message, status: state, allowed }: Rejection): HttpProblem => {
  const code = rule.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
  return new HttpProblem(code, { detail: message, state, allowed })
}

const mismatch = ({ version, message }: VersionMismatch): HttpProblem =>
  new HttpProblem("version-mismatch", {
    detail: message,
    currentVersion: version,
    headers: { etag: `"${version}"` },
  })

const reused = new HttpProblem("idempotency-key-reused", {
  detail: "got a key that came before with another request, expected a new key",
})

// P13: how many there are is nobody's concern outside.
const overloaded = ({ retryAfterMillis }: Overloaded): HttpProblem =>
  new HttpProblem("overloaded", {
    detail: "got a command beside too many others, expected fewer at once; nothing was stored",
    headers: { "retry-after": String(Math.ceil(retryAfterMillis / 1_000)) },
  })

const ofAttachment = (error: AttachmentError): HttpProblem => {
  switch (error.reason) {
    case "too-large":
      return new HttpProblem("body-too-large", {
        detail: error.detail,
        headers: { connection: "close" },
      })
    case "full":
      return trouble("storage-full", error)
    case "unavailable":
      return trouble("attachment-unavailable", error)
    case "failed":
      // A body that did not come in time is the sender's trouble, not the store's.
      return error.cause instanceof HttpProblem
        ? error.cause
        : unavailable("attachment-failed", error)
  }
}

const ofStore = (error: StoreError): HttpProblem => {
  switch (error.reason) {
    case "full":
      return trouble("storage-full", error)
    case "outcome-unknown":
      return unavailable("outcome-unknown", error)
    case "unsupported":
      return trouble("not-supported", error)
    case "busy":
    case "closed":
    case "unavailable":
      return unavailable(`store-${error.reason}`, error)
    case "tzdata-too-old":
    case "schema-too-old":
      return unavailable("store-unavailable", error)
    default:
      return internalError(error)
  }
}

const unavailable = (code: ProblemCode, cause: unknown): HttpProblem =>
  trouble(code, cause, retryAfterSeconds)

const trouble = (
  code: ProblemCode,
  cause: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpProblem => new HttpProblem(code, { detail: details[code] ?? other, cause, headers })

const other = "something went wrong here; the log tells what, under the id of this request"

// What the store says is for the operator: it may name files and hosts.
const details: { readonly [code in ProblemCode]?: string } = {
  "storage-full": "got no room to store anything, expected some; what was accepted is safe",
  "attachment-unavailable": "the file is not what was kept, or is gone; the ticket is whole",
  "attachment-failed": "the file could not be kept or read; send it again",
  "store-busy": "the store was busy for too long; nothing was stored: send it again",
  "store-closed": "the desk is closed; nothing was stored",
  "store-unavailable": "the store does not answer; send it again with the same key",
  "outcome-unknown": "it is not known whether it was stored; send it again with the same key",
  "directory-unavailable": "the directory does not answer; nothing was stored: send it again",
}
