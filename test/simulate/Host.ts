// A desk as a process would have it: it can be gone, stand still, and begin anew on the same store.
import {
  createDesk,
  type Desk,
  type NotifierAdapter,
  type Profile,
  type StorageAdapter,
} from "@upkeep/core"
import { Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { around, behind, type Ports } from "../chaos/Wrapped.ts"
import type { Caller, Gate } from "./Gate.ts"
import type { Chance } from "./Swarm.ts"

/** The channel that every process here speaks by. */
export const channel = "email"

/** A desk and how it fares. */
export interface Host extends Caller {
  readonly desk: Desk
}

/** What hosts are made of. */
export interface Place {
  readonly storage: StorageAdapter
  readonly process: Profile
  readonly now: () => number
  readonly gate: Gate
  readonly chance: Chance
  /** What changes the ports of this host, behind the gate. */
  readonly variant: (ports: Ports, host: Caller) => Partial<Ports>
  /** Takes a letter. */
  readonly give: (host: Caller, id: string) => void
}

/** Starts a desk; its calls come to the gate once it has started. */
export const start = async (place: Place): Promise<Host> => {
  const fares = { gone: false, still: false, started: false }
  const caller: Caller = {
    isGone: () => fares.gone,
    isStill: () => fares.still,
    kill: () => {
      fares.gone = true
    },
    still: (isStill) => {
      fares.still = isStill
    },
  }
  const varied = behind(place.storage, (ports) => place.variant(ports, caller))
  const pass = place.gate.before(caller)
  const storage = behind(varied, (ports) =>
    around(ports, (name, call) => Effect.suspend(() => (fares.started ? pass(name, call) : call))),
  )
  const desk = await createDesk({
    process: place.process,
    storage,
    notify: [notifierOf(place, caller)],
    background: false,
    now: place.now,
  })
  fares.started = true
  return { ...caller, desk }
}

const notifierOf = ({ chance, give }: Place, host: Caller): NotifierAdapter => ({
  name: "simulated",
  channel,
  layer: Layer.succeed(Notifier.Notifier, {
    send: ({ id }) =>
      Effect.suspend(() => {
        if (chance.strikes("refuse")) return Effect.fail(no("temporary", "busy"))
        if (chance.strikes("bounce")) return Effect.fail(no("permanent", "nobody of this name"))
        give(host, id)
        if (chance.strikes("shrug")) return Effect.fail(no("temporary", "cut off after the end"))
        return Effect.succeed({ detail: "taken" })
      }),
  }),
})

const no = (reason: "temporary" | "permanent", detail: string) =>
  new Notifier.NotifyError({ reason, detail })
