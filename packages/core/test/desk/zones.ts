// Hosts with different zone data on one store. An update of the zone data is an offset that a zone
// has no longer: the calendar that is kept as `+06:00` means `+05:00` to a host that has it, as the
// calendars of Almaty did from 1 March 2024 on.
import {
  type NotifierAdapter,
  Process,
  type Profile,
  standard,
  type StorageAdapter,
} from "@upkeep/core"
import { Desk, MemoryDirectory, Notifier, Office, Registry, Worker } from "@upkeep/core/effect"
import { Clock, Context, Effect, Layer, ManagedRuntime, Result } from "effect"
import * as manualClock from "../../src/desk/manualClock.ts"

/** An instant of March 2026 as the old zone data has it; the 2nd is a Monday. */
export const almaty = (day: number, hours: number, minutes = 0): number =>
  Date.UTC(2026, 2, day, hours - 6, minutes)

export const hourMillis = 3_600_000

const week = ["mon", "tue", "wed", "thu", "fri"] as const

/** Eight working hours for the first response in Almaty; at half of them it is warned. */
export const process: Profile = {
  ...standard,
  id: "almaty",
  calendar: {
    id: "almaty",
    version: "1",
    timeZone: "+06:00",
    week: Object.fromEntries(week.map((day) => [day, [["09:00", "18:00"]]])),
  },
  policy: {
    id: "almaty",
    version: "1",
    clocks: [
      {
        id: "resolution",
        target: { workingMinutes: 480 },
        starts: [{ event: "Registered" }],
        stops: [{ enters: "closed" }],
        pausesIn: ["customers", "completed"],
        warnAt: [0.5],
        effect: "breach",
      },
    ],
  },
  notices: [{ event: "Acknowledged", channel: "email", text: "received" }],
  texts: {
    received: {
      en: { subject: "{{number}}", body: "It will be done by {{dueAt}}." },
      ru: { subject: "{{number}}", body: "Срок: {{dueAt}}." },
    },
  },
}

/** The same, whose letters name no deadline. */
export const silent: Profile = {
  ...process,
  id: "silent",
  texts: { received: { en: { subject: "s", body: "b" }, ru: { subject: "s", body: "b" } } },
}

/** The zone data before and after the update. */
export const zoneData = { old: "2023d", new: "2024a" } as const

/** How a host is set up. */
export interface HostOptions {
  readonly storage: StorageAdapter
  readonly zoneData: string
  readonly process?: Profile
  readonly notify?: NotifierAdapter
}

/** A host on a store: its desk, its worker, its clock (from Monday 09:00 in Almaty on). */
export const hostWith = async ({ storage, notify, ...options }: HostOptions) => {
  const clock = { at: almaty(2, 9) }
  const runtime = ManagedRuntime.make(layerOf(storage, options, notify, () => clock.at))
  const desk = await runtime.runPromise(Desk.Desk)
  const worker = await runtime.runPromise(Worker.Worker)
  return {
    clock,
    desk,
    run: runtime.runPromise,
    work: () => runtime.runPromise(worker.work([desk.tenant])),
    [Symbol.asyncDispose]: () => runtime.dispose(),
  }
}

const layerOf = (
  storage: StorageAdapter,
  { zoneData: version, process: profile }: Omit<HostOptions, "storage">,
  notify: NotifierAdapter | undefined,
  now: () => number,
) => {
  const isNew = version === zoneData.new
  const ports = Layer.mergeAll(
    isNew ? Layer.effectContext(readByNew(storage)) : storage.layer,
    MemoryDirectory.open().layer,
  )
  const office = Layer.unwrap(
    Effect.map(notifiersOf(notify), (notifiers) =>
      Office.layer({
        zoneData: version,
        channels: ["email"],
        notifiers,
        ...(profile === undefined ? {} : { process: made(profile) }),
      }),
    ),
  )
  return office.pipe(
    Layer.provideMerge(ports),
    Layer.provideMerge(Layer.succeed(Clock.Clock, manualClock.make(now))),
  )
}

const made = (profile: Profile) => Result.getOrThrow(Process.make(profile))

const notifiersOf = Effect.fnUntraced(function* (adapter: NotifierAdapter | undefined) {
  const notifiers = new Map<string, Notifier.NotifierService>()
  if (adapter === undefined) return notifiers
  const built = yield* Layer.build(adapter.layer)
  return notifiers.set(adapter.channel, Context.get(built, Notifier.Notifier))
})

// What the new zone data makes of the calendars that are kept.
const readByNew = (storage: StorageAdapter) =>
  Effect.map(Layer.build(storage.layer), (services) => {
    const registry = Context.get(services, Registry.Registry)
    return Context.add(services, Registry.Registry, {
      ...registry,
      publish: () => Effect.void,
      find: (tenant, name) => Effect.map(registry.find(tenant, name), read),
      latest: (tenant, kind) => Effect.map(registry.latest(tenant, kind), read),
    })
  })

const read = (entry: Registry.RegistryEntry | undefined) =>
  entry && { ...entry, body: entry.body.replaceAll("+06:00", "+05:00") }
