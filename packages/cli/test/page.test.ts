// Nothing that comes from outside moves a terminal, and nothing makes a line that is not there.
import { createDesk, type TicketView } from "@upkeep/core"
import { expect, it } from "vitest"
import { harmless } from "../src/output.ts"
import { page } from "../src/page.ts"

const evil = "\u001b[2J\u202e\r\nStatus    Closed"

const ticket = async () => {
  await using desk = await createDesk({ background: false })
  const request = { subject: "Login fails", text: "Since noon.\nStill.", requester: {} }
  const command = { type: "register", channel: "email", ...request } as const
  const { number } = await desk.submit({ actor: { kind: "customer", id: "anna" }, command })
  return { view: await desk.show(number), explanations: await desk.explain(number) }
}

it("every value of a ticket is shown without its control characters", async () => {
  const { view, explanations } = await ticket()
  const [entry] = view.history
  const [clock] = view.clocks
  if (entry === undefined || clock === undefined) throw new Error("an event and a clock expected")
  const why = { kind: "closed", because: { kind: "holiday", name: evil } } as const
  const stretches = [{ from: 0, to: 1, counted: false, millis: 1, why }]
  const delivery = {
    id: evil,
    eventNumber: 1,
    channel: evil,
    notice: evil,
    status: "pending" as const,
    attempts: 1,
    nextAttemptAt: 0,
    reason: evil,
  }
  const hostile: TicketView = {
    ...view,
    number: evil,
    subject: evil,
    customer: evil,
    contract: evil,
    assignee: evil,
    line: evil,
    module: evil,
    process: evil,
    ticketId: evil,
    labels: { en: evil },
    requester: { name: evil, address: evil },
    clocks: [{ ...clock, id: evil }],
    history: [
      {
        ...entry,
        actor: { kind: "agent", id: evil },
        text: evil,
        facts: { [evil]: evil },
        attachments: [{ name: evil, mediaType: evil, bytes: 1, hash: "" }],
      },
    ],
    deliveries: [delivery],
  }
  const told = explanations.map((each) => ({ ...each, clock: evil, stretches }))
  const shown = page(hostile, undefined, told)
  expect(shown).toContain("holiday: \\u001b[2J")
  expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(shown).not.toMatch(/^Status/m)
  expect(shown.match(/\\u001b/g)?.length).toBeGreaterThan(15)
})

it.each([
  ["Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"],
  ["CET", "2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00"],
  ["Mars/Olympus", "2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00"],
  ["Asia/Kolkata", "2026-10-25T06:00:00+05:30", "2026-10-25T07:00:00+05:30"],
])("T02 in %s times are shown with their offset, cut to seconds", async (timeZone, is, due) => {
  const { view } = await ticket()
  const [entry] = view.history
  const [clock] = view.clocks
  if (entry === undefined || clock === undefined) throw new Error("an event and a clock expected")
  const at = Date.UTC(2026, 9, 25, 0, 30, 0, 999)
  const dueAt = at + 3_600_000
  const clocks = [{ ...clock, startedAt: at, dueAt }]
  const history = [{ ...entry, at, effectiveAt: at }]
  const lines = page({ ...view, timeZone, clocks, history }, undefined).split("\n")
  expect(lines.find((line) => line.includes(clock.id))).toMatch(
    new RegExp(`since ${is.replace("+", "\\+")}, .*, due ${due.replace("+", "\\+")}$`),
  )
  expect(lines).toContainEqual(expect.stringContaining(`  ${is}  Registered`))
})

it.each([
  ["\u001b[31m", "\\u001b[31m"],
  ["a\nb\tc", "a\\u000ab\tc"],
  ["\u{e0041}", "\\u{e0041}"],
  ["Заказ 👍", "Заказ 👍"],
])("%j is shown as %s", (text, shown) => {
  expect(harmless(text)).toBe(shown)
})
