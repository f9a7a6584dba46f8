// Ids for programs: UUIDv7 (RFC 9562), whose order is the order in which they were made.
import { randomUUID } from "node:crypto"

// The ids of one millisecond are counted (RFC 9562, 6.2, method 1): chance would shuffle them.
let countedMillis = -1
let count = 0

/** The most ids of a millisecond that keep their order: 12 bits. */
const countAtMost = 0xfff

/**
 * A UUIDv7 at an instant in epoch milliseconds: 48 bits of time, 12 that count the ids of this
 * process in that millisecond, 62 of chance.
 */
export const uuidv7 = (now: number): string => {
  const millis = Math.floor(now)
  count = millis === countedMillis ? Math.min(count + 1, countAtMost) : 0
  countedMillis = millis
  const time = millis.toString(16).padStart(12, "0")
  const counted = count.toString(16).padStart(3, "0")
  // A version 4 has its chance in the same places, and the same variant.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}${randomUUID().slice(18)}`
}
