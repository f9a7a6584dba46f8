// From where the chain of a ticket goes on.
import { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { Chained, Stored } from "./row.ts"
import type { Wiring } from "./wiring.ts"
import { chainOf } from "./chain/link.ts"

/** A ticket with its chain; where it was written before there were chains, its journal has it. */
export const withChain = <S extends Stored>(
  { query, tenant }: Pick<Wiring, "query" | "tenant">,
  stored: S,
): Effect.Effect<S & Chained, StoreError> => {
  const { chain, state } = stored
  if (chain !== undefined) return Effect.succeed({ ...stored, chain })
  return Effect.map(query.journal(tenant, state.ticketId), (rows) => ({
    ...stored,
    // What was committed since this row was read is none of its own.
    chain: chainOf(tenant, rows.slice(0, state.version)),
  }))
}
