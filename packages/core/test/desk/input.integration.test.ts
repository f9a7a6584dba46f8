// What is handed to the desk is checked whole: every mistake at once, and nothing stored (H14–H25).
import { type Desk, InvalidInput } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { agent, customer, openDesk, refusal, register, request } from "./setUp.ts"

/** Submits what no type would allow, as a transport might. */
const submitAny = (desk: Desk, json: string) => desk.submit(JSON.parse(json))

const problemsOf = async (promise: Promise<unknown>) => {
  const error = await refusal(promise)
  if (!(error instanceof InvalidInput)) throw new Error(`not InvalidInput: ${String(error)}`)
  for (const { code, message } of error.problems) {
    expect(message.startsWith(`${code}: got `)).toBe(true)
    // An unknown command is told all that there are.
    expect(message.length).toBeLessThan(1_000)
  }
  return error.problems.map(({ code, path }) => `${code} ${path}`)
}

const refusedOn = async (command: object, rest: object = {}) => {
  await using opened = await openDesk()
  const json = JSON.stringify({ actor: customer, command: { ...request, ...command }, ...rest })
  const problems = await problemsOf(submitAny(opened.desk, json))
  expect(await opened.desk.list()).toEqual([])
  return problems
}

const marks = (count: number) => `e${"\u0301".repeat(count)}`
const at = (effectiveAt: unknown) => refusedOn({}, { effectiveAt })

