// A desk that is audited: page by page, by some rules, in a time; and findings as people read them.
import { Audit, findingText, InvalidInput } from "@upkeep/core"
import { describe, expect, it } from "vitest"
import { journalOf, refusal, register, words } from "../desk/setUp.ts"
import { type Act, customer, foundAfter, gamed, march } from "./gaming.ts"

// Two findings: a pause before the breach, and a deadline by hand.
const acts: ReadonlyArray<Act> = [
  [march(2, 10), { type: "inform", text: words.text }],
  [march(3, 15, 30), { type: "setDeadline", clock: "resolution", dueAt: march(4, 12) }],
  [march(4, 11, 55), { type: "requestInformation", text: words.text }],
  [march(5, 10), { type: "receiveMessage", text: words.text }, { by: customer }],
]

describe("an audit", () => {
  it("gives what was found in the order in which it happened, and changes nothing", async () => {
    await using own = await gamed(acts)
    const { ticketId } = (await own.desk.list())[0] ?? { ticketId: "" }
    const before = await journalOf(own.desk, ticketId)
    const page = await own.desk.audit()
    expect(page).toMatchObject({ tickets: 1, refused: [], next: null })
    expect(page.findings.map(({ rule, number }) => [rule, number])).toEqual([
      ["deadline-by-hand", "T-1"],
      ["paused-before-breach", "T-1"],
    ])
    expect(await journalOf(own.desk, ticketId)).toEqual(before)
    for (const text of Object.values(words)) expect(JSON.stringify(page)).not.toContain(text)
  })

  it("is asked for some rules, and for a time: from its beginning, up to its end", async () => {
    expect(await foundAfter(acts, { rules: ["deadline-by-hand"] })).toHaveLength(1)
    expect(await foundAfter(acts, { rules: [] })).toEqual([])
    const rulesIn = async (from: number, to: number) =>
      (await foundAfter(acts, { from, to })).map(({ rule }) => rule)
    expect(await rulesIn(march(3, 15, 30), march(4, 11, 55))).toEqual(["deadline-by-hand"])
    expect(await rulesIn(march(3, 15, 31), march(4, 11, 56))).toEqual(["paused-before-breach"])
  })

  it("goes through all tickets page by page, closed ones too", async () => {
    await using own = await gamed(acts)
    const { ticketId } = await register(own.desk)
    const withdraw = { type: "withdraw" } as const
    await own.desk.submit({ ticketId, actor: customer, command: withdraw })
    const first = await own.desk.audit({ limit: 1 })
    expect(first).toMatchObject({ tickets: 1, next: first.findings[0]?.ticketId })
    const second = await own.desk.audit({ limit: 1, after: first.next ?? "" })
    expect(second).toMatchObject({ tickets: 1, findings: [], next: ticketId })
    expect(await own.desk.audit({ after: ticketId })).toMatchObject({ tickets: 0, next: null })
  })

  it("P12 a ticket with a damaged journal is told apart, and the others are read", async () => {
    await using own = await gamed(acts)
    const { ticketId } = await register(own.desk)
    const [row] = await journalOf(own.desk, ticketId)
    // The memory hands out the rows that it holds.
    Object.assign(Object(row), { body: "{" })
    const page = await own.desk.audit()
    expect(page.findings).toHaveLength(2)
    expect(page).toMatchObject({ tickets: 1, refused: [{ ticketId, rule: "Damaged" }] })
  })

  it("I21 refuses a question with mistakes, all of them", async () => {
    await using own = await gamed([])
    const limits = Object.fromEntries(
      Object.entries(Audit.bounds).map(([name, [, most]]) => [name, most + 1]),
    )
    const refused = await refusal(
      own.desk.audit(Object({ rules: ["paused"], limits: { ...limits, speed: 1 }, limit: 0 })),
    )
    if (!(refused instanceof InvalidInput)) throw new Error("not refused")
    expect(refused.problems.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual(
      [
        ...Object.keys(Audit.bounds).map((name) => `out-of-range limits.${name}`),
        "out-of-range limit",
        "unknown-field limits.speed",
        "unknown-value rules[0]",
      ].toSorted(),
    )
    const backwards = await refusal(own.desk.audit({ from: 5, to: 5 }))
    expect(backwards).toMatchObject({ problems: [{ code: "out-of-range", path: "to" }] })
  })

  it("every limit lies within its bounds, which are limits themselves", async () => {
    for (const [name, value] of Object.entries(Audit.defaults)) {
      const [least, most] = Object.entries(Audit.bounds).find(([each]) => each === name)?.[1] ?? []
      expect(value).toBeGreaterThanOrEqual(least ?? NaN)
      expect(value).toBeLessThanOrEqual(most ?? NaN)
    }
    const least = Object.entries(Audit.bounds).map(([name, [value]]) => [name, value])
    expect(await foundAfter([], { limits: Object.fromEntries(least) })).toEqual([])
  })
})

describe("a finding as text", () => {
  it("says what happened, when, by whom, and what it took off which clock", async () => {
    const [, paused] = await foundAfter(acts)
    if (paused === undefined) throw new Error("nothing was found")
    expect(findingText(paused, { language: "en", timeZone: "+03:00" })).toEqual([
      "T-1  paused-before-breach",
      "  The clock was paused shortly before its deadline (harmless where nothing could have been asked earlier).",
      "  Wed 2026-03-04 11:55 +03:00  event 6: the customer was asked (agent boris)",
      "  Wed 2026-03-04 11:55 +03:00  event 7: the turn passed on (agent boris)",
      "  resolution: stood: 7 h 05 min (Wed 2026-03-04 11:55 +03:00 – Thu 2026-03-05 10:00 +03:00); was due Wed 2026-03-04 12:00 +03:00",
    ])
    const russian = findingText(paused, { language: "ru", timeZone: "UTC" })
    expect(russian[1]).toContain("незадолго до срока")
    expect(russian[2]).toContain("08:55")
    expect(() => findingText(paused, { language: "en", timeZone: "Mars" })).toThrow(RangeError)
  })

  it("an event that was written down later has both instants", async () => {
    const late = await foundAfter([
      [march(2, 14), { type: "inform", text: words.text }, { effectiveAt: march(2, 12, 30) }],
    ])
    const lines = late.flatMap((each) => findingText(each, { language: "en", timeZone: "+03:00" }))
    expect(lines[2]).toContain("12:30 +03:00  event")
    expect(lines[2]).toContain("(agent boris, recorded Mon 2026-03-02 14:00 +03:00)")
  })
})
