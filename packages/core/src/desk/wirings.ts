// The wiring of each tenant of a store: made when its desk is opened, or when its work is met.
import { Effect, Result } from "effect"
import { randomBytes } from "node:crypto"
import { Archive } from "../port/Archive.ts"
import { AttachmentStore } from "../port/AttachmentStore.ts"
import { Directory } from "../port/Directory.ts"
import { Feed } from "../port/Feed.ts"
import { Inbound } from "../port/Inbound.ts"
import type { NotifierService } from "../port/Notifier.ts"
import { Registry, type RegistryService } from "../port/Registry.ts"
import { StoreError } from "../port/StoreError.ts"
import { TicketQuery } from "../port/TicketQuery.ts"
import { TicketStore } from "../port/TicketStore.ts"
import { WorkQueue } from "../port/WorkQueue.ts"
import * as Process from "../process/Process.ts"
import { standard as standardProfile } from "../process/Standard.ts"
import * as breathing from "./breathing.ts"
import { checkZoneData } from "./calendars.ts"
import { checkTenant, unknownTenant } from "./check.ts"
import { isDamage } from "./held.ts"
import { checkOccupied } from "./occupied.ts"
import { make as makeRows } from "./group/rows.ts"
import { grouped } from "./group/store.ts"
import * as turns from "./group/turns.ts"
import * as Processes from "./Processes.ts"
import { refuseHalfRestored } from "./restored.ts"
import * as serials from "./serials.ts"
import * as staff from "./staff.ts"
import type { Wiring } from "./wiring.ts"

/** How an office is set up, every default in its place. */
export interface OfficeSettings {
  /** Default: the process that the tenant's store was last run with, else the standard one. */
  readonly process?: Process.Process
  readonly tenant: string
  /** The notifiers of this process, by channel. */
  readonly notifiers: ReadonlyMap<string, NotifierService>
  /** Channels whose notifiers run in another process on the same store. */
  readonly channels: ReadonlyArray<string>
  /** The version of the time-zone data, for the events. */
  readonly zoneData: string
  /** Whose due work the background does: of the tenants whose desks were opened, or of all. */
  readonly serve: "opened" | "all"
  /**
   * Whether opening a tenant's desk publishes its process. Else the tenant has to be there, and its
   * process is the last one.
   */
  readonly publish: boolean
}

/** Everything that an office needs from outside. */
export type OfficePorts =
  | TicketStore
  | TicketQuery
  | WorkQueue
  | Feed
  | Registry
  | Inbound
  | AttachmentStore
  | Archive
  | Directory

/** What an office lends to the wirings of its tenants. */
interface Lent extends Pick<Wiring, "nudge"> {
  /** How many of its commands are open. */
  readonly openCommands: () => number
}

/** Prepares the wirings of a store. Only opening a tenant's desk publishes anything into it. */
export const wirings = Effect.fnUntraced(function* (
  options: OfficeSettings,
  { nudge, openCommands }: Lent,
) {
  const registry = yield* Registry
  const wire = wireBy(options, registry, {
    ...(yield* groupedOf(yield* portsOf, openCommands)),
    nudge,
  })
  const latest = (tenant: string) =>
    Effect.map(Processes.latest(registry, tenant), (process) => process ?? standard())
  const open = Effect.fnUntraced(function* (tenant: string) {
    yield* checkTenant(tenant)
    const inForce = options.publish
      ? (options.process ?? (yield* latest(tenant)))
      : yield* knownProcess(registry, tenant)
    yield* checkZoneData(inForce.profile, options.zoneData)
    const wiring = yield* wire(tenant, inForce)
    if (!options.publish) return wiring
    if (!(yield* Processes.isPublished(registry, tenant, inForce)))
      yield* checkOccupied(wiring, yield* soundLatest(registry, tenant))
    yield* Processes.publish(registry, tenant, inForce)
    return wiring
  })
  const meet = (tenant: string) => Effect.flatMap(latest(tenant), (found) => wire(tenant, found))
  const opened = new Map<string, Wiring>()
  const met = new Map<string, Wiring>()
  return {
    opened: () => opened.keys(),
    open: (tenant: string) => remembered(opened, tenant, open),
    meet: (tenant: string) => remembered(opened.has(tenant) ? opened : met, tenant, meet),
  }
})

