// A mail that answers a merged ticket lands where that went in the end.
import { expect, test } from "vitest"
import { byAgent, monday, open, tokenOf } from "./desk.ts"
import { headers, mail } from "./mail.ts"

const merged = async () => {
  const at = await open()
  const ids: Array<string> = []
  for (const name of ["first", "second", "third"]) {
    const raw = mail({ "Message-ID": `<${name}@firma.example>` })
    ids.push((await at.intake.take({ raw, receivedAt: monday })).ticketId ?? "")
  }
  const [a = "", b = "", c = ""] = ids
  await at.desk.submit(byAgent(a, { type: "merge", into: b }))
  await at.desk.submit(byAgent(b, { type: "merge", into: c }))
  return Object.assign(at, { a, c })
}

test("clock regression 20: a reply to A lands in C, by its reply token and by what it answers", async () => {
  await using at = await merged()
  const token = await tokenOf(at.desk, at.a)
  const replies = [
    { To: `info+${token}@mixvel.example`, "Message-ID": "<4@firma.example>" },
    { "In-Reply-To": headers["Message-ID"], "Message-ID": "<5@firma.example>" },
    { "In-Reply-To": "<5@firma.example>", "Message-ID": "<6@firma.example>" },
  ]
  for (const reply of replies) {
    const taken = await at.intake.take({ raw: mail(reply, "Again."), receivedAt: monday })
    expect(taken).toMatchObject({ outcome: "added", ticketId: at.c, ticket: "T-3" })
  }
  const { history } = await at.desk.show(at.c)
  expect(history.filter(({ type }) => type === "MessageReceived")).toHaveLength(3)
})

test("a reply to A opens a ticket that follows where C is closed for good", async () => {
  await using at = await merged()
  await at.desk.submit(byAgent(at.c, { type: "withdraw" }))
  at.clock.now += 365 * 86_400_000
  const reply = { "In-Reply-To": headers["Message-ID"], "Message-ID": "<4@firma.example>" }
  expect(await at.take(mail(reply, "Again."))).toBe("new-ticket")
  expect(await at.desk.show("T-4")).toMatchObject({ follows: at.a })
})

test("ML22 a stranger who has the token of A writes nothing to C", async () => {
  await using at = await merged()
  const to = `info+${await tokenOf(at.desk, at.a)}@mixvel.example`
  const stranger = { From: "eve@other.example", To: to, "Message-ID": "<4@other.example>" }
  expect(await at.take(mail(stranger, "Let me in."))).toMatch(/^quarantined/)
  expect((await at.desk.show(at.c)).history.some(({ type }) => type === "MessageReceived")).toBe(
    false,
  )
})
