import { expect, it } from "vitest"
import { uuidv7 } from "../../src/desk/ids.ts"

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

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

it("more than are counted in a millisecond are still all different", () => {
  const ids = Array.from({ length: 10_000 }, () => uuidv7(3_000_000))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => form.test(id))).toBe(true)
})

it("a clock that steps back makes ids of its own time", () => {
  expect(uuidv7(5_000).slice(0, 13) > uuidv7(4_000).slice(0, 13)).toBe(true)
})
