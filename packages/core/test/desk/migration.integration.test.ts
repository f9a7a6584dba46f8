// P14: an open ticket stays on its version until it is moved on, by a command.
import { InvalidInput, memory } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { approval, check, review, versionOf } from "../process/placesVersions.ts"
import { give, on, ticketIn, typesOf } from "./migrationLives.ts"
import { contentsOf, customer, refusal, robot, rowOf } from "./setUp.ts"

const first = versionOf("1")
const approving = versionOf("1", { steps: [approval] })
const migrate = (process: string, more: object = {}) =>
  ({ type: "migrate", process, ...more }) as const

describe("P14 migrate", () => {
  it("lets a ticket go on by the rules and the words of another version", async () => {
    const storage = memory()
    const ticketId = await on(storage, first, (desk) => ticketIn(desk, "diagnosing"))
    await on(storage, versionOf("2", { steps: [approval] }), async (desk) => {
      expect(await desk.show(ticketId)).toMatchObject({ process: "acme@1" })
      const receipt = await give(desk, ticketId, migrate("acme@2"))
      expect(receipt).toMatchObject({ status: "open.diagnosing.ours", events: ["ProcessMigrated"] })
      await give(desk, ticketId, { type: "diagnose", cause: "userError" })
      const view = await desk.show(ticketId)
      expect(view).toMatchObject({
        process: "acme@2",
        status: "open.approval.customers",
        labels: { en: "approval" },
        steps: [{ id: "approval" }],
      })
      const moved = view.history.find(({ type }) => type === "ProcessMigrated")
      expect(moved?.facts).toEqual({
        from: "acme@1",
        to: "acme@2",
        status: "open.diagnosing.ours",
        forced: false,
      })
    })
  })

  it("passes the turn to whoever owns the step there, and back", async () => {
    const storage = memory()
    const ticketId = await on(storage, approving, (desk) => ticketIn(desk, "beyondDiagnosis"))
    const places = { approval: "review" }
    await on(storage, versionOf("2", { steps: [review], places }), async (desk) => {
      expect((await rowOf(desk, ticketId))?.status).toBe("open.approval.customers")
      const receipt = await give(desk, ticketId, migrate("acme@2"))
      expect(receipt).toMatchObject({
        status: "open.review.ours",
        events: ["ProcessMigrated", "TurnPassed"],
      })
    })
    await on(
      storage,
      versionOf("3", { steps: [approval], places: { review: "approval" } }),
      async (desk) => {
        const receipt = await give(desk, ticketId, migrate("acme@3"))
        expect(receipt.status).toBe("open.approval.customers")
        const { history, status } = await desk.show(ticketId)
        expect(history.at(-1)?.status).toBe(status)
      },
    )
  })

  it("by the same step, which another owns now, the turn passes as well", async () => {
    const storage = memory()
    const ticketId = await on(storage, approving, (desk) => ticketIn(desk, "beyondDiagnosis"))
    const ours = { ...approval, owner: "vendor" } as const
    await on(storage, versionOf("2", { steps: [ours] }), async (desk) => {
      const receipt = await give(desk, ticketId, migrate("acme@2"))
      expect(receipt.status).toBe("open.approval.ours")
      expect((await desk.show(ticketId)).history.at(-1)?.status).toBe("open.approval.ours")
    })
  })

  it("leaves clocks their terms: their targets and their time stay", async () => {
    const storage = memory()
    const ticketId = await on(storage, first, (desk) => ticketIn(desk, "diagnosing"))
    const before = await on(storage, first, (desk) => desk.show(ticketId))
    const { policy } = first
    const clocks = policy.clocks.map((clock) => ({ ...clock, target: { workingMinutes: 60 } }))
    const second = versionOf("2", { policy: { ...policy, version: "2", clocks } })
    await on(storage, second, async (desk) => {
      await give(desk, ticketId, migrate("acme@2"))
      const after = await desk.show(ticketId)
      expect(after).toMatchObject({ process: "acme@2", terms: "acme@1", clocks: before.clocks })
      await give(desk, ticketId, { type: "applyPolicy", process: "acme@2", mode: "fromStart" })
      expect((await desk.show(ticketId)).clocks[0]?.target).toEqual({ workingMinutes: 60 })
    })
  })

  it("takes a completed ticket back to work where the version waits for no word and maps it", async () => {
    const storage = memory()
    const ticketId = await on(storage, first, (desk) => ticketIn(desk, "answered"))
    const places = { awaitingWord: "solving", heard: "solving" }
    await on(storage, versionOf("2", { confirmation: false, places }), async (desk) => {
      expect(await give(desk, ticketId, migrate("acme@2"))).toMatchObject({
        status: "open.solving.ours",
      })
      const again = await give(desk, ticketId, { type: "answer", text: "Done again." })
      expect(again.status).toBe("closed.processed")
    })
  })
})