// A tenant is known by the process that its first desk published.
const knownProcess = Effect.fnUntraced(function* (registry: RegistryService, tenant: string) {
  yield* refuseHalfRestored({ registry, tenant })
  const known = yield* Processes.latest(registry, tenant)
  return known ?? (yield* unknownTenant(tenant))
})

// Nothing keeps a desk from being opened on another process than one that no longer passes.
const soundLatest = (registry: RegistryService, tenant: string) =>
  Effect.catchIf(Processes.latest(registry, tenant), isDamage, () => Effect.succeed(undefined))

const portsOf = Effect.gen(function* () {
  return {
    store: yield* TicketStore,
    query: yield* TicketQuery,
    queue: yield* WorkQueue,
    feed: yield* Feed,
    inbound: yield* Inbound,
    files: yield* AttachmentStore,
    archive: yield* Archive,
    directory: yield* Directory,
  }
})

// What all tenants of an office share: a store that is asked for many at once, and who comes when.
const groupedOf = Effect.fnUntraced(function* (
  ports: Effect.Success<typeof portsOf>,
  openCommands: () => number,
) {
  const breathe = breathing.make()
  const rows = makeRows()
  const lent = { context: yield* Effect.context(), breathe, openCommands }
  const store = grouped(ports.store, rows, lent)
  return { ...ports, store, rows, inTurn: turns.make(), breathe }
})

const wireBy = (
  { notifiers, channels: elsewhere, zoneData }: OfficeSettings,
  registry: RegistryService,
  shared: Effect.Success<ReturnType<typeof groupedOf>> & Pick<Wiring, "nudge">,
) => {
  const channels = new Set([...notifiers.keys(), ...elsewhere])
  return Effect.fnUntraced(function* (tenant: string, inForce: Process.Process) {
    yield* refuseHalfRestored({ registry, tenant })
    const finder = Processes.finder(registry, tenant, inForce)
    const nextSerial = serials.make(shared.store, tenant)
    const secret = yield* secretOf(registry, tenant)
    const given = { tenant, inForce, registry, channels, zoneData, secret }
    const people = { judged: staff.make(), routes: true }
    const wiring: Wiring = { ...shared, ...given, ...finder, ...people, nextSerial }
    return wiring
  })
}

const remembered = <E>(
  known: Map<string, Wiring>,
  tenant: string,
  make: (tenant: string) => Effect.Effect<Wiring, E>,
): Effect.Effect<Wiring, E> => {
  const wiring = known.get(tenant)
  if (wiring !== undefined) return Effect.succeed(wiring)
  return Effect.tap(make(tenant), (made) => Effect.sync(() => known.set(tenant, made)))
}

const standard = (): Process.Process => Result.getOrThrow(Process.make(standardProfile))

const secretName = { kind: "secret", id: "reply", version: "1" }
const secretBytes = 32

// Made once for a tenant and kept in its store, so that answers to old mails find their tickets.
const secretOf = Effect.fnUntraced(function* (registry: RegistryService, tenant: string) {
  const kept = yield* registry.find(tenant, secretName)
  if (kept !== undefined) return kept.body
  const body = randomBytes(secretBytes).toString("hex")
  const published = yield* Effect.result(
    registry.publish(tenant, { ...secretName, hash: body, body }),
  )
  if (Result.isSuccess(published)) return body
  if (published.failure instanceof StoreError) return yield* published.failure
  const others = yield* registry.find(tenant, secretName)
  if (others !== undefined) return others.body
  const detail = `the reply secret of tenant ${tenant} can be neither written nor read`
  return yield* new StoreError({ reason: "damaged", detail })
})
