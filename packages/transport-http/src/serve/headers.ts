// The headers that steer a command: the version it was made on, and the key that makes it once.
import { HttpProblem } from "./HttpProblem.ts"

/** The most characters of an Idempotency-Key. */
export const idempotencyKeyCharacters = 128

/** The version of an If-Match; undefined where there is none. Only a strong tag is taken (H47). */
export const versionOf = (headers: Headers): number | undefined => {
  const got = headers.get("if-match")
  if (got === null) return undefined
  const version = Number(/^"([1-9]\d{0,14})"$/.exec(got)?.[1])
  if (!Number.isNaN(version)) return version
  const expected = 'the ETag of a ticket, such as "42"'
  throw new HttpProblem("invalid-etag", { detail: `got another If-Match, expected ${expected}` })
}

/** The version's ETag. */
export const etagOf = (version: number): string => `"${version}"`

/** The Idempotency-Key; undefined where there is none. */
export const keyOf = (headers: Headers): string | undefined => {
  const key = headers.get("idempotency-key") ?? undefined
  if (key === undefined || keyForm.test(key)) return key
  throw new HttpProblem("invalid-idempotency-key", {
    detail: `got another Idempotency-Key, expected 1 to ${idempotencyKeyCharacters} visible ASCII characters`,
  })
}

const keyForm = new RegExp(`^[\\x21-\\x7e]{1,${idempotencyKeyCharacters}}$`)
