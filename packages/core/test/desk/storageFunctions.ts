// A store of async functions that holds nothing, for tests that say of one function what it does.
import type { StorageFunctions, StoragePorts } from "@upkeep/core"

type Changes = {
  readonly [port in Exclude<keyof StoragePorts, "archive">]?: Partial<StoragePorts[port]>
} & {
  readonly close?: () => Promise<void>
}

const nothing = async () => undefined
const none = async () => []

/** Every function, changed where a test says so. */
export const functionsWith = ({ close, ...changes }: Changes = {}): StorageFunctions => ({
  tickets: {
    load: nothing,
    commit: async (_tenant, commits) => commits.map(() => "stored" as const),
    command: nothing,
    takeSerials: async () => 1,
    forgetCommands: async () => 0,
    ...changes.tickets,
  },
  query: {
    byNumber: nothing,
    list: none,
    counts: none,
    journal: none,
    contents: none,
    subjects: none,
    assignments: async (_tenant, assignees) =>
      assignees.map((assignee) => ({ assignee, open: 0, lastAssignedAt: null })),
    deliveries: none,
    aboutFiles: none,
    ...changes.query,
  },
  work: {
    claimTickets: none,
    postponeTicket: async () => false,
    claimDeliveries: none,
    returnDelivery: async () => false,
    nextDueAt: async () => null,
    parked: none,
    release: async () => false,
    waiting: none,
    sending: async () => ({ pausedAt: null, reason: "" }),
    setSending: nothing,
    ...changes.work,
  },
  registry: {
    publish: async () => "published" as const,
    find: nothing,
    list: none,
    latest: nothing,
    ...changes.registry,
  },
  inbound: {
    find: nothing,
    record: async (_tenant, row) => row,
    byMessageId: nothing,
    countOpened: async () => 0,
    markRead: nothing,
    retire: nothing,
    watermarks: none,
    ...changes.inbound,
  },
  attachments: {
    put: async () => ({ hash: "h", bytes: 0 }),
    find: nothing,
    read: async (_tenant, hash) => ({ hash, bytes: 0, content: noBytes }),
    ...changes.attachments,
  },
  feed: {
    read: async (_tenant, { after }) => ({ events: [], cursor: after }),
    tenants: none,
    ...changes.feed,
  },
  ...(close === undefined ? {} : { close }),
})

const noBytes: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
}
