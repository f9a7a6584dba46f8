// The typed client: what it sends again, what it leaves out, and how a call is given up.
import { describe, expect, it } from "vitest"
import { createClient } from "../src/client.ts"
import { retryMillisAtMost } from "../src/client/send.ts"

/** A client whose desk gives these answers, one after the other, and what was asked of it. */
const answeredBy = (...answers: ReadonlyArray<() => Response>) => {
  const asked: Array<Request> = []
  const fetch = async (request: Request) => {
    const answer = answers[asked.length]
    asked.push(request)
    if (answer === undefined) throw new Error("got one call too many")
    return answer()
  }
  return { client: createClient({ baseUrl: "http://desk.local", fetch }), asked }
}

const refused =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response("{}", { status, headers })

const receipt = () => Response.json({ version: 2 })
const page = () => Response.json({ tickets: [], next: null })

describe("a call", () => {
  it("is sent again after a conflict that says when it is over, with the same key", async () => {
    const soon = refused(409, { "retry-after": "0.01" })
    const { client, asked } = answeredBy(soon, receipt)
    await client.giveCommand("T-1", { type: "note", text: "Once." })
    const keys = asked.map(({ headers }) => headers.get("idempotency-key"))
    expect(keys).toEqual([keys[0], keys[0]])
  })

  it("is not sent again after a conflict that stays", async () => {
    const { client, asked } = answeredBy(refused(409))
    await expect(client.readTicket("T-1")).rejects.toMatchObject({ status: 409 })
    expect(asked).toHaveLength(1)
  })

  it("leaves out what its query does not say", async () => {
    const { client, asked } = answeredBy(page)
    const query = { status: undefined, limit: 5 }
    await Reflect.apply(client.listTickets, undefined, [query])
    expect(asked[0]?.url).toBe("http://desk.local/v1/tickets?limit=5")
  })

  it("that is given up in its pause ends there", async () => {
    const late = refused(503, { "retry-after": String(retryMillisAtMost / 1_000) })
    const { client, asked } = answeredBy(late, page)
    const given = new AbortController()
    const begun = performance.now()
    const call = client.listTickets({}, { signal: given.signal })
    setTimeout(() => given.abort(new Error("enough")), 20)
    await expect(call).rejects.toThrow("enough")
    expect(performance.now() - begun).toBeLessThan(retryMillisAtMost / 2)
    expect(asked).toHaveLength(1)
  })
})
