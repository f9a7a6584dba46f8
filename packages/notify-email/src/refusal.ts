// What comes back when a mail was not taken, and whether it is worth another try.
import { Notifier } from "@upkeep/core/effect"
import { Predicate } from "effect"
import { oneLine } from "./oneLine.ts"

/** Characters of a server's words that a detail repeats. */
export const serverWordsCharacters = 300

/** Steps of the conversation in which a refusal is about this mail, not about us or the server. */
const aboutTheMail = new Set<unknown>(["MAIL FROM", "RCPT TO", "DATA"])

/** Login and encryption that the server asks for or refuses, RFC 4954 6 and RFC 3207 4. */
const aboutTheLogin = new Set<unknown>(["EAUTH", "ENOAUTH", "EOAUTH2", 530, 534, 535, 538])

interface Verdict {
  readonly reason: "temporary" | "permanent"
  readonly code: string
  readonly expected: string
}

const verdicts = {
  refused: { reason: "permanent", code: "refused", expected: "a server that takes the mail" },
  invalid: { reason: "permanent", code: "invalid-recipient", expected: "an envelope to send" },
  deferred: { reason: "temporary", code: "deferred", expected: "a server that takes the mail" },
  login: { reason: "temporary", code: "login-refused", expected: "a login that is accepted" },
  silent: { reason: "temporary", code: "timed-out", expected: "an answer within the limit" },
  broken: { reason: "temporary", code: "unreachable", expected: "a conversation" },
} as const satisfies Record<string, Verdict>

/**
 * The error of a send, classified; `server` is `host:port`.
 *
 * Permanent is only what the server says for good about this very mail. Whatever an operator can
 * mend, a refused login above all, is temporary: nothing is lost while it is being mended.
 */
export const refusalOf = (cause: unknown, server: string): Notifier.NotifyError => {
  const failure = failureOf(cause)
  const { reason, code, expected } = verdictOf(failure)
  const step = failure.command === undefined ? "" : `${failure.command} of `
  const detail = `${code}: got ${failure.words}, expected ${expected}, at ${step}${server}`
  return new Notifier.NotifyError({ reason, detail, cause })
}

/** The error for a send that took longer than `millis` in all. */
export const overdue = (millis: number, server: string): Notifier.NotifyError =>
  new Notifier.NotifyError({
    reason: "temporary",
    detail: `timed-out: got no answer, expected one within ${millis} ms, at ${server}`,
  })

interface Failure {
  readonly code: unknown
  readonly status: number | undefined
  readonly command: string | undefined
  readonly words: string
}

const failureOf = (cause: unknown): Failure => {
  const parts: Partial<Record<string, unknown>> = Predicate.isObject(cause)
    ? cause
    : { message: cause }
  const { code, responseCode, command, response, message } = parts
  const words = typeof response === "string" ? response : String(message)
  return {
    code,
    status: typeof responseCode === "number" ? responseCode : undefined,
    command: typeof command === "string" ? oneLine(command, serverWordsCharacters) : undefined,
    words: oneLine(words, serverWordsCharacters),
  }
}

const verdictOf = ({ code, status, command }: Failure): Verdict => {
  if (aboutTheLogin.has(code) || aboutTheLogin.has(status)) return verdicts.login
  if (status !== undefined) return verdictOfStatus(status, command)
  if (code === "EENVELOPE") return verdicts.invalid
  return code === "ETIMEDOUT" ? verdicts.silent : verdicts.broken
}

// 503 says that the conversation was in the wrong state, not that the mail is refused (RFC 5321
// 4.2.2). A 5xx before MAIL FROM (a greeting `554 no service here`) is about us or the server.
const verdictOfStatus = (status: number, command: string | undefined): Verdict => {
  const final = status >= 500 && status !== 503 && aboutTheMail.has(command)
  return final ? verdicts.refused : verdicts.deferred
}