/** Why a ticket that waits for an approval on the first version is not moved. */
const refusedOn = async (
  second: ReturnType<typeof versionOf>,
  command: ReturnType<typeof migrate>,
) => {
  const storage = memory()
  const ticketId = await on(storage, approving, (desk) => ticketIn(desk, "diagnosing"))
  return await on(storage, second, async (desk) => {
    // It comes where the new version has no place after that was published.
    await give(desk, ticketId, { type: "diagnose", cause: "userError" })
    const before = await rowOf(desk, ticketId)
    const error = await refusal(give(desk, ticketId, command))
    expect(await rowOf(desk, ticketId)).toEqual(before)
    return error
  })
}

describe("migrate is refused, and changes nothing:", () => {
  it("P14 where the version has no place for the ticket", async () => {
    expect(await refusedOn(versionOf("2"), migrate("acme@2"))).toMatchObject({
      rejection: {
        rule: "NoPlace",
        message: expect.stringContaining(
          'got "acme@2", expected a version, or places, with one for open.approval.customers',
        ),
      },
    })
  })

  it("P14 where the version does not have its request type", async () => {
    const storage = memory()
    const service = await on(storage, first, (desk) => ticketIn(desk, "diagnosing", "service"))
    const [incident] = first.requestTypes
    const second = versionOf("2", { requestTypes: incident === undefined ? [] : [incident] })
    await on(storage, first, (desk) => give(desk, service, { type: "withdraw" }))
    await on(storage, second, async () => undefined)
    const late = await on(storage, first, (desk) => ticketIn(desk, "diagnosing", "service"))
    await on(storage, second, async (desk) => {
      expect(await refusal(give(desk, late, migrate("acme@2")))).toMatchObject({
        rejection: {
          rule: "NoPlace",
          message: expect.stringContaining("expected a version with the request type service"),
        },
      })
    })
  })

  it("PR21 by a mapping to a state that does not exist, and by one that goes in a circle", async () => {
    const places = { approval: "nowhere", a: "b", b: "a" }
    const error = await refusedOn(versionOf("2"), migrate("acme@2", { places }))
    expect(error).toBeInstanceOf(InvalidInput)
    expect(error).toMatchObject({
      problems: [
        { code: "unknown-state", path: "command.places.approval", got: '"nowhere"' },
        { code: "mapping-cycle", path: "command.places.a", got: '"a → b → a"' },
        { code: "mapping-cycle", path: "command.places.b" },
      ],
    })
  })

  it("PR22 by a mapping that skips a step, unless a reason is given, which is kept", async () => {
    const storage = memory()
    const ticketId = await on(storage, first, (desk) => ticketIn(desk, "beyondDiagnosis"))
    await on(storage, versionOf("2", { steps: [approval] }), async (desk) => {
      const error = await refusal(give(desk, ticketId, migrate("acme@2")))
      expect(error).toMatchObject({
        rejection: {
          rule: "MigrationSkipsStep",
          message: expect.stringContaining("no skipped step (approval), or a reason in `force`"),
        },
      })
      const force = "The customer agreed by phone."
      const receipt = await give(desk, ticketId, migrate("acme@2", { force }))
      expect(receipt.status).toBe("open.solving.ours")
      const { history } = await desk.show(ticketId)
      expect(history.at(-1)).toMatchObject({
        type: "ProcessMigrated",
        text: force,
        facts: { forced: true },
      })
      // The reason may name people: it lies apart, and can be forgotten.
      expect((await contentsOf(desk, ticketId)).some(({ body }) => body.includes(force))).toBe(true)
      expect((await rowOf(desk, ticketId))?.body).not.toContain(force)
    })
  })

  it.each([
    ["the version that it is on", "acme@1", "SameProcess"],
    ["a version that was never published", "acme@9", "UnknownProcess"],
    ["what is no version", "acme", "UnknownProcess"],
  ])("to %s", async (_, process, rule) => {
    expect(await refusedOn(versionOf("2"), migrate(process))).toMatchObject({ rejection: { rule } })
  })

  it("to a process that is not its own", async () => {
    const other = { ...versionOf("1"), id: "other" }
    expect(await refusedOn(other, migrate("other@1"))).toMatchObject({
      rejection: { rule: "UnknownProcess" },
    })
  })

  it("of a closed ticket, which keeps its version, and by a customer", async () => {
    const storage = memory()
    const [closed, open] = await on(storage, first, async (desk) => [
      await ticketIn(desk, "closed"),
      await ticketIn(desk, "registered"),
    ])
    await on(storage, versionOf("2", { steps: [check] }), async (desk) => {
      const error = await refusal(give(desk, closed ?? "", migrate("acme@2")))
      expect(error).toMatchObject({ rejection: { rule: "TransitionNotAllowed" } })
      const command = migrate("acme@2")
      const theirs = await refusal(desk.submit({ ticketId: open ?? "", actor: customer, command }))
      expect(theirs).toMatchObject({ rejection: { rule: "ActorNotAllowed" } })
      await desk.submit({ ticketId: open ?? "", actor: robot, command })
      expect(await typesOf(desk, open ?? "")).toEqual(["Registered", "ProcessMigrated"])
    })
  })
})
