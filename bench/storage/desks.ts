// A desk under load: tickets that are handed from one agent to the other, each its own.
import { createDesk, type Desk, type StorageAdapter } from "@upkeep/core"
import { inFlight } from "./load.ts"

/** Tickets of a desk under load: more than are ever in flight. */
export const loadTickets = 2_048

/** What the load is, for the names of figures. */
export const loadName = `assign, ${loadTickets.toLocaleString("en-US")} tickets in turn`

/** How often each ticket is handed over before anything is measured. */
export const warmUpTurns = 3

const openedAtOnce = 256

/** A desk with its tickets. */
export interface LoadedDesk extends AsyncDisposable {
  readonly desk: Desk
  readonly tickets: ReadonlyArray<string>
  /** Hands over the next ticket. */
  readonly handOver: () => Promise<unknown>
  /** Hands over tickets, so many at a time; returns how many commands were stored. */
  readonly run: (count: number) => Promise<number>
}

const customer = { kind: "customer", id: "c" } as const
const agent = { kind: "agent", id: "olga" } as const

/** Hands a ticket over to an agent. */
export const assign = (desk: Desk, ticketId: string, assignee: string): Promise<unknown> =>
  desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee } })

/** Opens a desk and its tickets. It has worked for a while: its code is compiled. */
export const loadedDesk = async (storage: StorageAdapter): Promise<LoadedDesk> => {
  const desk = await createDesk({ storage, background: false })
  const request = { subject: "Login fails", text: "Since noon.", requester: {} }
  const command = { type: "register", channel: "email", ...request } as const
  const tickets: Array<string> = []
  while (tickets.length < loadTickets) {
    const opened = atOnce(() => desk.submit({ actor: customer, command }))
    tickets.push(...(await Promise.all(opened)).map(({ ticketId }) => ticketId))
  }
  let turn = 0
  const handOver = () => {
    const ticketId = tickets[turn % loadTickets] ?? ""
    const assignee = Math.floor(turn / loadTickets) % 2 === 0 ? "olga" : "ivan"
    turn += 1
    return assign(desk, ticketId, assignee)
  }
  for (let handed = 0; handed < warmUpTurns * loadTickets; handed += openedAtOnce)
    await Promise.all(atOnce(handOver))
  return {
    desk,
    tickets,
    handOver,
    run: (count) => inFlight(count, handOver),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  }
}

const atOnce = <A>(step: () => Promise<A>): ReadonlyArray<Promise<A>> =>
  Array.from({ length: openedAtOnce }, () => step())
