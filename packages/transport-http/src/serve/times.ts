// Times in a body: whoever wrote them as text meant an instant, and is told where none is meant.
import { LocalTime, Problem } from "@upkeep/core"
import { Text } from "@upkeep/core/effect"
import { Result } from "effect"
import type { Time } from "../api/Bodies.ts"

/** A body whose times are epoch milliseconds now, and what is wrong with those that are not. */
export interface TimesRead {
  readonly body: unknown
  readonly problems: ReadonlyArray<Problem.Problem>
}

/** Where a time lies: names, from the root of the body. */
export type Place = ReadonlyArray<string>

/**
 * Reads the texts at these places of a body as instants, in the zone that the body names where they
 * have no offset (T01 to T07). What is no text stays as it is, and so does what cannot be read.
 */
export const readTimes = (
  body: unknown,
  placesOf: (type: unknown) => ReadonlyArray<Place>,
): TimesRead => {
  if (!isObject(body)) return { body, problems: [] }
  const zone = zoneIn(body)
  const problems = [...zone.problems]
  const read = (path: string) => (value: unknown) => {
    if (typeof value !== "string") return value
    const found = LocalTime.parse(value, { timeZone: zone.timeZone, path })
    if (Result.isSuccess(found)) return found.success
    problems.push(...found.failure)
    return value
  }
  const whole = placesOf(body["type"]).reduce<unknown>(
    (now, place) => changed(now, place, read(Problem.pathOf(place))),
    body,
  )
  return { body: whole, problems }
}

/** A time of a body that was read and found good. */
export const instant = (time: Time): number => {
  if (typeof time === "number") return time
  throw new Error("got a text, expected a body whose times were read")
}

/** The same, where it was said at all. */
export const instantIf = (time: Time | undefined): number | undefined =>
  time === undefined ? undefined : instant(time)

// A zone that is none is a mistake of its own, whether a time of the body needs it or not.
const zoneIn = ({ timeZone }: { readonly [name: string]: unknown }) => {
  const isName = typeof timeZone === "string" && timeZone.length <= Text.nameCharacters
  if (!isName) return { timeZone: undefined, problems: [] }
  const asked = LocalTime.parse("1970-01-01T00:00:00Z", { timeZone })
  return Result.isSuccess(asked)
    ? { timeZone, problems: [] }
    : { timeZone: "UTC", problems: asked.failure }
}

const changed = (
  value: unknown,
  [name, ...rest]: Place,
  change: (value: unknown) => unknown,
): unknown => {
  if (name === undefined) return change(value)
  if (!isObject(value) || !Object.hasOwn(value, name)) return value
  return { ...value, [name]: changed(value[name], rest, change) }
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)
