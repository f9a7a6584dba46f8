// given, when, then over the shipped processes, in virtual time.
import { businessConnect, directory, mixvel, standard } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { given, type Step } from "../src/given.ts"
import { virtualStart } from "../src/virtualDesk.ts"

const answer = { type: "answer", text: "Try again." } as const
const hourMillis = 3_600_000

describe("given what has happened, when a command is given", () => {
  it("M-11 the answer completes as the channel takes it, and its reader is told", async () => {
    const { events, rejection, status, sent } = await given({ soFar: [] }).when(answer)
    expect({ events, rejection, status }).toEqual({
      events: ["Answered", "NotificationDelivered", "Completed"],
      rejection: null,
      status: "completed.awaitingWord",
    })
    expect(sent.map(({ to }) => to.address)).toEqual(["customer@example.com"])
  })

  it("B-06 the answer of a process without confirmation closes", async () => {
    const { status } = await given({ process: businessConnect }).when(answer)
    expect(status).toBe("closed.processed")
  })

  it("M-06 a refusal is told as data, and changes nothing", async () => {
    const { rejection, events, status } = await given({ process: mixvel }).when(answer)
    expect(rejection).toMatchObject({
      rule: "TransitionNotAllowed",
      status: "open.registered.ours",
    })
    expect({ events, status }).toEqual({ events: [], status: "open.registered.ours" })
  })

  it("M-12 the usual actor gives it, or one who is named", async () => {
    const completed = given({ soFar: [answer] })
    const dispute = { type: "dispute", text: "It fails again." } as const
    const { ticket } = await completed.when(dispute)
    const disputed = ticket?.history.find(({ type }) => type === "Disputed")
    expect(disputed?.actor.kind).toBe("customer")
    const actor = { kind: "robot", id: "desk" } as const
    expect((await completed.when({ command: dispute, actor })).rejection?.rule).toBe(
      "ActorNotAllowed",
    )
  })

  it("a registration of one's own stands first, or is what is asked", async () => {
    const register = {
      type: "register",
      channel: "phone",
      subject: "S",
      text: "T",
      requester: {},
    } as const
    const { events, ticket } = await given().when(register)
    expect(events).toContain("Registered")
    expect(ticket?.channel).toBe("phone")
    const soFar: ReadonlyArray<Step> = [{ command: register }]
    expect((await given({ soFar }).when(answer)).ticket?.channel).toBe("phone")
  })

  it("who is known is said by a directory", async () => {
    const people = directory({
      customers: [],
      staff: [{ id: "olga", name: "Olga", line: "first" }],
    })
    const assigned = (assignee: string) =>
      given({ directory: people }).when({ type: "assign", assignee })
    expect((await assigned("olga")).events).toContain("Assigned")
    expect((await assigned("nobody")).rejection?.rule).toBe("UnknownAssignee")
  })

  it("what has happened and could not is an error that says which", async () => {
    const soFar = [{ type: "confirm" } as const]
    await expect(given({ soFar }).when(answer)).rejects.toThrow(
      "given-refused: TransitionNotAllowed",
    )
  })

  it("what is no command of the process is refused as input", async () => {
    const register = { type: "register", channel: "fax", subject: "S", text: "T", requester: {} }
    await expect(given().when({ ...register, type: "register" })).rejects.toMatchObject({
      _tag: "InvalidInput",
    })
  })
})

describe("when time passes", () => {
  it("M-14 silence closes at its own instant, however far time is moved", async () => {
    const { events, ticket } = await given({ soFar: [answer] }).when({ advance: { days: 30 } })
    expect(events).toEqual(["SilenceElapsed", "NotificationDelivered"])
    expect(ticket?.history.at(-2)?.at).toBe(virtualStart + 72 * hourMillis)
  })

  it("M-14 the last moment before it changes nothing", async () => {
    const nearly = { days: 2, hours: 23, minutes: 59, seconds: 59, millis: 999 }
    const { events, status } = await given({ soFar: [answer] }).when({ advance: nearly })
    expect([events, status]).toEqual([[], "completed.awaitingWord"])
  })

  it("clocks are told as they stand then", async () => {
    const { policy } = standard
    const clocks = policy.clocks.map((clock) =>
      clock.id === "firstResponse" ? { ...clock, target: { workingMinutes: 60 } } : clock,
    )
    const process = { ...standard, id: "quick", policy: { ...policy, clocks } }
    const after = async (minutes: number) =>
      (await given({ process }).when({ advance: { minutes } })).clocks.find(
        ({ id }) => id === "firstResponse",
      )
    expect(await after(59)).toMatchObject({ status: "running", dueAt: virtualStart + hourMillis })
    expect(await after(60)).toMatchObject({ status: "breached", endedAt: null })
  })
})
