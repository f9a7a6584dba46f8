// What a desk held at an instant, in one line that can be kept elsewhere (P20): how many events,
// and one digest over the hashes of all of them.
import { Schema } from "effect"
import { createHmac, timingSafeEqual } from "node:crypto"
import { Millis } from "../../ticket/Instant.ts"
import { Name } from "../../ticket/Text.ts"

const sha256 = Schema.String.check(
  Schema.makeFilter((text: string) => /^[0-9a-f]{64}$/.test(text), {
    code: "invalid-hash",
    expected: "sha256 as 64 hexadecimal digits in lower case",
  }),
)

const count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

const facts = {
  tenant: Name,
  /** 1, 2, 3 … in a tenant. */
  sequence: count,
  /** How many events it covers, from the first of the tenant on in the order of the feed. */
  events: count,
  /**
   * sha256 over the digest one event before, the hash of the last event, and those of the processes
   * that it names.
   */
  digest: sha256,
  /** The digest of the checkpoint before; null of the first. */
  previous: Schema.NullOr(sha256),
  /** When it was taken: epoch milliseconds. */
  at: Millis,
}

/** A checkpoint. */
export const Checkpoint = Schema.Struct({
  ...facts,
  /** HMAC-SHA-256 of all the rest by the secret of the desk: 43 characters of base64url. */
  proof: Schema.String,
})
export type Checkpoint = typeof Checkpoint.Type

/** What a checkpoint says, without its proof. */
export type Facts = Omit<Checkpoint, "proof">

/** The checkpoint of these facts. */
export const sign = (secret: string, said: Facts): Checkpoint => ({
  ...said,
  proof: proofOf(secret, said),
})

/** Whether a desk with this secret took a checkpoint, just as it is. */
export const isGenuine = (secret: string, { proof, ...said }: Checkpoint): boolean => {
  const expected = Buffer.from(proofOf(secret, said))
  const given = Buffer.from(proof)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

// The first word keeps it apart from all else that is signed with the same secret.
const proofOf = (secret: string, said: Facts): string => {
  const { tenant, sequence, events, digest, previous, at } = said
  return createHmac("sha256", secret)
    .update(JSON.stringify(["checkpoint", tenant, sequence, events, digest, previous, at]))
    .digest("base64url")
}
