// What concerns more tickets than one, as a desk, an actor's desk and the door of promises offer it.
import { Effect } from "effect"
import type { ActorDeskService } from "../ActorDesk.ts"
import type { DeskService } from "../Desk.ts"
import type { Principal } from "../Principal.ts"
import { scoped } from "../said.ts"
import type { Wiring } from "../wiring.ts"
import { answerCaused } from "./caused.ts"
import { shipRelease } from "./release.ts"
import { split } from "./split.ts"

type Name = "split" | "answerCaused" | "shipRelease"

/** A desk's. */
export const tiesOf = (wiring: Wiring): Pick<DeskService, Name> => ({
  split: (given) =>
    Effect.uninterruptible(Effect.catchTag(split(wiring, given), "LeaseLost", Effect.die)),
  answerCaused: (given) => Effect.catchTag(answerCaused(wiring, given), "LeaseLost", Effect.die),
  shipRelease: (given) => Effect.catchTag(shipRelease(wiring, given), "LeaseLost", Effect.die),
})

/** An actor's: under their name, with command ids of their own. */
export const actorTiesOf = (
  desk: DeskService,
  principal: Principal,
): Pick<ActorDeskService, Name> => {
  const { kind, id } = principal
  const actor = { kind, id }
  const named = ({ commandId }: { readonly commandId?: string }) =>
    commandId === undefined ? {} : { commandId: scoped(principal, commandId) }
  return {
    split: (given) => desk.split({ ...given, ...named(given), actor }),
    answerCaused: (given) => desk.answerCaused({ ...given, ...named(given), actor }),
    shipRelease: (given) => desk.shipRelease({ ...given, actor }),
  }
}
