// The version of the time-zone data that this host decides by; it stands in every event (P8), and
// hosts with different ones do not decide side by side.
import { Effect } from "effect"
import { versions } from "node:process"
import { StoreError } from "../port/StoreError.ts"

/** The IANA version of the host's zone data, such as `2026c`. */
export const zoneDataVersion = (): string => versions["tz"] ?? "unknown"

/**
 * Refuses to decide on a ticket whose deadlines were found by newer zone data: measured back and
 * forth by two hosts, they would depend on who looked last.
 */
export const notOlder = (
  zoneData: string,
  stored: string | undefined,
  ticketId: string,
): Effect.Effect<void, StoreError> =>
  stored === undefined || !isRelease(stored) || (isRelease(zoneData) && zoneData >= stored)
    ? Effect.void
    : Effect.fail(tooOld(zoneData, stored, ticketId))

// Releases are named by year and letter; what is not named so is not known to be new enough.
const isRelease = (version: string): boolean => /^\d{4}[a-z]$/.test(version)

const tooOld = (zoneData: string, stored: string, ticketId: string) =>
  new StoreError({
    reason: "tzdata-too-old",
    detail:
      `got zone data ${zoneData}, expected ${stored} or newer, by which ticket ${ticketId} was ` +
      "measured; bring this host up to date",
  })
