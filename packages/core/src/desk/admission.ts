// How many commands an office takes at one time: above that it refuses before any work (P13).
import { Effect } from "effect"
import { StoreError } from "../port/StoreError.ts"
import { Overloaded } from "./DeskError.ts"

/** The most commands of an office that are open at one time, where its host does not say. */
export const maxOpenCommandsDefault = 4_096
/** After so long a refused command may be given again, in milliseconds. */
export const retryAfterMillis = 1_000
/** The part that one of several tenants may take: the others are not kept out by it. */
export const tenantShare = 0.75

/** The gate before the commands of an office. */
export interface Admission {
  /** Lets work in, or refuses it: `Overloaded` above the bound, `closed` once it closes. */
  readonly admit: (
    tenant: string,
  ) => <A, E>(work: Effect.Effect<A, E>) => Effect.Effect<A, E | Overloaded | StoreError>
  /** Commands that are open now, and at most. */
  readonly open: () => number
  readonly openAtMost: number
  /** Lets nothing in from now on. */
  readonly close: () => void
  /** Waits until what is open was answered. */
  readonly emptied: Effect.Effect<void>
}

/** A gate for at most so many open commands. */
export const make = (openAtMost: number): Admission => {
  const gate: Gate = {
    openAtMost,
    openOf: new Map(),
    tenants: new Set(),
    waiting: new Set(),
    open: 0,
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
  isClosing: boolean
}

const admitted = (gate: Gate, tenant: string): ReturnType<Admission["admit"]> => {
  gate.tenants.add(tenant)
  const leave = Effect.sync(() => count(gate, tenant, -1))
  return <A, E>(work: Effect.Effect<A, E>) =>
    Effect.suspend((): Effect.Effect<A, E | Overloaded | StoreError> => {
      const refused = refusalOf(gate, tenant)
      if (refused !== undefined) return Effect.fail(refused)
      count(gate, tenant, 1)
      return Effect.ensuring(work, leave)
    })
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
