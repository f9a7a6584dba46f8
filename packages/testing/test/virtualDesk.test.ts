// Virtual time: it stands until it is moved, and never goes back.
import { defineNotifier, NotifyError } from "@upkeep/core"
import { expect, it } from "vitest"
import { registrationOf } from "../src/given.ts"
import { millisOf, virtualDesk, virtualStart } from "../src/virtualDesk.ts"

const actor = { kind: "customer", id: "anna" } as const
const command = registrationOf({ channels: ["email"] })

it("time stands, and goes on by what it is told", async () => {
  await using virtual = await virtualDesk({ at: 1_000 })
  expect([virtual.now(), virtual.now()]).toEqual([1_000, 1_000])
  await virtual.advance({ minutes: 1, millis: 5 })
  await virtual.advanceTo(70_000)
  expect(virtual.now()).toBe(70_000)
})

it("nothing due is done before time is moved", async () => {
  await using virtual = await virtualDesk()
  await virtual.desk.submit({ actor, command })
  expect(virtual.sent).toEqual([])
  await virtual.settle()
  expect(virtual.sent).toHaveLength(1)
  expect(virtual.now()).toBe(virtualStart)
})

it("P6 a letter that is refused for now is tried again at its own instants", async () => {
  const tried: Array<number> = []
  const time: { now?: () => number } = {}
  const notifier = defineNotifier({
    name: "away",
    channel: "email",
    send: async () => {
      tried.push(((time.now?.() ?? 0) - virtualStart) / 60_000)
      throw new NotifyError({ reason: "temporary", detail: "away" })
    },
  })
  await using virtual = await virtualDesk({ notify: [notifier] })
  time.now = virtual.now
  await virtual.desk.submit({ actor, command })
  await virtual.advance({ hours: 1 })
  expect(tried).toEqual([0, 1, 6, 21, 51])
})

it("refuses to go back, instants that no desk takes, and spans that are none", async () => {
  await using virtual = await virtualDesk({ at: 1_000 })
  const expected = "expected whole milliseconds from 1000 to the end of 2200, at advanceTo"
  for (const until of [999, 1_000.5, Number.NaN, Date.UTC(2201, 0, 1)])
    await expect(virtual.advanceTo(until)).rejects.toThrow(
      `out-of-range: got ${until}, ${expected}`,
    )
  await expect(virtual.advance({ days: 100_000 })).rejects.toThrow("to the end of 2200")
  await expect(virtualDesk({ at: -1 })).rejects.toThrow(
    "out-of-range: got -1, expected whole milliseconds from 0 to the end of 2200, at at",
  )
  for (const hours of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    await expect(virtual.advance({ hours })).rejects.toThrow(
      `out-of-range: got ${hours}, expected a number from 0 on, at hours`,
    )
  const units = "days, hours, minutes, seconds, millis"
  await expect(virtual.advance({})).rejects.toThrow(
    `missing-field: got no unit, expected one of ${units}, at advance`,
  )
  await expect(virtual.advance(Object({ days: 1, weeks: 2, day: 1 }))).rejects.toThrow(
    `unknown-field: got weeks, day, expected of ${units}, at advance`,
  )
  expect(virtual.now()).toBe(1_000)
})

it("a span is the sum of its parts", () => {
  expect(millisOf({ days: 1, hours: 2, minutes: 3, seconds: 4, millis: 5 })).toBe(93_784_005)
  expect(millisOf({ hours: 0.5 })).toBe(1_800_000)
  expect(millisOf({ millis: 0 })).toBe(0)
})
