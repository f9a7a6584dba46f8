// A desk under load: tickets that are handed from one agent to the other, each its own.
import { createDesk, type Desk, type StorageAdapter } from "@upkeep/core"
import { inFlight } from "./load.ts"

/** Tickets of a desk under load: more than are ever in flight. */
export const loadTickets = 2_048

/** A desk with its tickets. */
export interface LoadedDesk extends AsyncDisposable {
  readonly desk: Desk
  /** Hands over tickets, so many at a time; returns how many commands were stored. */
  readonly run: (count: number) => Promise<number>
}

const customer = { kind: "customer", id: "c" } as const
const agent = { kind: "agent", id: "olga" } as const

/** Opens a desk and its tickets. */
export const loadedDesk = async (storage: StorageAdapter): Promise<LoadedDesk> => {
  const desk = await createDesk({ storage, background: false })
  const request = { subject: "Login fails", text: "Since noon.", requester: {} }
  const command = { type: "register", channel: "email", ...request } as const
  const tickets: Array<string> = []
  while (tickets.length < loadTickets) {
    const opened = Array.from({ length: 256 }, () => desk.submit({ actor: customer, command }))
    tickets.push(...(await Promise.all(opened)).map(({ ticketId }) => ticketId))
  }
  let turn = 0
  const handOver = () => {
    const ticketId = tickets[turn % loadTickets] ?? ""
    const assignee = Math.floor(turn / loadTickets) % 2 === 0 ? "olga" : "ivan"
    turn += 1
    return desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee } })
  }
  return {
    desk,
    run: (count) => inFlight(count, handOver),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  }
}
