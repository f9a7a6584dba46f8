// Hashes under which mails, Message-IDs and senders are booked: the book outlives its people.
import { createHash } from "node:crypto"
import * as Address from "../Address.ts"

/** sha256 in hex. */
export const sha256 = (content: Uint8Array | string): string =>
  createHash("sha256").update(content).digest("hex")

/** The hash of a sender's address; case does not count (ML12). */
export const senderHash = (address: string): string => sha256(Address.key(address))
