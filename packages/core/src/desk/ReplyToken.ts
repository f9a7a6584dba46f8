// Proof that a mail answers one of our tickets: the ticket's id, signed. A stranger cannot make
// one, and one of another tenant is worth nothing here.
import { createHmac, timingSafeEqual } from "node:crypto"

/** Bytes of the signature: HMAC-SHA-256 cut to 96 bits, as RFC 2404 cuts its own. */
const signatureBytes = 12
const idBytes = 16
const tokenForm = /^[a-z2-7]{45}$/
const alphabet = "abcdefghijklmnopqrstuvwxyz234567"

/**
 * Signs the id (a UUID) of a ticket: 45 characters of a–z and 2–7, fit for the left part of an
 * address.
 */
export const sign = (secret: string, tenant: string, ticketId: string): string => {
  const id = Buffer.from(ticketId.replaceAll("-", ""), "hex")
  return encode(Buffer.concat([id, signature(secret, tenant, id)]))
}

/** The ticket of a token, or undefined where it was not signed with this secret for this tenant. */
export const verify = (secret: string, tenant: string, token: string): string | undefined => {
  if (!tokenForm.test(token)) return undefined
  const bytes = decode(token)
  const id = bytes.subarray(0, idBytes)
  const given = bytes.subarray(idBytes, idBytes + signatureBytes)
  if (!timingSafeEqual(given, signature(secret, tenant, id)) || encode(bytes) !== token)
    return undefined
  const hex = id.toString("hex")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}

const signature = (secret: string, tenant: string, id: Uint8Array): Buffer =>
  createHmac("sha256", secret)
    .update(tenant)
    .update("\0")
    .update(id)
    .digest()
    .subarray(0, signatureBytes)

// Base 32 (RFC 4648) in lower case without padding: addresses do not keep upper and lower apart.
const encode = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("")
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("")
}

const decode = (token: string): Buffer => {
  const bits = Array.from(token, (letter) =>
    alphabet.indexOf(letter).toString(2).padStart(5, "0"),
  ).join("")
  const bytes = bits.slice(0, (idBytes + signatureBytes) * 8).match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((eight) => Number.parseInt(eight, 2)))
}
