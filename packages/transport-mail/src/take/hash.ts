// Hashes under which mails, Message-IDs and senders are booked: the book outlives its people.
import { createHash } from "node:crypto"
import * as Address from "../Address.ts"

/** sha256 in hex. */
export const sha256 = (content: Uint8Array | string): string =>
  createHash("sha256").update(content).digest("hex")

/**
 * The hash under which a sender's mails are counted. All `+tag` addresses of a mailbox are one
 * sender: who may open only so many tickets does not open more by tags (P15, ML35).
 */
export const senderHash = (address: string): string =>
  sha256(Address.key(Address.withoutPlus(address)))
