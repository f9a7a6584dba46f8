// Ids for programs: UUIDv7 (RFC 9562), whose order is the order of their time.
import { randomUUID } from "node:crypto"

/** A UUIDv7 at an instant in epoch milliseconds: 48 bits of time, 74 bits of chance. */
export const uuidv7 = (now: number): string => {
  const time = Math.floor(now).toString(16).padStart(12, "0")
  // A version 4 has its chance in the same places; only the time and the version are ours.
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${randomUUID().slice(15)}`
}
