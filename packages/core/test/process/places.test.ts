// P14: where a ticket has its place in another version; PR21, PR22.
import { describe, expect, it } from "vitest"
import * as Places from "../../src/process/Places.ts"
import * as Process from "../../src/process/Process.ts"
import type { Profile } from "../../src/process/Profile.ts"
import { saidOf } from "./made.ts"
import { approval, check, processOf, review, straight, versionOf } from "./placesVersions.ts"

const plain = processOf("1")
const approving = processOf("2", { steps: [approval] })
const reviewing = processOf("3", { steps: [review] })

const way = (process: Process.Process) => Process.lifecycleOf(process, "incident")

/** Where a ticket of one process stands in another: its status and what it skips, or nothing. */
const placed = (
  from: Process.Process,
  status: string,
  to: Process.Process,
  places?: Places.Places,
) => {
  const place = Places.placeOf({ lifecycle: way(from), status }, way(to), places)
  return place && [place.status, ...place.skipped]
}

describe("P14 a ticket has its place", () => {
  it.each(["ours", "customers", "thirdPartys"])("where it stands, the turn %s with it", (turn) => {
    const status = `open.diagnosing.${turn}`
    expect(placed(plain, status, approving)).toEqual([status])
  })

  it.each(["completed.awaitingWord", "completed.heard"])("%s, where a word is waited for", (at) => {
    expect(placed(plain, at, processOf("2", { numberPrefix: "B-" }))).toEqual([at])
    expect(placed(plain, at, processOf("2", { confirmation: false }))).toBeUndefined()
  })

  it("nowhere, where its state is gone", () => {
    expect(placed(approving, "open.approval.customers", plain)).toBeUndefined()
    expect(placed(approving, "open.approval.customers", reviewing)).toBeUndefined()
  })

  it("where the mapping says, the turn as it was", () => {
    const places = { approval: "review" }
    expect(placed(approving, "open.approval.customers", reviewing, places)).toEqual([
      "open.review.customers",
    ])
  })

  it("back at work, where a completed ticket is mapped", () => {
    const silent = processOf("2", { confirmation: false })
    const places = { awaitingWord: "solving", heard: "diagnosing" }
    expect(placed(plain, "completed.awaitingWord", silent, places)).toEqual(["open.solving.ours"])
    expect(placed(plain, "completed.heard", silent, places)).toEqual(["open.diagnosing.ours"])
  })

  it("by the mapping even where it could stay, applied once: two states are swapped", () => {
    const both = { steps: [approval, { ...review, after: "approval" }] }
    const places = { approval: "review", review: "approval" }
    const [before, after] = [processOf("2", both), processOf("3", both)]
    expect(placed(before, "open.approval.ours", after, places)).toEqual([
      "open.review.ours",
      "approval",
    ])
    expect(placed(before, "open.review.ours", after, places)).toEqual(["open.approval.ours"])
  })

  it("never by what every object has by itself", () => {
    expect(placed(approving, "open.approval.ours", plain, {})).toBeUndefined()
    expect(placed(plain, "open.constructor.ours", plain, {})).toBeUndefined()
  })
})

describe("PR22 a step is skipped that every request passes", () => {
  it("before the new place and not before the old one", () => {
    for (const status of ["open.registered.ours", "open.diagnosing.ours"])
      expect(placed(plain, status, approving)).toEqual([status])
    for (const status of ["open.solving.ours", "open.answering.ours", "completed.heard"])
      expect(placed(plain, status, approving)).toEqual([status, "approval"])
  })

  it("not where it stood before the old place as well, under this name or another", () => {
    const two = processOf("4", { steps: [approval, check] })
    expect(placed(approving, "completed.heard", two)).toEqual(["completed.heard", "check"])
    expect(placed(two, "completed.heard", approving)).toEqual(["completed.heard"])
    expect(placed(approving, "completed.heard", reviewing)).toEqual(["completed.heard", "review"])
    const renamed = { approval: "review" }
    expect(placed(approving, "completed.heard", reviewing, renamed)).toEqual(["completed.heard"])
  })

  it("though the ticket stands in it: to stand there is not to have passed it", () => {
    const places = { approval: "solving" }
    expect(
      placed(approving, "open.approval.customers", processOf("5", { steps: [approval] }), places),
    ).toEqual(["open.solving.customers", "approval"])
  })

  it("not where a request may come by another way", () => {
    const quick = processOf("6", { steps: [approval], causeFirst: false })
    expect(placed(plain, "completed.heard", quick)).toEqual(["completed.heard"])
  })

  it("though what was closed may be taken up again behind it", () => {
    const reopening = processOf("7", { reopenWithin: { calendarDays: 30 }, steps: [approval] })
    expect(placed(plain, "open.solving.ours", reopening)).toEqual(["open.solving.ours", "approval"])
  })
})

const said = (places: NonNullable<Profile["places"]>) =>
  saidOf(versionOf("2", { steps: [review], places }))

describe("PR21 a mapping is refused", () => {
  it("that leads to a state which does not exist", () => {
    expect(said({ approval: "review", gone: "nowhere" })).toEqual(["unknown-state places.gone"])
  })

  it("that leads to where nobody works", () => {
    expect(said({ a: "answering", b: "awaitingWord", c: "confirmed", d: "ours" })).toEqual(
      ["a", "b", "c", "d"].map((state) => `unknown-state places.${state}`),
    )
  })

  it("that goes in a circle and ends on no state of the version", () => {
    expect(said({ a: "b", b: "c", c: "a" })).toEqual(
      ["a", "b", "c"].map((state) => `mapping-cycle places.${state}`),
    )
    expect(said({ a: "a" })).toEqual(["mapping-cycle places.a"])
    // What leads into a circle is none itself, and ends nowhere either.
    expect(said({ z: "a", a: "a" })).toEqual(["unknown-state places.z", "mapping-cycle places.a"])
  })

  it("with the whole circle in the message", () => {
    const [first] = Places.faultsIn([way(plain)], { a: "b", b: "a" })
    expect(first).toMatchObject({ code: "mapping-cycle", path: "places.a", got: "a → b → a" })
  })

  it("with names that are none", () => {
    expect(said({ "a b": "review" })).toEqual(['unknown-field places."a b"'])
    expect(said({ a: "x.y" })).toEqual(["invalid-name places.a"])
  })

  it("and one that swaps states of the version, or maps those of any older one, is not", () => {
    expect(said({ review: "solving", solving: "review", long: "review" })).toEqual([])
  })
})

it("the versions of these tests are straight: each of their steps is passed by every answer", () => {
  const answering = { lifecycle: way(plain), status: "open.answering.ours" }
  for (const process of [approving, reviewing])
    expect(Places.placeOf(answering, way(process))?.skipped).toHaveLength(1)
  expect(straight.steps).toBeUndefined()
})
