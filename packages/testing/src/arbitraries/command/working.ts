// Arbitrary commands of the work on a ticket, of its terms and of what it has to do with others.
import type { Command } from "@upkeep/core"
import fc from "fast-check"
import { around, kind, near, oneOf, type Scene, valuesFor, versionOf } from "./blank.ts"

const component = fc.constantFrom("api", "web")
const versionPlace = fc.constantFrom(1, 2)

// A step that waits, by one of its moves with what it requires; or one that does not.
const taken = (place: number, { ticket, profile }: Scene): Command => {
  const step = ticket.steps[0] ?? profile.steps?.[place]
  const move = step?.moves[place % Math.max(1, step.moves.length)]
  const ruled = profile.steps
    ?.find(({ id }) => id === step?.id)
    ?.moves.find(({ id }) => id === move?.id)
  const fields = valuesFor(ruled?.required ?? [], profile, ticket.updatedAt)
  return {
    type: "take",
    step: step?.id ?? "unheardOf",
    move: move?.id ?? "unheardOf",
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  }
}

export const working = [
  kind(4, fc.constantFrom("boris", "clara"), (assignee) => ({ type: "assign", assignee })),
  kind(1, fc.constant("route"), (type) => ({ type })),
  kind(6, fc.constantFrom("userError", "productFault", "noFault"), (cause) => ({
    type: "diagnose",
    cause,
  })),
  kind(3, fc.nat(9), (place, { profile: { lines } }) => ({
    type: "escalate",
    line: oneOf(
      lines.map(({ id }) => id),
      place,
    ),
  })),
  kind(2, fc.constant("startFix"), (type) => ({ type })),
  kind(5, fc.tuple(component, fc.option(versionPlace)), ([name, awaited], { profile }) => ({
    type: "awaitRelease",
    component: name,
    ...(awaited === null ? {} : { version: versionOf(profile, { component: name }, awaited) }),
  })),
  kind(2, fc.tuple(component, versionPlace), ([name, shipped], { profile }) => ({
    type: "shipRelease",
    component: name,
    version: versionOf(profile, { component: name }, shipped),
  })),
  kind(8, fc.nat(9), taken),
  kind(1, fc.constantFrom(1, 90), (minutes) => ({ type: "logWork", minutes })),
  kind(1, fc.constantFrom("request", "defect"), (origin) => ({ type: "openChange", origin })),
]

export const arranging = [
  kind(2, fc.nat(9), (place, { profile: { priorities = [] } }) => ({
    type: "setPriority",
    priority: oneOf(
      priorities.map(({ id }) => id),
      place,
    ),
  })),
  kind(1, fc.tuple(fc.nat(9), around), ([place, offset], scene) => ({
    type: "setDeadline",
    clock: oneOf(
      scene.ticket.clocks.map(({ id }) => id),
      place,
    ),
    dueAt: near(offset, scene),
  })),
  kind(1, fc.nat(9), (place, { profile: { requestTypes } }) => ({
    type: "setRequestType",
    requestType: oneOf(
      requestTypes.map(({ id }) => id),
      place,
    ),
  })),
  kind(1, fc.nat(9), (place, { profile, ticket }) => ({
    type: "setFields",
    fields: valuesFor(
      (profile.fields ?? []).slice(place, place + 1).map(({ id }) => id),
      profile,
      ticket.updatedAt,
    ),
  })),
  kind(1, fc.constantFrom("acme", "initech"), (customer) => ({ type: "setCustomer", customer })),
  kind(1, fc.constantFrom(null, "gold"), (contract) => ({ type: "setContract", contract })),
  kind(1, fc.constantFrom(-1_000, 1_000), (offset, { ticket }) => ({
    type: "setRegisteredAt",
    registeredAt: Math.max(0, (ticket.history[0]?.effectiveAt ?? 0) + offset),
  })),
  kind(2, around, (offset, scene) => ({ type: "snooze", until: near(offset, scene) })),
  kind(1, fc.constantFrom("unsnooze", "acknowledge"), (type) => ({ type })),
  kind(
    1,
    fc.tuple(fc.constantFrom("watch", "unwatch"), fc.constantFrom("wanda", "will")),
    ([type, watcher]) => ({ type, watcher }),
  ),
  kind(
    1,
    fc.tuple(fc.constantFrom("link", "link", "unlink"), fc.constantFrom("T-8", "T-9")),
    ([type, ticket]) => ({ type, ticket, as: "related" }),
  ),
]

export const ending = [
  kind(10, fc.constantFrom("words", "more words"), (words) => ({ type: "answer", text: words })),
  kind(3, fc.constantFrom("confirm", "withdraw"), (type) => ({ type })),
  kind(3, fc.constantFrom("words", undefined), (words) => ({
    type: "dispute",
    ...(words === undefined ? {} : { text: words }),
  })),
  kind(4, fc.constantFrom("confirmation", "dispute", "thanks"), (ruling) => ({
    type: "rule",
    ruling,
  })),
  kind(1, fc.constantFrom("notProduct", "spam", "noContract"), (reason) => ({
    type: "reject",
    reason,
  })),
  kind(3, fc.constantFrom("words", undefined), (words) => ({
    type: "reopen",
    ...(words === undefined ? {} : { text: words }),
  })),
]
