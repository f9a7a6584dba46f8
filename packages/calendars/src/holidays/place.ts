// Whether the library knows a country, a state, a region.
import { Problem } from "@upkeep/core"
import type { Problems } from "../exception.ts"
import { codesIn, type Place } from "./library.ts"

/** Everything that is wrong with the place of a request; codes are those of the library. */
export const placeProblems = ({ country, state, region }: Place): Problems => {
  const known = codesIn()
  if (!known.has(country)) return [unknown("country", country, known)]
  if (state === undefined) {
    const got = { path: "region", got: region, expected: "no region without a state" }
    return region === undefined ? [] : [Problem.make({ ...got, code: "unknown-country" })]
  }
  const states = codesIn(country)
  if (!states.has(state)) return [unknown("state", state, states)]
  if (region === undefined) return []
  const regions = codesIn(country, state)
  return regions.has(region) ? [] : [unknown("region", region, regions)]
}

const namedAtMost = 5

const unknown = (path: string, got: unknown, known: ReadonlyMap<string, string>) => {
  const names = nearest(String(got), known).map(([code, name]) => `${code} (${name})`)
  const expected =
    names.length === 0
      ? `no ${path}: there is none here`
      : `a known ${path} such as ${names.join(", ")}`
  return Problem.make({ code: "unknown-country", path, got, expected })
}

/** Those that begin most like what was written, by code or by name. */
const nearest = (written: string, known: ReadonlyMap<string, string>) =>
  [...known]
    .map((entry) => ({
      entry,
      alike: Math.max(...entry.map((text) => likeness(written, text))),
    }))
    .toSorted((a, b) => b.alike - a.alike)
    .slice(0, namedAtMost)
    .map(({ entry }) => entry)

// What differs in its case alone is meant, however many others begin like it.
const likeness = (a: string, b: string): number =>
  a.toLowerCase() === b.toLowerCase() ? Infinity : sharedStart(a, b)

const sharedStart = (a: string, b: string): number => {
  let length = 0
  while (length < a.length && a[length]?.toLowerCase() === b[length]?.toLowerCase()) length++
  return length
}
