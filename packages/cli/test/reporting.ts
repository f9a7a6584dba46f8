// A desk with a small life, reported on.
import { createDesk, type Desk, directory, standard } from "@upkeep/core"

/** An instant of March 2026 at +03:00; the 2nd is a Monday. */
export const march = (day: number, hours: number, minutes = 0): number =>
  Date.UTC(2026, 2, day, hours - 3, minutes)

/** What a hostile customer writes into a subject. */
export const hostile = '=cmd|"x" <script>alert(1)</script> [a](http://evil.example) \u202e'

export const profile = {
  ...standard,
  id: "reported",
  desk: {
    name: "Support of Acme",
    email: "support@acme.example",
    phone: "+7 495 000-00-00",
    site: "https://acme.example/support",
    legalName: "Acme & Sons",
    legalAddress: "1 Main Street",
  },
}

const targets = { firstResponse: { workingMinutes: 240 }, resolution: { workingMinutes: 960 } }
const customers = ["alpha", "beta"].map((id) => ({
  id,
  name: `Customer ${id}`,
  contacts: [{ id: `anna-${id}`, name: `Anna of ${id}`, address: `anna@${id}.example` }],
  contracts: [{ id: `K-${id}`, version: "1", validFrom: 0, validTo: null, targets }],
}))

/** Olga, whose name no customer is told. */
export const olga = { kind: "agent", id: "olga-of-ours" } as const

/** What is kept for ourselves. */
export const secret = "they never read the manual"

type Storage = Parameters<typeof createDesk>[0]

/**
 * Four requests of March: T-1 of alpha, answered in time and confirmed; T-2 of alpha, hostile and
 * never answered; T-3 of beta, answered late; T-4 of alpha, where a question waits.
 */
export const reported = async (over: Storage = {}): Promise<Desk> => {
  const clock = { at: march(2, 9) }
  const desk = await createDesk({
    background: false,
    now: () => clock.at,
    process: profile,
    directory: directory({ customers, staff: [] }),
    ...over,
  })
  const register = async (id: string, subject: string) => {
    const requester = { address: `anna@${id}.example`, name: `Anna of ${id}` }
    const request = { channel: "phone", subject, text: "Since noon.", requester } as const
    const actor = { kind: "customer", id: `anna-${id}` } as const
    return (await desk.submit({ actor, command: { type: "register", ...request } })).ticketId
  }
  const first = await register("alpha", "Login fails")
  await register("alpha", hostile)
  const third = await register("beta", "Beta's own trouble")
  clock.at = march(2, 12)
  const answer = { type: "answer", text: "Clear the cache, please." } as const
  await desk.submit({ ticketId: first, actor: olga, command: answer })
  await desk.submit({ ticketId: first, actor: olga, command: { type: "note", text: secret } })
  const confirm = { type: "confirm" } as const
  await desk.submit({ ticketId: first, actor: olga, command: confirm })
  clock.at = march(3, 10)
  await desk.submit({ ticketId: third, actor: olga, command: answer })
  const fourth = await register("alpha", "Where is the bill?")
  const question = { type: "requestInformation", text: "Which bill?" } as const
  await desk.submit({ ticketId: fourth, actor: olga, command: question })
  clock.at = march(20, 9)
  await desk.work()
  return desk
}
