// Times as people write them, with an offset or on a wall: an instant is meant, or the text is
// refused with what may have been meant.
import { standard } from "@upkeep/core"
import { beforeEach, describe, expect, it } from "vitest"
import {
  broken,
  dayMillis,
  minuteMillis,
  monday,
  open,
  type Opened,
  openTicket,
  request,
  unchangedIn,
  verdict,
} from "./door.ts"

let opened: Opened
let ticket: Awaited<ReturnType<typeof openTicket>>

beforeEach(async () => {
  opened = await open({ of: { process: standard } })
  ticket = await openTicket(opened)
})

const berlin = { timeZone: "Europe/Berlin" }

const give = (json: object) =>
  opened.send("vera", `POST ${ticket.path}/commands`, {
    json,
    headers: { "if-match": `"${ticket.version}"` },
  })

/** A note that was taken at a time. */
const noted = (effectiveAt: unknown, more: object = {}) =>
  give({ type: "note", text: "Looked at it.", effectiveAt, ...more })

const refused = (effectiveAt: unknown, more: object = {}) =>
  unchangedIn(opened, () => noted(effectiveAt, more))

describe("a time in text", () => {
  it.each([
    ["2026-11-16T09:00:30+03:00", {}],
    ["2026-11-16T06:00:30Z", {}],
    ["2026-11-16T07:00:30", berlin],
    ["2026-11-16T09:00:30", { timeZone: "+03:00" }],
    // An offset says more than the zone does.
    ["2026-11-16T06:00:30Z", berlin],
    [monday + 30_000, berlin],
  ])("%j with %j is the instant that it means", async (effectiveAt, more) => {
    opened.clock.now += minuteMillis
    expect((await noted(effectiveAt, more)).status).toBe(200)
    const { history } = (await opened.send("vera", `GET ${ticket.path}/history`)).said
    expect(history?.at(-1)?.effectiveAt).toBe(monday + 30_000)
  })

  it("T01 in the hour that the clock leaves out does not exist: the two nearest are named", async () => {
    const answer = await refused("2026-03-29T02:30", berlin)
    expect(verdict(answer)).toBe("422 time-does-not-exist")
    expect(broken(answer)).toEqual(["effectiveAt: time-does-not-exist"])
    expect(answer.said.errors?.[0]?.hint).toBe(
      "2026-03-29T01:30:00+01:00 or 2026-03-29T03:30:00+02:00",
    )
  })

  it("T02 in the hour that comes twice needs an offset, and both are named", async () => {
    const answer = await refused("2026-10-25T02:30", berlin)
    expect(verdict(answer)).toBe("422 time-is-ambiguous")
    expect(answer.said.errors?.[0]?.hint).toBe(
      "2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00",
    )
  })

  it.each(["2026-02-30", "2026-04-31", "2025-02-29"])(
    "T03 %s is no date, and none is made of it",
    async (date) => {
      expect(verdict(await refused(`${date}T12:00Z`))).toBe("422 invalid-date")
    },
  )

  it("T04 without an offset, in a body without a zone, is no instant", async () => {
    const answer = await refused("2026-11-16T09:00:00")
    expect(verdict(answer)).toBe("422 offset-missing")
    expect(broken(answer)).toEqual(["effectiveAt: offset-missing"])
  })

  it.each([
    "0000-01-01T00:00Z",
    "+275761-01-01T00:00Z",
    "infinity",
    "-infinity",
    "1969-12-31T23:59Z",
  ])("T06 %s is outside 1970 to 2200", async (text) => {
    expect(verdict(await refused(text))).toBe("422 out-of-range")
  })

  it("T07 its fractions of a millisecond are cut", async () => {
    opened.clock.now += minuteMillis
    expect((await noted("2026-11-16T06:00:30.123456789Z")).status).toBe(200)
    const { history } = (await opened.send("vera", `GET ${ticket.path}/history`)).said
    expect(history?.at(-1)?.effectiveAt).toBe(monday + 30_123)
  })

  it.each(["", "yesterday", "09:00", "2026-11-16", "1794808800000", "x".repeat(100_000)])(
    "%j is none",
    async (text) => {
      const answer = await refused(text)
      expect(verdict(answer)).toMatch(/^422 (invalid-instant|invalid-time|invalid-date)$/)
      expect(answer.text.length).toBeLessThan(1_000)
    },
  )

  it("C01 in a zone that is none is refused, also where no time needs it", async () => {
    for (const effectiveAt of ["2026-11-16T07:00", monday]) {
      const answer = await refused(effectiveAt, { timeZone: "Mars/Phobos" })
      expect(verdict(answer)).toBe("422 unknown-time-zone")
      expect(broken(answer)).toEqual(["timeZone: unknown-time-zone"])
    }
    const long = await refused(monday, { timeZone: "Z".repeat(100_000) })
    expect(verdict(long)).toBe("422 too-long")
  })

  it("in a customer's body is refused as any other time of theirs is", async () => {
    const json = { type: "receiveMessage", text: "x", effectiveAt: "2026-11-16T06:00:00Z" }
    const answer = await opened.send("anna", `POST ${ticket.path}/commands`, { json })
    expect(verdict(answer)).toBe("422 forbidden-field")
  })

  it("is told with everything else that is wrong, at once", async () => {
    const period = { from: "2026-02-30T00:00Z", to: "2026-11-16T00:00" }
    const json = { ...request, subject: "", effectiveAt: "soon", period }
    const answer = await unchangedIn(opened, () =>
      opened.send("vera", "POST /v1/tickets", { json }),
    )
    expect(verdict(answer)).toBe("422 invalid-input")
    expect(broken(answer).toSorted()).toEqual([
      "effectiveAt: invalid-instant",
      "period.from: invalid-date",
      "period.to: offset-missing",
      "subject: empty",
    ])
  })

  it("H45 is the same request as the number that it means", async () => {
    opened.clock.now += minuteMillis
    const headers = { "idempotency-key": "one" }
    const send = (effectiveAt: unknown) =>
      opened.send("vera", "POST /v1/tickets", { json: { ...request, effectiveAt }, headers })
    const first = await send(monday)
    expect(first.status).toBe(201)
    expect((await send("2026-11-16T06:00:00Z")).text).toBe(first.text)
  })
})

