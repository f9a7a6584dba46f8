// Ids for programs: UUIDv7 (RFC 9562), whose order is the order of their time.
import { randomBytes } from "node:crypto"

/** A UUIDv7 at an instant in epoch milliseconds. */
export const uuidv7 = (now: number): string => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = 0x70 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  const hex = bytes.toString("hex")
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]]
    .map(([from, to]) => hex.slice(from, to))
    .join("-")
}
