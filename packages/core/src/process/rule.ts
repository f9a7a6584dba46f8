// What the rules for profiles share.
import type * as Problem from "../problem/Problem.ts"
import { Event } from "../ticket/Event.ts"
import type { Lifecycle } from "../ticket/Lifecycle.ts"
import type { Profile } from "./Profile.ts"

/** A mistake as a rule finds it. */
export type Found = Parameters<typeof Problem.make>[0]

/**
 * A rule reports everything that it finds. The first of the ways is the process's own, then comes
 * that of each request type.
 */
export type Rule = (profile: Profile, ways: ReadonlyArray<Lifecycle>) => ReadonlyArray<Found>

/** The ids of all states that a ticket can be in. */
export const statesOf = (ways: ReadonlyArray<Lifecycle>): ReadonlySet<string> =>
  new Set(ways.flatMap(({ table }) => [...table.values()].flatMap(({ states }) => [...states])))

const eventTypes: ReadonlySet<string> = new Set(
  Event.members.map((member) => member.fields.type.literal),
)

/** Nothing where the name is that of an event, else the mistake. */
export const unknownEvent = (path: string, event: string): ReadonlyArray<Found> =>
  eventTypes.has(event)
    ? []
    : [{ code: "unknown-event", path, got: event, expected: "the name of an event (GLOSSARY.md)" }]

/** Nothing where there is no name, or one of those that are known; else the mistake. */
export const unknownName = (
  code: string,
  path: string,
  got: string | undefined,
  known: ReadonlyArray<string>,
): ReadonlyArray<Found> =>
  got === undefined || known.includes(got)
    ? []
    : [{ code, path, got, expected: `one of ${known.join(", ") || "none"}` }]

/** The places at which a list says again what it said before. */
export const repeated = (ids: ReadonlyArray<string>): ReadonlyArray<number> =>
  ids.flatMap((id, index) => (ids.indexOf(id) < index ? [index] : []))
