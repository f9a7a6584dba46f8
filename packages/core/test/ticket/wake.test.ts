// What clocks report: silence, warnings, breaches.
import { describe, expect, it } from "vitest"
import type { Event } from "../../src/ticket/Event.ts"
import { completed, given, heard, silenceDueAt } from "./given.ts"

describe("what is due", () => {
  const close = { effect: "close", dueAt: silenceDueAt } as const
  const breach = { effect: "breach", clock: "c", instance: 1, dueAt: 7_000 } as const
  const warn = { effect: "warn", clock: "c", instance: 1, share: 0.5, dueAt: 7_000 } as const
  const closed: Event = { type: "SilenceElapsed", dueAt: silenceDueAt }

  it("M-14 silence closes the completed ticket, and says when it was due", () => {
    const quiet = given(completed).when({ type: "wake" }, { due: [close] })
    quiet.thenEvents(closed)
    expect(quiet.state()).toMatchObject({ status: "closed.silence", silenceDueAt })
  })

  it("warnings and breaches are recorded in the order of their times", () => {
    given(completed)
      .when({ type: "wake" }, { due: [warn, breach, close] })
      .thenTypes("ClockWarned", "ClockBreached", "SilenceElapsed")
  })

  it("M-14 where somebody has written, the silence closes nothing", () => {
    given(heard)
      .when({ type: "wake" }, { due: [close] })
      .thenRefused("NothingDue")
    given(heard)
      .when({ type: "wake" }, { due: [close, warn] })
      .thenTypes("ClockWarned")
  })

  it("two silences that end at once close one ticket once", () => {
    given(completed)
      .when({ type: "wake" }, { due: [close, close] })
      .thenEvents(closed)
  })

  it("NothingDue: a ticket is not woken for nothing", () => {
    given(completed).when({ type: "wake" }, { due: [] }).thenRefused("NothingDue")
    given(completed).when({ type: "wake" }).thenRefused("NothingDue")
  })
})
