// The lifecycles of the shipped desks.
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { mixvel } from "../../src/process/Mixvel.ts"
import * as Process from "../../src/process/Process.ts"
import { standard } from "../../src/process/Standard.ts"
import type * as Lifecycle from "../../src/ticket/Lifecycle.ts"

it.each([standard, mixvel])(
  "every configuration has a label in each language of $id",
  (profile) => {
    const process = Result.getOrThrow(Process.make(profile))
    for (const status of process.lifecycle.table.keys())
      for (const language of profile.languages) {
        const label = Process.labelOf(process, status, language)
        expect([status, label === status || label.trim() === ""]).toEqual([status, false])
      }
  },
)

const turns = ["ours", "customers", "thirdPartys"]

const inTurns = (...works: ReadonlyArray<string>) =>
  works.flatMap((work) => turns.map((turn) => `open.${work}.${turn}`)).toSorted()

describe("document M", () => {
  const { lifecycle, lifecycles } = Result.getOrThrow(Process.make(mixvel))

  it("knows these configurations", () => {
    expect([...lifecycle.table.keys()].toSorted()).toEqual(
      [
        "closed.confirmed",
        "closed.merged",
        "closed.rejected",
        "closed.silence",
        "closed.withdrawn",
        "completed.awaitingWord",
        "completed.heard",
        ...inTurns("answering", "awaitingRelease", "diagnosing", "escalated"),
        ...inTurns("fixing", "registered", "solving"),
      ].toSorted(),
    )
    expect(lifecycle.initial).toBe("open.registered.ours")
  })

  it("M-06 answers a request for support only where a cause was found", () => {
    expect(answerable(lifecycles.get("support"))).toEqual(
      inTurns("awaitingRelease", "fixing", "solving"),
    )
    expect(answerable(lifecycles.get("development"))).toContain("open.registered.ours")
  })
})

const answerable = (lifecycle: Lifecycle.Lifecycle | undefined) =>
  [...(lifecycle?.table.values() ?? [])]
    .filter(({ next }) => next.has("Answered"))
    .map(({ status }) => status)
    .toSorted()
