// The headers that steer a command: the version it was made on, and the key that makes it once.
import type { Principal } from "@upkeep/core"
import { createHash } from "node:crypto"
import { HttpProblem } from "./HttpProblem.ts"
import { ownerOf } from "./owner.ts"

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

/**
 * The command id of an Idempotency-Key; undefined where there is none. Each actor has keys of their
 * own: nobody learns from a key what somebody else did.
 */
export const commandIdOf = (headers: Headers, principal: Principal): string | undefined => {
  const key = headers.get("idempotency-key")
  if (key === null) return undefined
  if (!keyForm.test(key))
    throw new HttpProblem("invalid-idempotency-key", {
      detail: `got another Idempotency-Key, expected 1 to ${idempotencyKeyCharacters} visible ASCII characters`,
    })
  return `http.${createHash("sha256")
    .update(JSON.stringify([...ownerOf(principal), key]))
    .digest("hex")}`
}

const keyForm = new RegExp(`^[\\x21-\\x7e]{1,${idempotencyKeyCharacters}}$`)
