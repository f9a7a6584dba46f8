// A desk in memory whose time is moved by hand, and a channel that keeps what it was given.
import {
  createDesk,
  type Desk,
  type DeskOptions,
  type NotifierAdapter,
  NotifyError,
} from "@upkeep/core"
import { Inbound, Notifier, TicketQuery, TicketStore } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { read } from "../../src/desk/row.ts"
import { agent, customer } from "../ticket/given.ts"

export { agent, customer, robot } from "../ticket/given.ts"

export const minuteMillis = 60_000
export const hourMillis = 60 * minuteMillis
export const dayMillis = 24 * hourMillis

/**
 * An instant of March 2026 in the desks' own time, +03:00; the 2nd is a Monday, the 6th a Friday.
 */
export const march = (day: number, hours: number, minutes = 0): number =>
  Date.UTC(2026, 2, day, hours - 3, minutes)

/** A clock that is moved by hand. */
export const clockAt = (start: number) => {
  const clock = { at: start, now: () => clock.at }
  return clock
}

/** What a channel does with the next notification; it takes every one once the list is used up. */
export type Answer = "temporary" | "permanent" | "defect"

/** A channel that keeps what it was given, each attempt. */
export const channel = (...answers: ReadonlyArray<Answer>) => {
  const given: Array<Notifier.Notification> = []
  const left = [...answers]
  const send = (notification: Notifier.Notification) =>
    Effect.suspend((): Effect.Effect<Notifier.Accepted, NotifyError> => {
      given.push(notification)
      const answer = left.shift()
      if (answer === undefined) return Effect.succeed({ detail: "250 taken" })
      if (answer === "defect") throw new Error("the adapter is broken")
      return Effect.fail(new NotifyError({ reason: answer, detail: `451 ${answer}` }))
    })
  const layer = Layer.succeed(Notifier.Notifier, { send })
  const adapter: NotifierAdapter = { name: "kept", channel: "email", layer }
  return { adapter, given, answerNext: (answer: Answer) => left.push(answer) }
}

/** A desk without a worker in the background; its clock stands at Monday 12:00. */
export const openDesk = async (options: DeskOptions = {}) => {
  const clock = clockAt(march(2, 12))
  const desk = await createDesk({ background: false, now: clock.now, ...options })
  return { desk, clock, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() }
}

export const words = {
  subject: "Login fails",
  text: "The login page is empty since noon.",
  address: "anna.petrova@example.com",
  name: "Anna Petrova",
}

export const request = {
  type: "register",
  channel: "email",
  subject: words.subject,
  text: words.text,
  requester: { address: words.address, name: words.name, language: "en" },
} as const

/** Registers a request of Anna's. */
export const register = (desk: Desk, command: Partial<typeof request> = {}) =>
  desk.submit({ actor: customer, command: { ...request, ...command } })

/** Keeps the file of one letter that commands of tests name. */
export const keepX = (desk: Desk) =>
  desk.keep({ content: [new TextEncoder().encode("x")], name: "log.txt", mediaType: "text/plain" })

/** What a refused promise was refused with. */
export const refusal = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => ({ accepted: value }),
    (error: unknown) => error,
  )

export const rowOf = (desk: Desk, ticketId: string, tenant = desk.tenant) =>
  desk.run(Effect.flatMap(TicketStore.TicketStore, (store) => store.load(tenant, ticketId)))

/** The ticket as its row says it. */
export const storedOf = async (desk: Desk, ticketId: string) => {
  const row = await rowOf(desk, ticketId)
  if (row === undefined) throw new Error(`no row of ticket ${ticketId}`)
  return Effect.runSync(read(row))
}

export const journalOf = (desk: Desk, ticketId: string, tenant = desk.tenant) =>
  desk.run(Effect.flatMap(TicketQuery.TicketQuery, (query) => query.journal(tenant, ticketId)))

export const contentsOf = (desk: Desk, ticketId: string, tenant = desk.tenant) =>
  desk.run(Effect.flatMap(TicketQuery.TicketQuery, (query) => query.contents(tenant, ticketId)))

/** Forgets what people wrote on a ticket. */
export const forget = (desk: Desk, ticketId: string) =>
  desk.forget({ actor: agent, reason: "case 7", tickets: [ticketId] })

export const markRead = (desk: Desk, readUntil: number, intake = "mail") =>
  desk.run(
    Effect.flatMap(Inbound.Inbound, (inbound) =>
      inbound.markRead(desk.tenant, { intake, readUntil }),
    ),
  )

/** Registers a request, assigns it and answers it; the channel, if any, has not been asked yet. */
export const answered = async (desk: Desk) => {
  const { ticketId } = await register(desk)
  await desk.submit({ ticketId, actor: agent, command: { type: "assign", assignee: "boris" } })
  const command = { type: "answer", text: "Clear the cache, please." } as const
  const { number } = await desk.submit({ ticketId, actor: agent, command })
  return { ticketId, number }
}

/** Puts another row in a ticket's place, as no desk would. */
export const damage = (desk: Desk, row: TicketStore.TicketRow) =>
  desk.run(
    Effect.flatMap(TicketStore.TicketStore, (store) =>
      store.commit(desk.tenant, [
        {
          ticketId: row.ticketId,
          expectedVersion: row.version,
          at: row.updatedAt,
          command: { id: `damage-${row.ticketId}`, hash: "", result: "{}" },
          row: { ...row, version: row.version + 1 },
          events: [],
          contents: [],
          deliveries: [],
          settlements: [],
          forgotten: [],
        },
      ]),
    ),
  )
