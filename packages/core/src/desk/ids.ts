// Ids for programs: UUIDv7 (RFC 9562), whose order is the order in which they were made.
import { randomUUID } from "node:crypto"

// The ids of one millisecond are counted (RFC 9562, 6.2, method 1): chance would shuffle them.
// Desks whose clocks differ take turns here, so more milliseconds than one are remembered.
const counts = new Map<number, number>()

/** The most milliseconds whose counts are remembered; the one used longest ago is forgotten. */
const countsAtMost = 64

/** The most ids of a millisecond that keep their order: 12 bits. */
const countAtMost = 0xfff

/**
 * A UUIDv7 at an instant in epoch milliseconds: 48 bits of time, 12 that count the ids of this
 * process in that millisecond, 62 of chance. What one process makes in a millisecond keeps its
 * order, up to 4,096 ids, and unless 64 other milliseconds were used in between.
 */
export const uuidv7 = (now: number): string => {
  const millis = Math.floor(now)
  const count = countedIn(millis)
  const time = millis.toString(16).padStart(12, "0")
  const counted = count.toString(16).padStart(3, "0")
  // A version 4 has its chance in the same places, and the same variant.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}${randomUUID().slice(18)}`
}

const countedIn = (millis: number): number => {
  const count = Math.min((counts.get(millis) ?? -1) + 1, countAtMost)
  counts.delete(millis)
  counts.set(millis, count)
  const [oldest = millis] = counts.size > countsAtMost ? counts.keys() : []
  if (oldest !== millis) counts.delete(oldest)
  return count
}
