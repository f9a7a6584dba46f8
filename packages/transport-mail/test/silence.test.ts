// A word that came before a silence ran out is a word, whenever it is read.
import { expect, test } from "vitest"
import { createMailIntake } from "../src/index.ts"
import { byAgent, day, monday, open, watermarks } from "./desk.ts"
import { headers, mail } from "./mail.ts"

const word = mail(
  { "In-Reply-To": headers["Message-ID"], "Message-ID": "<word@x>" },
  "It still fails.",
)

const closedBySilence = async () => {
  const at = await open()
  const { ticketId } = await at.intake.take({ raw: mail(), receivedAt: monday })
  const id = ticketId ?? ""
  await at.desk.submit(byAgent(id, { type: "assign", assignee: "vera" }))
  await at.desk.submit(byAgent(id, { type: "answer", text: "Try again." }))
  at.clock.now += 10 * day
  await at.desk.submit({ ...byAgent(id, { type: "wake" }), actor: { kind: "robot", id: "test" } })
  expect((await at.desk.show(id)).status).toBe("closed.silence")
  return Object.assign(at, { id })
}

test("a mail from before the silence ran out undoes the closing", async () => {
  await using at = await closedBySilence()
  expect(await at.take(word, monday + day)).toBe("added")
  expect((await at.desk.show(at.id)).status).not.toMatch(/^closed/)
})

test("P7 silence waits for every intake, until it was read or is retired", async () => {
  await using at = await open({ intake: "api" })
  const { ticketId } = await at.intake.take({ raw: mail(), receivedAt: monday })
  await using old = createMailIntake({ desk: at.desk, intake: "old" })
  await old.readUntil(monday)
  const id = ticketId ?? ""
  await at.desk.submit(byAgent(id, { type: "assign", assignee: "vera" }))
  await at.desk.submit(byAgent(id, { type: "answer", text: "Try again." }))
  at.clock.now += 10 * day
  const wake = () =>
    at.desk.submit({ ...byAgent(id, { type: "wake" }), actor: { kind: "robot", id: "test" } })
  await at.intake.readUntil(at.clock.now + day)
  expect(await watermarks(at.desk)).toContainEqual({ intake: "api", readUntil: at.clock.now })
  await expect(wake()).rejects.toThrow(/^NothingDue/)
  await old.retire()
  expect((await wake()).status).toBe("closed.silence")
})

test.each([Number.NaN, -1, 1.5])("an intake is not read until %s", async (at) => {
  await using opened = await open()
  await expect(opened.intake.readUntil(at)).rejects.toThrow(/^out-of-range: .* at at$/)
})

test("a mail from after it waits for a person on the closed ticket, while that may come back", async () => {
  await using at = await closedBySilence()
  expect(await at.take(word)).toBe("added")
  expect((await at.desk.show(at.id)).status).toBe("closed.reheard")
})

test("a mail from after that opens a ticket that follows", async () => {
  await using at = await closedBySilence()
  at.clock.now += 31 * day
  expect(await at.take(word)).toBe("new-ticket")
  expect((await at.desk.show("T-2")).follows).toBe(at.id)
})
