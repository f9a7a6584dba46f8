// The desks of all tenants on one store, and the worker that serves them: this only wires.
import { Context, Effect, Latch, Layer, Result } from "effect"
import { randomBytes } from "node:crypto"
import { AttachmentStore } from "../port/AttachmentStore.ts"
import { Directory } from "../port/Directory.ts"
import { Inbound } from "../port/Inbound.ts"
import type { NotifierService } from "../port/Notifier.ts"
import { Registry, type RegistryService, type VersionExists } from "../port/Registry.ts"
import { StoreError } from "../port/StoreError.ts"
import { TicketQuery } from "../port/TicketQuery.ts"
import { TicketStore } from "../port/TicketStore.ts"
import { WorkQueue } from "../port/WorkQueue.ts"
import * as Process from "../process/Process.ts"
import { standard as standardProfile } from "../process/Standard.ts"
import * as breathing from "./breathing.ts"
import { check, checkFilter, checkTenant } from "./check.ts"
import type { InvalidInput } from "./DeskError.ts"
import { Desk, type DeskService, type FileToKeep } from "./Desk.ts"
import * as Processes from "./Processes.ts"
import * as ReplyToken from "./ReplyToken.ts"
import * as serials from "./serials.ts"
import { show, summaryOf } from "./show.ts"
import { receiptOf, submit } from "./submit.ts"
import * as Worker from "./Worker.ts"
import type { Wiring } from "./wiring.ts"

/** The tenant where a host has only one. */
export const onlyTenant = "default"
/** The most bytes of an attachment: 25 MiB. */
export const attachmentBytes = 25 * 1024 * 1024

/** How an office is set up. */
export interface OfficeOptions {
  /** Default: the process that the tenant's store was last run with, else the standard one. */
  readonly process?: Process.Process
  readonly tenant: string
  /** The notifiers of this process, by channel. */
  readonly notifiers: ReadonlyMap<string, NotifierService>
  /** Channels whose notifiers run in another process on the same store. */
  readonly channels: ReadonlyArray<string>
  /** The version of the time-zone data, for the events. */
  readonly zoneData: string
}

/** What an office can do. */
export interface OfficeService {
  /** The desk of a tenant; nothing crosses from one to another (P16). */
  readonly forTenant: (
    tenant: string,
  ) => Effect.Effect<DeskService, InvalidInput | VersionExists | StoreError>
}

/** The desks of all tenants of a store. */
export class Office extends Context.Service<Office, OfficeService>()("@upkeep/core/Office") {}

/** Everything that an office needs from outside. */
export type OfficePorts =
  | TicketStore
  | TicketQuery
  | WorkQueue
  | Registry
  | Inbound
  | AttachmentStore
  | Directory

/** Builds the desk of the options' tenant, the office and the worker. */
export const layer = (
  options: OfficeOptions,
): Layer.Layer<
  Desk | Office | Worker.Worker,
  InvalidInput | VersionExists | StoreError,
  OfficePorts
> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const nudges = yield* Latch.make(false)
      const wiringOf = yield* wirings(options, nudges.open)
      const wiring = yield* wiringOf(options.tenant)
      const forTenant = (tenant: string) => Effect.map(wiringOf(tenant), deskOf)
      const { notifiers } = options
      const served = {
        wiring,
        notifiers,
        nudges,
        wiringOf: (tenant: string) => unexpected(wiringOf(tenant)),
      }
      return Context.make(Desk, deskOf(wiring)).pipe(
        Context.add(Office, { forTenant }),
        Context.add(Worker.Worker, Worker.make(served)),
      )
    }),
  )

// A tenant that the worker meets has tickets, so its process was published when they were opened.
const unexpected = (wiring: Effect.Effect<Wiring, InvalidInput | VersionExists | StoreError>) =>
  Effect.catchTag(wiring, ["VersionExists", "InvalidInput"], (error) =>
    Effect.fail(new StoreError({ reason: "damaged", detail: error.message })),
  )

const wirings = Effect.fnUntraced(function* (
  options: OfficeOptions,
  nudge: Effect.Effect<unknown>,
) {
  const ports = {
    store: yield* TicketStore,
    query: yield* TicketQuery,
    queue: yield* WorkQueue,
    inbound: yield* Inbound,
    files: yield* AttachmentStore,
    directory: yield* Directory,
  }
  const registry = yield* Registry
  const { zoneData } = options
  const breathe = breathing.make()
  const channels = new Set([...options.notifiers.keys(), ...options.channels])
  const known = new Map<string, Wiring>()
  const wire = Effect.fnUntraced(function* (tenant: string) {
    yield* checkTenant(tenant)
    const inForce = options.process ?? (yield* Processes.latest(registry, tenant)) ?? standard()
    yield* Processes.publish(registry, tenant, inForce)
    const processOf = Processes.finder(registry, tenant, inForce)
    const nextSerial = serials.make(ports.store, tenant)
    const secret = yield* secretOf(registry, tenant)
    const given = { tenant, inForce, channels, zoneData, secret, nudge, breathe }
    const wiring = { ...ports, ...given, processOf, nextSerial }
    known.set(tenant, wiring)
    return wiring
  })
  return (tenant: string) => {
    const wiring = known.get(tenant)
    return wiring === undefined ? wire(tenant) : Effect.succeed(wiring)
  }
})

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
  const others = yield* registry.find(tenant, secretName)
  return others === undefined ? yield* published.failure : others.body
})

const deskOf = (wiring: Wiring): DeskService => ({
  tenant: wiring.tenant,
  profile: wiring.inForce.profile,
  submit: (submission) =>
    Effect.flatMap(check(submission), (checked) => submit(wiring, checked)).pipe(
      Effect.catchTag("LeaseLost", Effect.die),
    ),
  receipt: (commandId) =>
    Effect.flatMap(wiring.store.command(wiring.tenant, commandId), (row) =>
      row === undefined ? Effect.succeed(undefined) : receiptOf(row),
    ),
  show: (ticket) => show(wiring, ticket),
  list: (filter) =>
    Effect.map(
      Effect.flatMap(checkFilter(filter), (sound) => wiring.query.list(wiring.tenant, sound)),
      (rows) => rows.map(summaryOf),
    ),
  keep: (file) => keep(wiring, file),
  replyToken: (ticketId) => ReplyToken.sign(wiring.secret, wiring.tenant, ticketId),
  ticketOfReplyToken: (token) => ReplyToken.verify(wiring.secret, wiring.tenant, token),
})

const keep = (wiring: Wiring, { content, name, mediaType }: FileToKeep) =>
  Effect.map(wiring.files.put(wiring.tenant, content, attachmentBytes), ({ hash, bytes }) => ({
    hash,
    bytes,
    mediaType,
    name,
  }))
