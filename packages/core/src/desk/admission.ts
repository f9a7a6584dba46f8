// How many commands an office takes at one time: above that it refuses before any work (P13).
import { Effect } from "effect"
import { StoreError } from "../port/StoreError.ts"
import { Overloaded } from "./DeskError.ts"

/** The most commands of an office that are open at one time, where its host does not say. */
export const maxOpenCommandsDefault = 4_096
/** The most characters of all that open commands say; one alone is always taken. */
export const openCharactersAtMost = 32 * 1024 * 1024
/** After so long a refused command may be given again, in milliseconds. */
export const retryAfterMillis = 1_000
/** The part that one of several tenants may take: the others are not kept out by it. */
export const tenantShare = 0.75

/** The gate before the commands of an office. */
export interface Admission {
  /** Lets work in, or refuses it: `Overloaded` above the bound, `closed` once it closes. */
  readonly admit: (
    tenant: string,
  ) => <A, E>(
    work: (place: Place) => Effect.Effect<A, E>,
  ) => Effect.Effect<A, E | Overloaded | StoreError>
  /** Commands that are open now, and at most. */
  readonly open: () => number
  readonly openAtMost: number
  /** Lets nothing in from now on. */
  readonly close: () => void
  /** Waits until what is open was answered. */
  readonly emptied: Effect.Effect<void>
}

/** What an open command takes up, until it was answered. */
export interface Place {
  /** Holds what the command says, unless that is too much with the others. */
  readonly hold: (said: unknown) => Effect.Effect<void, Overloaded>
}

/** A gate for at most so many open commands. */
export const make = (openAtMost: number): Admission => {
  const gate: Gate = {
    openAtMost,
    openOf: new Map(),
    tenants: new Set(),
    waiting: new Set(),
    open: 0,
    characters: 0,
    isClosing: false,
  }
  return {
    admit: (tenant) => admitted(gate, tenant),
    open: () => gate.open,
    openAtMost,
    close: () => {
      gate.isClosing = true
    },
    emptied: Effect.callback((resume) => {
      const tell = () => resume(Effect.void)
      if (gate.open === 0) return tell()
      gate.waiting.add(tell)
      return Effect.sync(() => gate.waiting.delete(tell))
    }),
  }
}

interface Gate {
  readonly openAtMost: number
  /** Open commands of each tenant that has any. */
  readonly openOf: Map<string, number>
  readonly tenants: Set<string>
  /** Told as nothing is open any more. */
  readonly waiting: Set<() => void>
  open: number
  characters: number
  isClosing: boolean
}

const admitted = (gate: Gate, tenant: string): ReturnType<Admission["admit"]> => {
  gate.tenants.add(tenant)
  const enter = Effect.suspend((): Effect.Effect<Taken, Overloaded | StoreError> => {
    const refused = refusalOf(gate, tenant)
    if (refused !== undefined) return Effect.fail(refused)
    count(gate, tenant, 1)
    const taken: Taken = { characters: 0, hold: (said) => held(gate, taken, charactersIn(said)) }
    return Effect.succeed(taken)
  })
  const leave = ({ characters }: Taken) =>
    Effect.sync(() => {
      gate.characters -= characters
      count(gate, tenant, -1)
    })
  return (work) => Effect.acquireUseRelease(enter, work, leave)
}

interface Taken extends Place {
  characters: number
}

const held = (gate: Gate, taken: Taken, own: number): Effect.Effect<void, Overloaded> => {
  const { open, openAtMost: maxOpenCommands } = gate
  const characters = gate.characters + own
  if (gate.characters > 0 && characters > openCharactersAtMost)
    return Effect.fail(new Overloaded({ open, maxOpenCommands, characters, retryAfterMillis }))
  gate.characters = characters
  taken.characters += own
  return Effect.void
}

// Of what was decoded: no deeper than a command can be, and never in a circle.
const charactersIn = (said: unknown): number => {
  if (typeof said === "string") return said.length
  if (typeof said !== "object" || said === null) return 0
  let sum = 0
  for (const each of Object.values(said)) sum += charactersIn(each)
  return sum
}

const refusalOf = (gate: Gate, tenant: string): Overloaded | StoreError | undefined => {
  if (gate.isClosing) return closing()
  const { open, openAtMost, tenants } = gate
  if (open >= openAtMost)
    return new Overloaded({ open, maxOpenCommands: openAtMost, retryAfterMillis })
  const own = gate.openOf.get(tenant) ?? 0
  const maxOpenCommands = tenants.size > 1 ? Math.ceil(openAtMost * tenantShare) : openAtMost
  return own < maxOpenCommands
    ? undefined
    : new Overloaded({ open: own, maxOpenCommands, retryAfterMillis })
}

const count = (gate: Gate, tenant: string, change: 1 | -1): void => {
  gate.open += change
  const own = (gate.openOf.get(tenant) ?? 0) + change
  if (own === 0) gate.openOf.delete(tenant)
  else gate.openOf.set(tenant, own)
  if (gate.open === 0) for (const tell of gate.waiting) tell()
}

const closing = () =>
  new StoreError({
    reason: "closed",
    detail: "got a command, expected none while the desk is being closed; nothing was stored",
  })