/** A request about a fault that occurred in between, in Berlin. */
const faultBetween = (from: string, to: string) =>
  opened.send("vera", "POST /v1/tickets", { json: { ...request, ...berlin, period: { from, to } } })

describe("the period of a fault", () => {
  it("is read in the zone of the body, and kept in order", async () => {
    expect((await faultBetween("2026-11-16T02:00", "2026-11-16T03:00")).status).toBe(201)
    expect(verdict(await faultBetween("2026-11-16T03:00", "2026-11-16T02:00"))).toBe(
      "422 invalid-range",
    )
  })
})

const set = (dueAt: unknown, more: object = {}) =>
  give({ type: "setDeadline", clock: "firstResponse", dueAt, ...more })

describe("a deadline that is set by hand", () => {
  it("is taken as people write it", async () => {
    expect((await set("2026-11-17T12:00", berlin)).status).toBe(200)
    const { text } = await opened.send("vera", `GET ${ticket.path}/clocks`)
    const [clock] = JSON.parse(text).clocks
    expect(clock).toMatchObject({ id: "firstResponse", dueAt: Date.UTC(2026, 10, 17, 11) })
  })

  it("T08 in the past is refused", async () => {
    for (const dueAt of [monday, "2026-11-16T06:00:00Z", monday - dayMillis]) {
      const answer = await unchangedIn(opened, () => set(dueAt))
      expect(verdict(answer)).toBe("422 due-in-past")
      expect(answer.said.allowed).toContain("setDeadline")
    }
  })

  it("on a clock that does not run is refused otherwise, and so is a text that means nothing", async () => {
    const other = { type: "setDeadline", clock: "silence", dueAt: monday + dayMillis }
    expect(verdict(await unchangedIn(opened, () => give(other)))).toBe("409 clock-not-running")
    expect(verdict(await unchangedIn(opened, () => set("tomorrow")))).toBe("422 invalid-instant")
    const misplaced = { type: "note", text: "x", dueAt: "tomorrow" }
    expect(verdict(await unchangedIn(opened, () => give(misplaced)))).toBe("422 unknown-field")
  })
})

describe("what is promised", () => {
  it.each([
    [{ type: "setPriority", priority: "high" }, "422 unknown-priority"],
    [{ type: "applyPolicy", process: "standard@2", mode: "keep" }, "409 same-terms"],
    [{ type: "applyPolicy", process: "standard@9", mode: "keep" }, "422 unknown-process"],
    [{ type: "applyPolicy", process: "standard@2", mode: "soon" }, "422 unknown-value"],
  ])("%j is answered by %s", async (json, expected) => {
    expect(verdict(await unchangedIn(opened, () => give(json)))).toBe(expected)
  })

  it("is not for customers, and nothing for agents without the version it was decided on", async () => {
    const json = { type: "setPriority", priority: "high" }
    const route = `POST ${ticket.path}/commands`
    expect(verdict(await opened.send("anna", route, { json }))).toBe("403 actor-not-allowed")
    expect(verdict(await opened.send("vera", route, { json }))).toBe("428 precondition-required")
  })
})
