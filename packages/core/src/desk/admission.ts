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
  const openOf = new Map<string, number>()
  const waiting = new Set<() => void>()
  const tenants = new Set<string>()
  let open = 0
  let isClosing = false

  const refusal = (tenant: string): Overloaded | StoreError | undefined => {
    if (isClosing) return closing()
    const own = openOf.get(tenant) ?? 0
    const ownAtMost = tenants.size > 1 ? Math.ceil(openAtMost * tenantShare) : openAtMost
    if (open < openAtMost && own < ownAtMost) return undefined
    const atMost =
      open < openAtMost
        ? { open: own, maxOpenCommands: ownAtMost }
        : { open, maxOpenCommands: openAtMost }
    return new Overloaded({ ...atMost, retryAfterMillis })
  }

  const enter = (tenant: string, change: 1 | -1): void => {
    open += change
    const own = (openOf.get(tenant) ?? 0) + change
    if (own === 0) openOf.delete(tenant)
    else openOf.set(tenant, own)
    if (open === 0) for (const tell of waiting) tell()
  }

  return {
    admit: (tenant) => {
      tenants.add(tenant)
      const leave = Effect.sync(() => enter(tenant, -1))
      return <A, E>(work: Effect.Effect<A, E>) =>
        Effect.suspend((): Effect.Effect<A, E | Overloaded | StoreError> => {
          const refused = refusal(tenant)
          if (refused !== undefined) return Effect.fail(refused)
          enter(tenant, 1)
          return Effect.ensuring(work, leave)
        })
    },
    open: () => open,
    openAtMost,
    close: () => {
      isClosing = true
    },
    emptied: Effect.callback((resume) => {
      const tell = () => resume(Effect.void)
      if (open === 0) return tell()
      waiting.add(tell)
      return Effect.sync(() => waiting.delete(tell))
    }),
  }
}

const closing = () =>
  new StoreError({
    reason: "closed",
    detail: "got a command, expected none while the desk is being closed; nothing was stored",
  })
