// What concerns more tickets than one, as a desk and the desk of an actor offer it.
import { Effect } from "effect"
import type { Admission } from "../admission.ts"
import type { DeskService } from "../Desk.ts"
import type { Principal } from "../Principal.ts"
import { scoped } from "../said.ts"
import type { CausedAnswer, Shipment, Split } from "../Ties.ts"
import type { Wiring } from "../wiring.ts"
import { answerCaused } from "./caused.ts"
import { shipRelease } from "./release.ts"
import { split } from "./split.ts"

/** A desk's. */
export const tiesOf = (
  wiring: Wiring,
  admit: ReturnType<Admission["admit"]>,
): Pick<DeskService, "split" | "answerCaused" | "shipRelease"> => ({
  split: (given) =>
    Effect.uninterruptible(
      admit(() => Effect.catchTag(split(wiring, given), "LeaseLost", Effect.die)),
    ),
  answerCaused: (given) =>
    admit(() => Effect.catchTag(answerCaused(wiring, given), "LeaseLost", Effect.die)),
  shipRelease: (given) =>
    admit(() => Effect.catchTag(shipRelease(wiring, given), "LeaseLost", Effect.die)),
})

/** An actor's: under their name, with command ids of their own. */
export const actorTiesOf = (desk: DeskService, principal: Principal) => {
  const { kind, id } = principal
  const actor = { kind, id }
  const named = ({ commandId }: { readonly commandId?: string }) =>
    commandId === undefined ? {} : { commandId: scoped(principal, commandId) }
  return {
    split: (given: Omit<Split, "actor">) => desk.split({ ...given, ...named(given), actor }),
    answerCaused: (given: Omit<CausedAnswer, "actor">) =>
      desk.answerCaused({ ...given, ...named(given), actor }),
    shipRelease: (given: Omit<Shipment, "actor">) => desk.shipRelease({ ...given, actor }),
  }
}
