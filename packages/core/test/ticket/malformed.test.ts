// What is malformed is refused by the schema, field by field, and what passes it is decided:
// accepted, or refused by a rule. Nothing is thrown, and no refusal changes anything.
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/problem/Decode.ts"
import { Command } from "../../src/ticket/Command.ts"
import { lifecycleOf, registration } from "./given.ts"
import { shapes, stepped } from "./shapes.ts"
import { after, commandTypes, decideOn, type Found, prepared, resting } from "./walk.ts"
import { type Attempt, attemptsOn } from "./attempts.ts"
import { frozen } from "./walks.ts"

const decode = Decode.strict(Command)

const nasty: ReadonlyArray<unknown> = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.MAX_VALUE,
  "",
  " \u200b",
  "\0",
  "\ud800",
  "a\nb",
  "x".repeat(200_001),
  "__proto__",
  "constructor",
  [],
  {},
  [null],
  { file: -1 },
]

type Path = ReadonlyArray<string>

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null

/** The places in some JSON, itself aside. */
const placesIn = (value: unknown, path: Path = []): ReadonlyArray<Path> =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, inner]) => [
        [...path, key],
        ...placesIn(inner, [...path, key]),
      ])
    : []

/** The value with another one at a place; without that field where the other is `undefined`. */
const withAt = (value: unknown, [key, ...rest]: Path, other: unknown): unknown => {
  if (key === undefined || !isObject(value)) return other
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === key ? withAt(each, rest, other) : each))
  const { [key]: before, ...others } = value
  const inner = withAt(before, rest, other)
  return inner === undefined ? others : { ...others, [key]: inner }
}

/** For each command a ticket and an attempt that it takes. */
const taken = new Map<string, { readonly from: Found; readonly attempt: Attempt }>()
for (const at of resting(stepped).values())
  for (const from of prepared(stepped, at, 2))
    for (const attempt of attemptsOn(from.state))
      if (!taken.has(attempt.command.type) && after(stepped, from, attempt).length > 0)
        taken.set(attempt.command.type, { from, attempt })

/** Decides what may be malformed, on a ticket that no decision may change. */
const outcome = (from: Found, around: Attempt["around"], input: unknown) => {
  const decoded = decode(input)
  if (Result.isFailure(decoded)) {
    const paths = decoded.failure.map(({ path }) => path)
    for (const { code, expected, message } of decoded.failure) {
      expect(code).toMatch(/^[a-z-]+$/)
      expect([expected, message].join(" ")).not.toMatch(/undefined|object Object/)
    }
    return { malformed: paths }
  }
  if (decoded.success.type === "register") return { malformed: [] }
  const attempt = { command: frozen(decoded.success), ...(around && { around }) }
  const decision = decideOn(stepped, frozen(from.state), attempt)
  return Result.isFailure(decision) ? { rule: decision.failure.rule } : { events: decision.success }
}

describe("every command", () => {
  it("is among those that are made malformed here", () => {
    expect([...taken.keys()].toSorted()).toEqual([...commandTypes].toSorted())
  })

  it.each([...taken])("H16 %s: a field that nobody knows is refused, never dropped", (_, each) => {
    const input = { ...each.attempt.command, tenantId: "other" }
    expect(outcome(each.from, each.attempt.around, input)).toEqual({ malformed: ["tenantId"] })
  })

  it.each([...taken])("%s: each field is refused at its place, or decided", (_, each) => {
    const { from, attempt } = each
    let malformed = 0
    for (const path of placesIn(attempt.command))
      for (const value of [...nasty, undefined]) {
        const input = withAt(attempt.command, path, value)
        const found = outcome(from, attempt.around, input)
        if (!("malformed" in found)) continue
        malformed++
        // The mistake is told where it was made, or there where it leaves something empty.
        for (const place of found.malformed ?? [])
          expect([place, place.startsWith(path[0] ?? "")]).toEqual([place, true])
      }
    expect(malformed).toBeGreaterThan(nasty.length)
  })

  it("with anything anywhere is refused by the schema or a rule, or goes on by the chart", () => {
    const attempts = [...taken.values()]
    const anything = fc.oneof(fc.constantFrom(...nasty), fc.jsonValue(), fc.nat())
    const founds = shapes.flatMap((shape) =>
      [...resting(shape).values()].map((from) => ({ shape, from })),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...attempts),
        fc.constantFrom(...founds),
        fc.nat(),
        anything,
        fc.constantFrom(0, 1, 999_999, -1),
        ({ attempt }, { shape, from }, place, value, late) => {
          const places = placesIn(attempt.command)
          const path = places[place % places.length] ?? []
          const decoded = decode(withAt(attempt.command, path, value))
          if (Result.isFailure(decoded) || decoded.success.type === "register") return
          const state = frozen(from.state)
          const at = state.updatedAt + 1_000
          const around = { ...attempt.around, registration, at, effectiveAt: at - late }
          const decision = decideOn(shape, state, { command: frozen(decoded.success), around })
          if (Result.isFailure(decision)) return
          const steps = after(shape, { ...from, state }, { command: decoded.success, around })
          expect(steps.length).toBe(decision.success.length)
          for (const step of steps)
            expect(lifecycleOf(shape).table.has(step.state.status)).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
