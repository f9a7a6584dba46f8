// Whose request a part of another one is: theirs whose the whole is, under its contract.
import { Effect } from "effect"
import type { Party } from "../../ticket/Circumstances.ts"
import { pinned } from "../party.ts"
import type { Wiring } from "../wiring.ts"
import { stateOf } from "./chain.ts"

/**
 * The party of a part: as it was found by itself, but under the contract of the whole, as long as
 * that is the same customer's and the directory has it.
 */
export const partyOfPart = Effect.fnUntraced(function* (
  wiring: Wiring,
  { splitFrom }: { readonly splitFrom?: string },
  own: Party,
  at: number,
) {
  if (splitFrom === undefined || own.customer === null) return own
  const state = yield* stateOf(wiring, splitFrom)
  if (state?.customer !== own.customer || state.contract === null) return own
  const { id, version } = state.contract
  const customer = yield* wiring.directory.customer(wiring.tenant, own.customer)
  const contract = customer?.contracts.find((each) => each.id === id && each.version === version)
  if (contract === undefined) return own
  const { uncovered: _, ...party } = own
  return { ...party, contract: pinned(wiring.inForce, contract, at) }
})
