// Which functions a store must have, by port and name.
import { Predicate } from "effect"
import type { StoragePorts } from "../../port/StorageFunctions.ts"
import type * as Problem from "../../problem/Problem.ts"
import { asyncFunction, fieldFaults, optionalFunction } from "./faults.ts"

// Written out, so that a function which joins a port is asked for here too.
const names: {
  readonly [port in keyof StoragePorts]: { readonly [name in keyof StoragePorts[port]]: true }
} = {
  tickets: { load: true, commit: true, command: true, takeSerials: true, forgetCommands: true },
  query: {
    byNumber: true,
    list: true,
    journal: true,
    contents: true,
    subjects: true,
    assignments: true,
    deliveries: true,
  },
  work: {
    claimTickets: true,
    postponeTicket: true,
    claimDeliveries: true,
    returnDelivery: true,
    nextDueAt: true,
  },
  registry: { publish: true, find: true, latest: true },
  inbound: {
    find: true,
    record: true,
    byMessageId: true,
    countOpened: true,
    markRead: true,
    retire: true,
    watermarks: true,
  },
  attachments: { put: true, find: true, read: true },
}

/** What is missing from a store that was opened, of all its ports. */
export const functionFaults = (functions: unknown): ReadonlyArray<Problem.Problem> => {
  if (!Predicate.isObject(functions)) return fieldFaults(functions, {})
  return [
    ...Object.entries(names).flatMap(([port, wanted]) =>
      fieldFaults(functions[port], needed(wanted), [port]),
    ),
    ...fieldFaults(functions, { close: optionalFunction }),
  ]
}

const needed = (wanted: { readonly [name: string]: true }) =>
  Object.fromEntries(Object.keys(wanted).map((name) => [name, asyncFunction]))
