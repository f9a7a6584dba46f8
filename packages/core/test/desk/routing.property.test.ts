// M-05 over many requests: the desk spreads them as the rule says, whatever becomes of them.
import fc from "fast-check"
import { expect, it } from "vitest"
import { byLoad, byTurn, member, openRouted, registered } from "./routing.ts"
import { agent, minuteMillis } from "./setUp.ts"

const ids = ["anna", "boris", "dina", "gleb", "vera"]
const some = fc.shuffledSubarray(ids, { minLength: 1 })

it("M-05 with leastLoad, and by turns, requests spread evenly: nobody gets two more than another", async () => {
  await fc.assert(
    fc.asyncProperty(
      some,
      fc.integer({ min: 1, max: 24 }),
      fc.constantFrom(byLoad, byTurn),
      async (people, count, rules) => {
        await using opened = await openRouted(
          rules,
          people.map((id) => member(id)),
        )
        const given = new Map(people.map((id) => [id, 0]))
        for (let index = 0; index < count; index += 1) {
          const { assignee } = await registered(opened)
          given.set(assignee ?? "nobody", (given.get(assignee ?? "nobody") ?? 0) + 1)
        }
        expect([...given.keys()].toSorted()).toEqual(people.toSorted())
        const counts = [...given.values()]
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      },
    ),
    { numRuns: 40 },
  )
})

/** What becomes of tickets, by their place among those that there are. */
const move = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: "register" } as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("withdraw" as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("route" as const), at: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("assign" as const),
      at: fc.nat(),
      to: fc.constantFrom(...ids),
    }),
  },
)

/** A ticket as a person who watches would note it down. */
interface Noted {
  readonly ticketId: string
  open: boolean
  assignee: string | null
  assignedAt: number
}

const first = (people: ReadonlyArray<string>, rank: (id: string) => number) =>
  people.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0]

const expected = (tickets: ReadonlyArray<Noted>, people: ReadonlyArray<string>) => {
  const of = (id: string) => tickets.filter(({ assignee }) => assignee === id)
  return {
    leastLoad: first(people, (id) => of(id).filter(({ open }) => open).length),
    roundRobin: first(people, (id) => Math.max(-1, ...of(id).map(({ assignedAt }) => assignedAt))),
  }
}

it("M-05 each request goes to the least load, or to whose turn it is, also after closings and changes of hands", async () => {
  await fc.assert(
    fc.asyncProperty(
      some,
      fc.array(move, { maxLength: 25, size: "max" }),
      fc.constantFrom("leastLoad" as const, "roundRobin" as const),
      async (people, moves, spread) => {
        const staff = ids.map((id) => member(id, people.includes(id) ? {} : { line: "second" }))
        await using opened = await openRouted([{ rule: "any", spread }], staff)
        const { desk, clock } = opened
        const tickets: Array<Noted> = []
        for (const each of moves) {
          clock.at += minuteMillis
          if (each.kind === "register") {
            const due = expected(tickets, people)[spread]
            const { ticketId, assignee } = await registered(opened)
            expect(assignee).toBe(due)
            tickets.push({ ticketId, open: true, assignee, assignedAt: clock.at })
            continue
          }
          const open = tickets.filter((ticket) => ticket.open)
          const ticket = open[each.at % Math.max(1, open.length)]
          if (ticket === undefined) continue
          const { ticketId } = ticket
          const send = (command: Parameters<typeof desk.submit>[0]["command"]) =>
            desk.submit({ ticketId, actor: agent, command })
          if (each.kind === "withdraw") {
            await send({ type: "withdraw", text: "Found it." })
            ticket.open = false
            continue
          }
          // The ticket itself is no load of who has it; when they got it counts.
          const others = tickets.map((one) => (one === ticket ? { ...one, open: false } : one))
          const to = each.kind === "assign" ? each.to : expected(others, people)[spread]
          if (to === ticket.assignee) continue
          await send(
            each.kind === "assign" ? { type: "assign", assignee: each.to } : { type: "route" },
          )
          expect(await desk.summary(ticketId)).toMatchObject({ assignee: to })
          Object.assign(ticket, { assignee: to, assignedAt: clock.at })
        }
      },
    ),
    { numRuns: 60 },
  )
})
