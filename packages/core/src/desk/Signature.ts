// Proof that a desk wrote a text: what it handed out is known again without being kept.
import { createHmac, timingSafeEqual } from "node:crypto"

/** HMAC-SHA-256 of a text of a tenant, in base64url: 43 characters. */
export const sign = (secret: string, tenant: string, text: string): string =>
  // The reply tokens are signed with the same secret: what is signed here is a list, and so other.
  createHmac("sha256", secret)
    .update(JSON.stringify(["text", tenant, text]))
    .digest("base64url")

/** Whether the proof is that of the text, in constant time. */
export const verify = (
  secret: string,
  tenant: string,
  { text, proof }: { readonly text: string; readonly proof: string },
): boolean => {
  const expected = Buffer.from(sign(secret, tenant, text))
  const given = Buffer.from(proof)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
