// What the table of a lifecycle says at its edges.
import { describe, expect, it } from "vitest"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"
import { completed, given, lifecycleOf, solving, usual } from "./given.ts"
import { full } from "./shapes.ts"

const lifecycle = lifecycleOf(usual)

describe("a status that the lifecycle does not have", () => {
  const nowhere = "open.nowhere.ours"

  it("leads nowhere, allows nothing and permits nothing", () => {
    expect(Lifecycle.next(lifecycle, nowhere, "DiagnosisStarted")).toBeUndefined()
    expect(Lifecycle.movesIn(lifecycle, nowhere)).toEqual([])
    expect(Lifecycle.allows(lifecycle, nowhere, "Noted")).toBe(false)
    expect(Lifecycle.permits(lifecycle, nowhere, "note")).toBe(false)
    expect(Lifecycle.permitted(lifecycle, nowhere)).toEqual([])
  })
})

describe("in every status", () => {
  it("a ticket that is there is not registered again", () => {
    for (const status of lifecycle.table.keys())
      expect(Lifecycle.permits(lifecycle, status, "register")).toBe(false)
  })

  it("P8 a deadline that people were told moves while there is somebody to be told", () => {
    const movable = [...lifecycle.table.keys()].filter((status) =>
      Lifecycle.allows(lifecycle, status, "DeadlineMoved"),
    )
    expect(movable).toEqual(
      [...lifecycle.table.keys()].filter((each) => !each.startsWith("closed")),
    )
  })
})

const back = (shape: Lifecycle.Shape) =>
  Lifecycle.next(lifecycleOf(shape), "closed.withdrawn", "Reopened")

describe("the chart", () => {
  it("M-06 a cause that is found while it is fixed puts the work back to its solution", () => {
    const fixing = given([...solving, { type: "FixStarted" }], full)
    expect(fixing.when({ type: "diagnose", cause: "userError" }).state().status).toBe(
      "open.solving.ours",
    )
  })

  it("M-11 the customer can be told something after the completion", () => {
    given(completed).when({ type: "inform", text: "words" }).thenTypes("Informed")
  })

  it("what was withdrawn comes back where the process reopens requests, and nowhere else", () => {
    expect(back(usual)).toBeUndefined()
    expect(back({ ...usual, reopening: true })).toBe("open.solving.ours")
  })
})
