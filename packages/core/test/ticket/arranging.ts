// Arbitrary commands by which a ticket is put right, tied to others and left for a later day.
import fc from "fast-check"
import { linkKinds } from "../../src/ticket/command/link.ts"
import { around, kind } from "./kinds.ts"

export const arranging = [
  kind(2, fc.constantFrom("high", "low", "?"), (priority) => ({ type: "setPriority", priority })),
  kind(1, around, (offset, { updatedAt }) => ({
    type: "setDeadline",
    clock: "c",
    dueAt: Math.max(0, updatedAt + offset),
  })),
  kind(1, fc.constantFrom("p@1", "p@2"), (process) => ({
    type: "applyPolicy",
    process,
    mode: "keep",
  })),
  kind(1, fc.tuple(fc.constantFrom("p@1", "p@2"), fc.boolean()), ([process, forced]) => ({
    type: "migrate",
    process,
    ...(forced ? { force: "words" } : {}),
  })),
  kind(1, fc.constantFrom("request", "incident"), (requestType) => ({
    type: "setRequestType",
    requestType,
  })),
  kind(1, fc.constantFrom("firefox", "safari"), (browser) => ({
    type: "setFields",
    fields: { browser },
  })),
  kind(1, fc.constantFrom("acme", "initech"), (customer) => ({ type: "setCustomer", customer })),
  kind(1, fc.constantFrom("k1", null), (contract) => ({ type: "setContract", contract })),
  kind(1, fc.constantFrom(-1, 1, 500), (offset, { registeredAt }) => ({
    type: "setRegisteredAt",
    registeredAt: Math.max(0, registeredAt + offset),
  })),
]

const ticket = fc.constantFrom("T-8", "T-9")

export const tying = [
  kind(1, fc.constant("T-9"), (into) => ({ type: "merge", into })),
  kind(3, fc.constant("unmerge"), (type) => ({ type })),
  kind(1, fc.tuple(ticket, fc.boolean()), ([name, merged]) => ({
    type: "noteMerge",
    ticket: name,
    merged,
  })),
  kind(
    1,
    fc.tuple(fc.constantFrom("link", "unlink"), ticket, fc.constantFrom(...linkKinds)),
    ([type, name, as]) => ({ type, ticket: name, as }),
  ),
  kind(2, around, (offset, { updatedAt }) => ({
    type: "snooze",
    until: Math.max(0, updatedAt + offset),
  })),
  kind(1, fc.constant("unsnooze"), (type) => ({ type })),
  kind(
    1,
    fc.tuple(fc.constantFrom("watch", "unwatch"), fc.constantFrom("wanda", "will")),
    ([type, watcher]) => ({ type, watcher }),
  ),
]
