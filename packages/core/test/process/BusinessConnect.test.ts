// The process of document B, row by row (../shared/reference, requirements B-01 to B-08, B-21).
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { clocksOf } from "../../src/desk/clocks.ts"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import * as Process from "../../src/process/Process.ts"
import type { Event } from "../../src/ticket/Event.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import { registered } from "../ticket/given.ts"
import { asked, clockOf, dueAt, march, story, turn } from "../sla/story.ts"

const process = Result.getOrThrow(Process.make(businessConnect))
const wayOf = (type: string) => Process.lifecycleOf(process, type)
const leads = (type: string, signal: string) =>
  Lifecycle.next(wayOf(type), "open.solving.ours", signal) !== undefined
const types = ["incident", "problem", "service", "development"]
const request = (requestType: string): Event => ({ ...registered, requestType, line: "support" })

describe("document B", () => {
  it("B-01 requests arrive by e-mail and by phone", () => {
    expect(businessConnect.channels).toEqual(["email", "phone"])
  })

  it("B-03 there are four kinds of them, each with a priority and fields of its own", () => {
    expect(businessConnect.requestTypes.map(({ id }) => id)).toEqual(types)
    expect(businessConnect.requestTypes.map(({ labels }) => labels["ru"])).toEqual([
      "Инцидент",
      "Проблема",
      "Запрос на обслуживание",
      "Запрос на развитие",
    ])
    const priorities = businessConnect.requestTypes.map(({ priority }) => priority)
    expect(new Set(priorities)).toEqual(new Set(process.priorities))
    for (const { required = [] } of businessConnect.requestTypes) expect(required).toEqual([])
  })

  it("B-03 an incident can be raised to a problem wherever it stands", () => {
    expect([...wayOf("problem").table.keys()]).toEqual([...wayOf("incident").table.keys()])
  })

  it("B-03 information is answered, a development waits for its release", () => {
    expect(types.map((type) => leads(type, "FixStarted"))).toEqual([true, true, false, false])
    expect(types.map((type) => leads(type, "ReleaseAwaited"))).toEqual([true, true, false, true])
    for (const type of types) expect(leads(type, "Answered")).toBe(true)
  })

  it("B-05 the clock stands while support waits for what the request lacks", () => {
    const held = story(
      process,
      [march(2, 9), request("incident")],
      [march(2, 10), asked],
      [march(2, 10), turn("customers")],
      [march(3, 10), turn("ours")],
    )
    expect(dueAt(process, held, "resolution")).toBe(march(5, 15))
  })

  it("B-06 a delivered answer closes, and the request is «Обработано»", () => {
    for (const type of types)
      expect(Lifecycle.next(wayOf(type), "open.answering.ours", "Completed")).toBe(
        "closed.processed",
      )
    expect(Process.labelOf(process, "closed.processed", "ru")).toBe("Обработано")
    expect(Process.labelOf(process, "closed.processed", "en")).toBe("Processed")
  })

  it("B-07 24 working hours for the answer and for support: Friday 17:00, Wednesday 14:00", () => {
    for (const type of ["incident", "problem", "service"]) {
      const held = story(process, [march(6, 17), request(type)])
      expect(dueAt(process, held, "firstResponse")).toBe(march(11, 14))
      expect(dueAt(process, held, "resolution")).toBe(march(11, 14))
    }
  })

  it("B-07 a development is answered in that time, and is no regular support", () => {
    const held = story(process, [march(6, 17), request("development")])
    expect(dueAt(process, held, "firstResponse")).toBe(march(11, 14))
    // The clock goes on unseen, for it may turn out to be an incident.
    expect(clockOf(held, "resolution").target).toBeNull()
    expect(clocksOf(Process.only(process), held, march(11, 14)).map(({ id }) => id)).toEqual([
      "firstResponse",
    ])
  })

  it("B-07 24 elapsed hours are one word away: Friday 17:00, Saturday 17:00", () => {
    const json = JSON.stringify(businessConnect).replaceAll("workingMinutes", "elapsedMinutes")
    const elapsed = Result.getOrThrow(Process.make(JSON.parse(json)))
    const held = story(elapsed, [march(6, 17), request("incident")])
    expect(dueAt(elapsed, held, "firstResponse")).toBe(march(7, 17))
    expect(dueAt(elapsed, held, "resolution")).toBe(march(7, 17))
  })

  it("B-07 five days a week, 9 to 18, GMT+3, with a warning before a breach", () => {
    expect(process.calendar).toMatchObject({ timeZone: "+03:00" })
    const held = story(process, [march(7, 12), request("incident")])
    expect(dueAt(process, held, "firstResponse")).toBe(march(11, 15))
    for (const { warnAt } of businessConnect.policy.clocks) expect(warnAt).toEqual([0.75])
    expect(clockOf(held, "resolution").warned).toEqual([])
  })

  it("B-08 a request for development opens a change of the product, by a user's request", () => {
    const changes = businessConnect.requestTypes.map(({ change }) => change)
    expect(changes).toEqual([undefined, undefined, undefined, "request"])
  })

  it("M-22 stands in every letter by name and address", () => {
    expect(businessConnect.desk).toMatchObject({
      email: "help@vtbconnect.ru",
      phone: "8-800-222-42-14",
      legalName: "ООО Бизнес Коннект",
    })
    for (const letters of Object.values(businessConnect.texts))
      for (const { body } of Object.values(letters)) expect(body).toContain("{{deskPhone}}")
  })
})