describe("InvalidInput", () => {
  it("H14 H15 names that would reach a prototype are unknown fields, and reach none", async () => {
    await using opened = await openDesk()
    const before = Object.getPrototypeOf({})
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const command = `{"type":"note","text":"a","${name}":{"role":"agent"}}`
      const actor = `{"kind":"agent","id":"b","${name}":{}}`
      const ticketId = "01890000-0000-7000-8000-000000000001"
      const json = `{"ticketId":"${ticketId}","actor":${actor},"${name}":{},"command":${command}}`
      const problems = await problemsOf(submitAny(opened.desk, json))
      expect(problems.toSorted()).toEqual(
        [
          `unknown-field ${name}`,
          `unknown-field actor.${name}`,
          `unknown-field command.${name}`,
        ].toSorted(),
      )
    }
    expect(Object.hasOwn(Object.prototype, "role")).toBe(false)
    expect(Object.getPrototypeOf({})).toBe(before)
  })

  it("H16 fields of ours are refused with their path, never dropped", async () => {
    const problems = await refusedOn(
      { state: "closed", createdAt: 1, slaDueAt: 2 },
      { tenantId: "b" },
    )
    expect(problems.toSorted()).toEqual([
      "unknown-field command.createdAt",
      "unknown-field command.slaDueAt",
      "unknown-field command.state",
      "unknown-field tenantId",
    ])
  })

  it("H22 a subject is more than nothing, spaces or what nobody sees", async () => {
    for (const subject of ["", "   ", "\u200B", "\u00A0\uFEFF"])
      expect(await refusedOn({ subject })).toContain("empty command.subject")
  })

  it("H24 H25 NUL and lone surrogates are refused in every text", async () => {
    const bad = {
      subject: "a\0b",
      text: "\uD800",
      requester: { name: "\uDC00x", address: "a\0@b" },
    }
    expect((await refusedOn(bad)).toSorted()).toEqual([
      "forbidden-character command.requester.address",
      "forbidden-character command.subject",
      "invalid-unicode command.requester.name",
      "invalid-unicode command.text",
    ])
  })

  it("H26 right-to-left text is accepted as it is", async () => {
    await using opened = await openDesk()
    const subject = "\u202Eexe.txt"
    const { ticketId } = await opened.desk.submit({
      actor: customer,
      command: { ...request, subject },
    })
    expect((await opened.desk.show(ticketId)).subject).toBe(subject)
  })

  it("H27 a letter bears sixteen marks, and no seventeenth", async () => {
    expect(await refusedOn({ text: marks(17) })).toEqual(["too-many-combining-marks command.text"])
    await using opened = await openDesk()
    const command = { ...request, text: marks(16) }
    expect((await opened.desk.submit({ actor: customer, command })).number).toBe("T-1")
  })

  it("lengths have their limits, which are allowed themselves", async () => {
    expect(await refusedOn({ subject: "a".repeat(999), text: "a".repeat(200_001) })).toEqual([
      "too-long command.subject",
      "too-long command.text",
    ])
    await using opened = await openDesk()
    const command = { ...request, subject: "a".repeat(998), text: "a".repeat(200_000) }
    expect((await opened.desk.submit({ actor: customer, command })).number).toBe("T-1")
  })

  it("a subject is one line", async () => {
    for (const subject of ["a\nb", "a\r\nBcc: x@example.com"])
      expect(await refusedOn({ subject })).toEqual(["forbidden-character command.subject"])
  })

  it("H50 there are no commands but ours", async () => {
    for (const type of ["close", "xstate.stop", "__proto__", "*", "", "Withdrawn"])
      expect(await refusedOn({ type })).toEqual(["unknown-value command.type"])
  })

  it("H18 H19 H20 T06 times are whole milliseconds that exist", async () => {
    expect(await at(1.5)).toEqual(["not-integer effectiveAt"])
    expect(await at(-1)).toEqual(["out-of-range effectiveAt"])
    expect(await at(Date.UTC(2201, 0, 1))).toEqual(["out-of-range effectiveAt"])
    expect(await at("2026-03-02")).toEqual(["wrong-type effectiveAt"])
    await using opened = await openDesk()
    const infinite = { actor: customer, command: request, effectiveAt: Number.POSITIVE_INFINITY }
    expect(await problemsOf(opened.desk.submit(infinite))).toContain("not-finite effectiveAt")
    expect(await refusedOn({}, { expectedVersion: 1.5 })).toEqual(["not-integer expectedVersion"])
    expect(await refusedOn({}, { expectedVersion: 2 ** 53 })).toEqual([
      "out-of-range expectedVersion",
    ])
  })

  it("what the process does not know is refused too, all of it", async () => {
    const unknown = { requestType: "wish", channel: "fax", environment: "moon" }
    expect(await refusedOn(unknown)).toEqual([
      "unknown-request-type command.requestType",
      "unknown-channel command.channel",
      "unknown-environment command.environment",
    ])
  })

  it("a period does not end before it starts", async () => {
    expect(await refusedOn({ period: { from: 2, to: 1 } })).toEqual([
      "invalid-range command.period",
    ])
  })

  it("ML66 fifty attachments at most, each named by a hash", async () => {
    const file = { hash: "a".repeat(64), bytes: 1, mediaType: "text/plain", name: "x" }
    expect(await refusedOn({ attachments: Array.from({ length: 51 }, () => file) })).toEqual([
      "too-many command.attachments",
    ])
    const wrong = [
      { ...file, hash: "A".repeat(64) },
      { ...file, bytes: -1 },
    ]
    expect(await refusedOn({ attachments: wrong })).toContain(
      "invalid-hash command.attachments[0].hash",
    )
  })

  it("ids have their form, and a command for a ticket names it", async () => {
    await using opened = await openDesk()
    const note = { actor: agent, command: { type: "note", text: "a" } } as const
    const { desk } = opened
    expect(await problemsOf(desk.submit(note))).toEqual(["missing-field ticketId"])
    expect(await problemsOf(desk.submit({ ...note, ticketId: "T-1" }))).toEqual([
      "invalid-id ticketId",
    ])
    for (const commandId of ["", "a b", "a\n", "x".repeat(129), "é"])
      expect(await problemsOf(desk.submit({ ...note, commandId }))).toEqual([
        "invalid-id commandId",
      ])
    const { ticketId } = await register(desk)
    const longest = { ...note, ticketId, commandId: "x".repeat(128) }
    expect((await desk.submit(longest)).events).toEqual(["Noted"])
  })

  it("what is no submission at all is refused as such", async () => {
    await using opened = await openDesk()
    for (const json of ["null", "1", "[]", '"text"', "{}"])
      expect((await problemsOf(submitAny(opened.desk, json))).length).toBeGreaterThan(0)
  })

  it("a hostile input has at most a hundred problems and one that counts the rest", async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, each) => [`f${each}`, each]))
    const problems = await refusedOn(many)
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toBe("too-many-problems ")
  })

  it("a hostile value is shown in part, without control characters", async () => {
    await using opened = await openDesk()
    const command = { ...request, channel: `\u001B[31m${"x".repeat(300)}` }
    const error = await refusal(opened.desk.submit({ actor: customer, command }))
    expect(String(error)).not.toContain("\u001B")
    expect(String(error)).not.toContain("x".repeat(64))
  })
})
