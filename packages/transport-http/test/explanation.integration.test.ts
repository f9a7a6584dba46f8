// A clock explained over HTTP: as of when, which run, in words; and what is refused.
import { describe, expect, it } from "vitest"
import { createClient } from "../src/client.ts"
import { undocumented } from "./documented.ts"
import { dayMillis, minuteMillis, monday, open, openTicket, verdict } from "./door.ts"

const hourMillis = 60 * minuteMillis
const operation = "readExplanation"

const headers = () => ({ authorization: "Bearer vera" })

const opened = async () => {
  const door = await open()
  const ticket = await openTicket(door)
  const { desk, clock, send } = door
  const explain = (query = "", name = "firstResponse") =>
    send("vera", `GET ${ticket.path}/clocks/${name}/explanation${query}`)
  return { ...door, desk, clock, ticket, explain }
}

describe("GET …/clocks/{clock}/explanation", () => {
  it("is what the desk explains, and adds up", async () => {
    const { desk, clock, ticket, explain } = await opened()
    clock.now += dayMillis
    const answer = await explain()
    expect([verdict(answer), undocumented(operation, answer)]).toEqual(["200", []])
    const [told] = await desk.explain(ticket.ticketId, { clock: "firstResponse" })
    expect(answer.said).toEqual(told)
    expect(told).toMatchObject({
      spentMillis: 9 * hourMillis,
      dueAt: monday + 2 * dayMillis + 6 * hourMillis,
    })
    expect(answer.text).not.toContain('"text"')
  })

  it.each([
    ["en", "firstResponse: running", "Spent        0 h 00 min of 24 h"],
    ["ru", "firstResponse: идёт", "Израсходовано    0 ч 00 мин из 24 ч"],
  ])("is told in words too where a language is asked for: %s", async (language, first, spent) => {
    const { explain } = await opened()
    const answer = await explain(`?language=${language}`)
    expect(undocumented(operation, answer)).toEqual([])
    const { text = "" }: { readonly text?: string } = JSON.parse(answer.text)
    const lines = text.split("\n")
    expect(lines[0]).toBe(first)
    expect(lines).toContain(`  ${spent}`)
  })

  it("asOf is an instant with its offset, or epoch milliseconds, and nothing later is looked at", async () => {
    const { clock, explain, send, ticket } = await opened()
    clock.now += 5 * hourMillis
    const note = {
      json: { type: "inform", text: "We look." },
      headers: { "if-match": `"${ticket.version}"` },
    }
    expect(verdict(await send("vera", `POST ${ticket.path}/commands`, note))).toBe("200")
    clock.now += hourMillis
    const asOf = encodeURIComponent("2026-11-16T10:00:00+03:00")
    for (const when of [asOf, `${monday + hourMillis}`]) {
      const { said } = await explain(`?asOf=${when}&instance=1`)
      expect(said).toMatchObject({
        status: "running",
        asOf: monday + hourMillis,
        spentMillis: hourMillis,
      })
    }
    expect((await explain()).said).toMatchObject({ status: "met", spentMillis: 5 * hourMillis })
  })

  it.each([
    ["404 unknown-clock", "", "unheardOf"],
    ["404 unknown-clock", "", "silence"],
    ["404 unknown-clock", "?instance=2", "firstResponse"],
    ["404 unknown-clock", `?asOf=${monday - 1}`, "firstResponse"],
    ["422 out-of-range", `?asOf=${monday + 1}`, "firstResponse"],
    ["422 out-of-range", "?instance=0", "firstResponse"],
    ["422 wrong-type", "?instance=last", "firstResponse"],
    ["422 unknown-value", "?language=de", "firstResponse"],
    ["422 invalid-instant", "?asOf=yesterday", "firstResponse"],
    ["422 invalid-date", "?asOf=2026-02-30T10:00:00Z", "firstResponse"],
    ["422 offset-missing", "?asOf=2026-11-16T10:00", "firstResponse"],
    ["422 invalid-input", "?asOf=2026-11-16T10:00&language=de", "firstResponse"],
    ["400 duplicate-parameter", "?instance=1&instance=2", "firstResponse"],
    ["400 unknown-parameter", "?when=now", "firstResponse"],
  ])("answers %s to %s of %s, as the document says", async (expected, query, name) => {
    const { explain } = await opened()
    const answer = await explain(query, name)
    expect([verdict(answer), undocumented(operation, answer)]).toEqual([expected, []])
  })

  it("is a call of the client by name, with its answer's type", async () => {
    const { api, ticket, clock } = await opened()
    clock.now += hourMillis
    const client = createClient({ baseUrl: "http://desk.local", fetch: api.fetch, headers })
    const query = { asOf: monday + hourMillis, language: "en" } as const
    const {
      spentMillis,
      stretches,
      text = "",
    } = await client.readExplanation(ticket.ticketId, "firstResponse", query)
    expect(spentMillis).toBe(stretches.reduce((sum, each) => sum + each.millis, 0))
    expect(text).toContain("+ 1 h 00 min  Mon 2026-11-16 09:00 – 10:00 +03:00  working hours")
  })
})
