// Says what is wrong: what, got, expected, where.
import * as Problem from "../../problem/Problem.ts"
import type { Damage, DamageCode } from "./Integrity.ts"

/** Where something lies. */
export interface Place {
  readonly ticketId?: string
  readonly event?: number
  /** What of it, in words. */
  readonly at?: string
}

/** Makes a damage. */
export const damage = (
  code: DamageCode,
  { got, expected }: { readonly got: unknown; readonly expected: string },
  { ticketId, event, at }: Place,
): Damage => {
  const where = [
    at,
    event === undefined ? undefined : `event ${event}`,
    ticketId === undefined ? undefined : `ticket ${ticketId}`,
  ].filter((each) => each !== undefined)
  return {
    code,
    ticketId: ticketId ?? null,
    event: event ?? null,
    message: `${code}: got ${Problem.show(got)}, expected ${expected}, at ${where.join(" of ")}`,
  }
}
