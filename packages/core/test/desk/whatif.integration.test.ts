// A desk that is asked what would have been, page by page.
import { InvalidInput, memory, standard } from "@upkeep/core"
import { WhatIf } from "@upkeep/core/effect"
import { describe, expect, it } from "vitest"
import { agent, hourMillis, journalOf, march, openDesk, refusal, register, rowOf } from "./setUp.ts"

const [firstResponse] = standard.policy.clocks
const strict = {
  policy: {
    id: "strict",
    version: "1",
    clocks: [{ ...firstResponse, target: { workingMinutes: 60 } }],
  },
}

/** Tickets an hour apart, each of which is answered half an hour later than the one before. */
const opened = async (count: number) => {
  const own = await openDesk()
  own.clock.at = march(2, 9)
  for (let n = 0; n < count; n++) {
    const { ticketId } = await register(own.desk)
    own.clock.at += (n * hourMillis) / 2
    const command = { type: "inform", text: "We look into it." } as const
    await own.desk.submit({ ticketId, actor: agent, command })
  }
  return own
}

describe("whatIf of a desk", () => {
  it("gives the same by pages as at once, and changes nothing", async () => {
    await using own = await opened(7)
    const ids = (await own.desk.list()).map(({ ticketId }) => ticketId)
    const before = await Promise.all(ids.map((id) => rowOf(own.desk, id)))
    const whole = await own.desk.whatIf(strict)
    expect(whole).toMatchObject({ totals: { tickets: 7, breaches: 4, neither: 3 }, next: null })
    let totals = WhatIf.none
    const numbers: Array<string> = []
    let after: string | null = null
    do {
      const from: { readonly after?: string } = after === null ? {} : { after }
      const page = await own.desk.whatIf({ ...strict, limit: 3, ...from })
      totals = WhatIf.plus(totals, page.totals)
      numbers.push(...page.tickets.map(({ number }) => number))
      after = page.next
    } while (after !== null)
    expect(totals).toEqual(whole.totals)
    expect(numbers).toEqual(whole.tickets.map(({ number }) => number))
    expect(await Promise.all(ids.map((id) => rowOf(own.desk, id)))).toEqual(before)
  })

  it("ends where it is told, and now where it is told nothing", async () => {
    await using own = await opened(1)
    await register(own.desk)
    expect((await own.desk.whatIf(strict)).totals.breaches).toBe(0)
    own.clock.at += hourMillis
    expect((await own.desk.whatIf(strict)).totals.breaches).toBe(1)
    expect((await own.desk.whatIf({ ...strict, now: march(2, 9) })).totals.breaches).toBe(0)
    expect((await own.desk.whatIf({ ...strict, now: march(1, 9) })).totals).toEqual(WhatIf.none)
  })

  it("P12 a damaged ticket is counted apart, and keeps no other from being asked", async () => {
    const storage = memory()
    await using own = await openDesk({ storage })
    const { ticketId } = await register(own.desk)
    await register(own.desk)
    const [event] = await journalOf(own.desk, ticketId)
    Object.assign(event ?? {}, { body: "{" })
    const { tickets, totals } = await own.desk.whatIf({ process: standard })
    expect(totals).toMatchObject({ tickets: 1, unasked: 1 })
    expect(tickets).toMatchObject([
      { ticketId, number: "T-1", outcome: "unasked", problems: [{ code: "damaged" }] },
    ])
  })

  it("says all mistakes of the question at once", async () => {
    await using own = await openDesk()
    const told = async (question: object) => {
      const error = await refusal(own.desk.whatIf({ ...strict, ...question }))
      return error instanceof InvalidInput
        ? error.problems.map(({ code, path }) => `${code} at ${path}`)
        : error
    }
    expect(await told({ now: -1, colour: "red" })).toEqual(
      expect.arrayContaining(["out-of-range at now", "unknown-field at colour"]),
    )
    expect(await told({ limit: 0 })).toEqual(["out-of-range at limit"])
    expect(await told({ after: "T-1" })).toEqual(["invalid-id at after"])
    expect(await told({ calendar: standard.calendar })).toEqual(["unknown-value at "])
    const clocks = strict.policy.clocks.map((clock) => ({ ...clock, pausesIn: ["nowhere"] }))
    expect(await told({ policy: { ...strict.policy, clocks } })).toEqual([
      "unknown-state at policy.clocks[0].pausesIn[0]",
    ])
  })
})
