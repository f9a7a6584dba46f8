// The process of document M, row by row (../shared/reference, requirements M-01 to M-16).
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { mixvel } from "../../src/process/Mixvel.ts"
import * as Process from "../../src/process/Process.ts"
import * as Lifecycle from "../../src/ticket/Lifecycle.ts"

const process = Result.getOrThrow(Process.make(mixvel))
const [support, development] = ["support", "development"].map((type) =>
  Process.lifecycleOf(process, type),
)
const clockOf = (id: string) => mixvel.policy.clocks.find((clock) => clock.id === id)
const next = (lifecycle: Lifecycle.Lifecycle | undefined, status: string, signal: string) =>
  lifecycle === undefined ? undefined : Lifecycle.next(lifecycle, status, signal)

describe("document M", () => {
  it("M-01 names no target for responses and solutions: each comes from the contract", () => {
    for (const id of ["firstResponse", "resolution", "nextReply", "customerAnswer"]) {
      expect(clockOf(id)).toMatchObject({ fromContract: true })
      expect(clockOf(id)).not.toHaveProperty("target")
      expect(clockOf(id)).not.toHaveProperty("targets")
    }
  })

  it("M-02 requests arrive by e-mail; a phone is answered by an agent", () => {
    expect(mixvel.channels).toEqual(["email", "phone"])
  })

  it("M-03 names what a request for support should hold, and refuses none that lacks it", () => {
    const [type] = mixvel.requestTypes
    expect(type).toMatchObject({ id: "support", wished: ["environment", "period", "files"] })
    expect(type).not.toHaveProperty("required")
    expect(mixvel.environments.map(({ labels }) => labels["ru"])).toEqual([
      "Продуктовый",
      "Тестовый",
    ])
  })

  it("M-03 B-08 knows requests for development too, which open a change of the product", () => {
    expect(mixvel.requestTypes.map(({ id }) => id)).toEqual(["support", "development"])
    expect(mixvel.requestTypes[1]).toMatchObject({ wished: ["files"], change: "request" })
  })

  it("M-04 M-05 tells the customer that the request was received, and who has it", () => {
    expect(mixvel.acknowledgeByMachine).toBe(true)
    const told = mixvel.notices.map(({ event }) => event)
    expect(told).toEqual(expect.arrayContaining(["Acknowledged", "Assigned"]))
  })

  it("M-06 M-07 finds the cause first, then explains; of a development there is none to find", () => {
    expect(next(support, "open.diagnosing.ours", "Answered")).toBeUndefined()
    expect(next(support, "open.diagnosing.ours", "CauseFound")).toBe("open.solving.ours")
    expect(next(support, "open.solving.ours", "Answered")).toBe("open.answering.ours")
    expect(next(development, "open.diagnosing.ours", "Answered")).toBe("open.answering.ours")
  })

  it("M-08 hands the product's faults to another service, which offers options", () => {
    expect(mixvel.lines.map(({ id }) => id)).toEqual(["support", "development"])
    expect(next(support, "open.diagnosing.ours", "Escalated")).toBe("open.escalated.ours")
    for (const status of ["open.escalated.ours", "open.solving.ours"])
      expect(support && Lifecycle.permits(support, status, "offerOptions")).toBe(true)
  })

  it("M-09 reminds the customer before the time that a contract gives them is over", () => {
    expect(clockOf("customerAnswer")?.warnBefore).toEqual([540])
    expect(mixvel.notices).toContainEqual({
      event: "ClockWarned",
      clock: "customerAnswer",
      channel: "email",
      text: "reminder",
    })
  })

  it("M-10 M-16 waits for releases, or has a specialist work on the one case", () => {
    expect(next(support, "open.solving.ours", "ReleaseAwaited")).toBe("open.awaitingRelease.ours")
    expect(next(support, "open.awaitingRelease.ours", "ReleaseShipped")).toBe("open.answering.ours")
    expect(next(support, "open.solving.ours", "FixStarted")).toBe("open.fixing.ours")
  })

  it("M-11 M-12 M-13 M-15 completes on delivery, and waits for the customer's word", () => {
    expect(next(support, "open.answering.ours", "Completed")).toBe("completed.awaitingWord")
    expect(next(support, "completed.awaitingWord", "Disputed")).toBe("open.solving.ours")
    expect(next(support, "completed.awaitingWord", "Confirmed")).toBe("closed.confirmed")
    for (const [status, { states }] of support?.table ?? [])
      if (!states.has("closed")) expect(next(support, status, "Withdrawn")).toBe("closed.withdrawn")
  })

  it("M-14 closes by itself after three days of the calendar without a word", () => {
    expect(clockOf("silence")).toMatchObject({ target: { calendarDays: 3 }, effect: "close" })
    expect(Process.labelOf(process, "closed.silence", "ru")).toBe("Закрыт: нет ответа 3 дня")
  })

  it("knows no reopening: what is closed stays so, and a late word opens a new request", () => {
    expect(mixvel).not.toHaveProperty("reopenWithin")
    expect(next(support, "closed.confirmed", "Reopened")).toBeUndefined()
  })

  it("M-22 stands in every letter by name and address", () => {
    expect(mixvel.desk).toMatchObject({
      email: "info@mixvel.com",
      phone: "8 (495) 782-13-15",
      site: "https://mixvel.com/contacts/",
      legalName: "Акционерное общество «Сирена-Трэвел»",
    })
    expect(mixvel.numberPrefix).toBe("MV-")
  })
})
