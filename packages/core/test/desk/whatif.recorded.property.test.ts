// Events of a journal are told from other JSON fast, and just as their schema tells them.
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as WhatIf from "../../src/desk/WhatIf.ts"
import { isRecorded } from "../../src/desk/whatif/isRecorded.ts"
import * as Decode from "../../src/problem/Decode.ts"
import { type Event, Recorded } from "../../src/ticket/Event.ts"
import { recorded, registered, usual } from "../ticket/given.ts"
import { attemptsOn, decideOn, resting } from "../ticket/walk.ts"

const decode = Decode.strict(Recorded)

const contract = { id: "c", version: "1", targets: { a: { workingMinutes: 1 } }, calendar: "x" }
const full: Event = {
  ...registered,
  priority: "high",
  contract,
  timeZone: "Europe/Moscow",
  period: { from: 1, to: 2 },
  missing: ["period"],
  files: [{ hash: "h", bytes: 1, mediaType: "text/plain" }],
}
/** Every event that any command makes in any state. */
const made = [...resting(usual).values()].flatMap(({ state }) =>
  attemptsOn(state).flatMap((attempt) => {
    const decided = decideOn(usual, state, attempt)
    return Result.isSuccess(decided) ? decided.success : []
  }),
)
const events = recorded([registered, full, ...made]).map((each) => ({
  ...each,
  content: { key: "k", hash: "h" },
}))

type Json = { [name: string]: unknown }

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null

/** Every object and list inside some JSON, itself first. */
const inside = (value: unknown): ReadonlyArray<Json> =>
  isObject(value) ? [value, ...Object.values(value).flatMap(inside)] : []

const mutation = fc.record({
  event: fc.constantFrom(...events),
  place: fc.nat(),
  name: fc.nat(),
  how: fc.constantFrom("remove", "replace", "add"),
  value: fc.oneof(fc.jsonValue(), fc.constantFrom("customer", "Noted", null, 1, 1.5, "a\nb", [])),
})

const mutated = ({
  event,
  place,
  name,
  how,
  value,
}: typeof mutation extends fc.Arbitrary<infer M> ? M : never) => {
  const copy: unknown = JSON.parse(JSON.stringify(event))
  const places = inside(copy)
  const target = places[place % places.length] ?? {}
  const names = Object.keys(target)
  const key = how === "add" ? "strange" : (names[name % Math.max(1, names.length)] ?? "strange")
  if (how === "remove") delete target[key]
  else target[key] = value
  return JSON.parse(JSON.stringify(copy)) as unknown
}

describe("events of a journal", () => {
  it("of every kind are taken fast", () => {
    expect(events.filter((event) => !isRecorded(event))).toEqual([])
    expect(new Set(events.map(({ event }) => event.type)).size).toBeGreaterThan(25)
  })

  it("are those that the schema takes, and no others", () => {
    fc.assert(
      fc.property(mutation, (change) => {
        const value = mutated(change)
        expect(isRecorded(value)).toBe(Result.isSuccess(decode(value)))
      }),
      { numRuns: 3_000 },
    )
  })

  it("V16 of a later format are refused as such, whatever else they hold", () => {
    const refused = WhatIf.recordedOf({ ...events[0], format: 2, colour: "red" })
    expect(refused).toMatchObject({
      failure: [
        {
          code: "event-too-new",
          path: "format",
          got: "2",
          expected: "at most 1: use the Upkeep that wrote it",
        },
      ],
    })
    expect(WhatIf.recordedOf("nothing")).toMatchObject({ failure: [{ code: "wrong-type" }] })
    expect(WhatIf.recordedOf(null)).toMatchObject({ failure: [{ code: "wrong-type" }] })
  })
})
