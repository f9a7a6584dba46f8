// Which functions a store must have, by port and name.
import { Predicate } from "effect"
import type { StorageCapabilities } from "../../port/StorageAdapter.ts"
import type { StoragePorts } from "../../port/StorageFunctions.ts"
import type * as Problem from "../../problem/Problem.ts"
import { asyncFunction, fieldFaults, optionalFunction } from "./faults.ts"

type Presence = "needed" | "optional" | keyof StorageCapabilities

// Written out, so that a function which joins a port is asked for here too.
const names: {
  readonly [port in keyof StoragePorts]-?: {
    readonly [name in keyof Required<StoragePorts>[port]]-?: Presence
  }
} = {
  tickets: {
    load: "needed",
    look: "optional",
    commit: "needed",
    command: "needed",
    takeSerials: "needed",
    forgetCommands: "needed",
  },
  query: {
    byNumber: "needed",
    list: "needed",
    search: "search",
    counts: "needed",
    journal: "needed",
    contents: "needed",
    subjects: "needed",
    assignments: "needed",
    deliveries: "needed",
    aboutFiles: "needed",
  },
  work: {
    claimTickets: "needed",
    postponeTicket: "needed",
    claimDeliveries: "needed",
    returnDelivery: "needed",
    nextDueAt: "needed",
    parked: "needed",
    release: "needed",
    waiting: "needed",
    sending: "needed",
    setSending: "needed",
    now: "clock",
    signal: "signals",
    listen: "signals",
  },
  registry: { publish: "needed", find: "needed", list: "needed", latest: "needed" },
  inbound: {
    find: "needed",
    record: "needed",
    byMessageId: "needed",
    countOpened: "needed",
    markRead: "needed",
    retire: "needed",
    watermarks: "needed",
  },
  attachments: {
    put: "needed",
    find: "needed",
    hold: "optional",
    remove: "optional",
    read: "needed",
  },
  feed: { read: "needed", tenants: "needed" },
  archive: { rows: "archive", restore: "archive" },
}

/**
 * What is missing from a store that was opened, of all its ports: what every store has, and what
 * its capabilities promise.
 */
export const functionFaults = (
  functions: unknown,
  capabilities: StorageCapabilities,
): ReadonlyArray<Problem.Problem> => {
  if (!Predicate.isObject(functions)) return fieldFaults(functions, {})
  return [
    ...Object.entries(names).flatMap(([port, wanted]) => {
      const rules = rulesFor(wanted, capabilities)
      return Object.keys(rules).length === 0 ? [] : fieldFaults(functions[port], rules, [port])
    }),
    ...fieldFaults(functions, { close: optionalFunction }),
  ]
}

// A function that serves no promised capability is never called: whatever stands there, stands.
const rulesFor = (
  wanted: { readonly [name: string]: Presence },
  capabilities: StorageCapabilities,
) =>
  Object.fromEntries(
    Object.entries(wanted).flatMap(([name, presence]) => {
      if (presence === "needed") return [[name, asyncFunction]]
      if (presence === "optional") return [[name, optionalFunction]]
      return capabilities[presence] ? [[name, asyncFunction]] : []
    }),
  )
