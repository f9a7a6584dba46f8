// The version of the time-zone data that this host decides by; it stands in every event (P8).
import { versions } from "node:process"

/** The IANA version of the host's zone data, such as `2026c`. */
export const zoneDataVersion = (): string => versions["tz"] ?? "unknown"
