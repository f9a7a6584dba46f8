// A profile becomes a process: its form, names that are refused, and those that are shipped.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { businessConnect } from "../../src/process/BusinessConnect.ts"
import { mixvel } from "../../src/process/Mixvel.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import { problemsOf, saidOf, withClock } from "./made.ts"

describe("the shipped profiles", () => {
  it.each([standard, mixvel, businessConnect])("$id is without mistakes", (profile) => {
    expect(saidOf(profile)).toEqual([])
  })

  it.each([standard, mixvel, businessConnect])(
    "$id is JSON: there and back it makes the same process",
    (profile) => {
      const there: unknown = JSON.parse(JSON.stringify(profile))
      const made = Result.getOrThrow(Process.make(profile))
      const again = Result.getOrThrow(Process.make(there))
      expect(again.profile).toEqual(made.profile)
      expect(again.lifecycles).toEqual(made.lifecycles)
      expect(again.calendar).toEqual(made.calendar)
      expect([again.ref, again.lines]).toEqual([made.ref, made.lines])
    },
  )

  it("B-06 a vendor may name its own statuses and let the answer close", () => {
    const clocks = standard.policy.clocks.filter(({ id }) => id === "firstResponse")
    const process = Result.getOrThrow(
      Process.make({
        ...standard,
        confirmation: false,
        policy: { ...standard.policy, clocks },
        labels: { ...standard.labels, processed: { en: "Done", ru: "Обработано" } },
      }),
    )
    expect(Process.labelOf(process, "closed.processed", "ru")).toBe("Обработано")
    expect(process.lifecycle.shape.confirmation).toBe(false)
  })
})

const guard = () => true

describe("form", () => {
  it("PR10 PR13 functions, guards, actions and scripts are unknown fields or wrong types", () => {
    expect(
      problemsOf({ ...withClock({ guard }), actions: [guard], script: "eval" }).toSorted(),
    ).toEqual([
      "unknown-field actions",
      "unknown-field policy.clocks[0].guard",
      "unknown-field script",
    ])
    expect(problemsOf({ causeFirst: guard, version: guard })).toEqual([
      "wrong-type version",
      "wrong-type causeFirst",
    ])
  })

  it("PR14 an id is a plain name", () => {
    const names = [
      "",
      "a.b",
      "a b",
      "1a",
      "x".repeat(300),
      "__proto__",
      "constructor",
      "toString",
      "valueOf",
    ]
    for (const id of names)
      expect(problemsOf({ channels: ["email", id] })).toEqual(["invalid-name channels[1]"])
    for (const id of ["a", "A-1_b", "x".repeat(64), "done-deal", "error-page"])
      expect(problemsOf({ channels: ["email", id] })).toEqual([])
  })

  it("PR15 an id is none that the machinery keeps for itself", () => {
    for (const id of ["xstate.after", "done.x", "error.y", "*", "xstate", "done", "error"])
      expect(problemsOf({ channels: ["email", id] })).toContain("reserved-name channels[1]")
  })

  it("PR16 a target is a whole number in its range", () => {
    const at = "policy.clocks[0].target"
    for (const workingMinutes of [-1, 0, 1.5, 1e12])
      expect(problemsOf(withClock({ target: { workingMinutes } }))).toEqual([
        `invalid-duration ${at}.workingMinutes`,
      ])
    expect(problemsOf(withClock({ target: { calendarDays: 3_654 } }))).toEqual([
      `invalid-duration ${at}.calendarDays`,
    ])
    expect(problemsOf(withClock({ target: { workingMinutes: "soon" } }))).toEqual([
      `wrong-type ${at}.workingMinutes`,
    ])
    for (const target of ["soon", {}, { workingMinutes: 1, workingDays: 1 }, { hours: 1 }, null])
      expect(problemsOf(withClock({ target }))).toEqual([`unknown-value ${at}`])
  })

  it("a warning is a share of its target, between nothing and all of it", () => {
    for (const share of [0, 1, -0.5, 75])
      expect(problemsOf(withClock({ warnAt: [share] }))).toEqual([
        "out-of-range policy.clocks[0].warnAt[0]",
      ])
  })

  it("a condition is an event or a state, and only one of them", () => {
    for (const starts of [
      [{}],
      [{ enters: "open", leaves: "open" }],
      [{ event: "Answered", enters: "open" }],
    ])
      expect(problemsOf(withClock({ starts }))).toEqual([
        "unknown-value policy.clocks[0].starts[0]",
      ])
    expect(problemsOf(withClock({ starts: [{ event: "Answered", by: ["boss"] }] }))).toEqual([
      "unknown-value policy.clocks[0].starts[0].by[0]",
    ])
  })

  it("a language tag is one, and a prefix is short", () => {
    expect(problemsOf({ languages: ["en", "ru", "English!"] })).toEqual([
      "invalid-language languages[2]",
    ])
    expect(problemsOf({ numberPrefix: "T #" })).toEqual(["invalid-name numberPrefix"])
    expect(problemsOf({ numberPrefix: "" })).toEqual([])
  })

  it("lists have their limit", () => {
    const channels = Array.from({ length: 201 }, (_, index) => `c${index}`)
    expect(problemsOf({ channels })).toEqual(["too-many channels"])
  })

  it("what is no profile at all is refused as such", () => {
    for (const input of [null, undefined, 1, "text", [], () => standard])
      expect(saidOf(input)).toEqual(["wrong-type "])
    expect(saidOf({})).toContain("missing-field calendar")
  })

  it("mistakes of the form and of the calendar are told together", () => {
    const calendar = { id: "c", version: "1", timeZone: "Mars/Phobos", week: {} }
    const said = problemsOf({ version: "", calendar })
    expect(said).toEqual([
      "empty version",
      "unknown-time-zone calendar.timeZone",
      "no-open-time calendar.week",
    ])
  })

  it("names that would reach a prototype reach none", () => {
    const json = JSON.stringify(standard)
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const polluted: unknown = JSON.parse(json.replace(/^\{/, `{"${name}":{"polluted":1},`))
      expect(saidOf(polluted)).toEqual([`unknown-field ${name}`])
      const inside: unknown = JSON.parse(
        json.replaceAll(/"(labels|texts)":\{/g, `"$1":{"${name}":{"polluted":"1"},`),
      )
      saidOf(inside)
    }
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false)
    expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe("languages", () => {
  const process = Result.getOrThrow(Process.make(standard))

  it("the one asked for is spoken where the process has it, else its first", () => {
    const asked = ["ru", "RU", "ru-RU", "en-GB", "de", "", undefined]
    expect(asked.map((each) => Process.languageOf(process, each))).toEqual([
      "ru",
      "ru",
      "ru",
      "en",
      "en",
      "en",
      "en",
    ])
  })

  it("a status is called by whose turn it is, where it is not ours", () => {
    const labels = [
      "open.solving.ours",
      "open.solving.customers",
      "completed.heard",
      "closed.silence",
    ]
    expect(labels.map((each) => Process.labelOf(process, each, "en"))).toEqual([
      "Being solved",
      "Waiting for the customer",
      "Completed, customer has written",
      "Closed: no word within 3 days",
    ])
  })

  it("a status without a label is called by its id", () => {
    expect(Process.labelOf(process, "open.unheard.ours", "en")).toBe("open.unheard.ours")
  })
})
