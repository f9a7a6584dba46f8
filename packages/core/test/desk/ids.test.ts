import { expect, it } from "vitest"
import { uuidv7 } from "../../src/desk/ids.ts"

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const count = (millis: number) => uuidv7(millis).slice(15, 18)

const at = (millis: number) => Array.from({ length: 2_000 }, () => uuidv7(millis))

it("an id is a UUIDv7 that holds its instant", () => {
  const id = uuidv7(1_645_557_742_000)
  expect(id).toMatch(form)
  expect(id.slice(0, 13)).toBe("017f22e2-79b0")
})

it("ids keep the order in which they were made, those of one millisecond too", () => {
  const ids = [...at(1_000), ...at(1_001), ...at(2_000_000)]
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

it("ids of desks whose clocks differ keep the order of each desk", () => {
  const pairs = Array.from({ length: 1_000 }, () => [uuidv7(4_000_000), uuidv7(5_000_000)])
  for (const desk of [0, 1]) {
    const ids = pairs.map((pair) => pair[desk] ?? "")
    expect(ids.toSorted()).toEqual(ids)
  }
})

it("an instant that was used long ago is forgotten, and takes no room", () => {
  expect([count(6_000_000), count(6_000_000)]).toEqual(["000", "001"])
  for (let later = 1; later <= 64; later += 1) uuidv7(6_000_000 + later)
  expect(count(6_000_000)).toBe("000")
})

it("more than are counted in a millisecond are still all different", () => {
  const ids = Array.from({ length: 10_000 }, () => uuidv7(3_000_000))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => form.test(id))).toBe(true)
})

it("a clock that steps back makes ids of its own time", () => {
  expect(uuidv7(5_000).slice(0, 13) > uuidv7(4_000).slice(0, 13)).toBe(true)
})
