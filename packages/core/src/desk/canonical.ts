// One spelling for one value: JSON with sorted keys, so that equal values have equal hashes.
import { createHash } from "node:crypto"

/** JSON with the keys of every object sorted. */
export const canonical = (value: unknown): string => JSON.stringify(value, sorted)

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** sha256 of the canonical JSON, hex. */
export const fingerprint = (value: unknown): string =>
  createHash("sha256").update(canonical(value)).digest("hex")
