// A desk in memory with an intake before it, and a clock that the test moves.
import {
  createDesk,
  type Desk,
  directory,
  memory,
  type NotifierAdapter,
  type StorageAdapter,
  type Submission,
} from "@upkeep/core"
import { Desk as DeskService, Inbound, Notifier } from "@upkeep/core/effect"
import { Effect, Layer } from "effect"
import { createMailIntake, type MailIntakeOptions, type MailTaken } from "../src/index.ts"

/** Monday, 16 November 2026, 09:00 in Moscow. */
export const monday = Date.UTC(2026, 10, 16, 6)
export const minute = 60_000
export const day = 24 * 60 * minute

/** A notifier that accepts everything and keeps it. */
export const outbox = () => {
  const sent: Array<Notifier.Notification> = []
  const send = (notification: Notifier.Notification) =>
    Effect.sync(() => {
      sent.push(notification)
      return { detail: "accepted" }
    })
  const notifier: NotifierAdapter = {
    name: "outbox",
    channel: "email",
    layer: Layer.succeed(Notifier.Notifier, { send }),
  }
  return { sent, notifier }
}

const contact = (name: string) => ({ id: name, name, address: `${name}@firma.example` })

/** Opens a desk with an intake; both are closed with it. */
export const open = async (
  options: MailIntakeOptions = {},
  notify: ReadonlyArray<NotifierAdapter> = [],
  over: { readonly storage?: StorageAdapter; readonly process?: unknown } = {},
) => {
  const clock = { now: monday }
  const desk = await createDesk({
    storage: memory(),
    ...over,
    notify,
    background: false,
    now: () => clock.now,
    directory: directory({
      customers: [
        { id: "firma", name: "Firma", contacts: ["anna", "boris"].map(contact), contracts: [] },
      ],
      staff: [{ id: "vera", name: "Vera", line: "support" }],
    }),
  })
  const intake = createMailIntake({ desk, ownAddresses: ["info@mixvel.example"], ...options })
  return {
    clock,
    desk,
    intake,
    /** Takes a mail in that was received now and says what became of it in one string. */
    take: async (raw: Uint8Array, receivedAt = clock.now) =>
      told(await intake.take({ raw, receivedAt })),
    [Symbol.asyncDispose]: async () => {
      await intake[Symbol.asyncDispose]()
      await desk[Symbol.asyncDispose]()
    },
  }
}

/** An outcome with its reason: `ignored(empty)`. */
export const told = ({ outcome, reason }: { readonly outcome: string; readonly reason: string }) =>
  reason === "" ? outcome : `${outcome}(${reason})`

/** One mail in one line: its file, its outcome, its ticket. */
export const line = (mail: MailTaken): string => `${mail.file} ${told(mail)} ${mail.ticket ?? "-"}`

/** What became of each mail, in lines. */
export const collect = async (taken: AsyncIterable<MailTaken>): Promise<ReadonlyArray<string>> => {
  const lines: Array<string> = []
  for await (const mail of taken) lines.push(line(mail))
  return lines
}

/** A command of an agent. */
export const byAgent = (ticketId: string, command: Submission["command"]): Submission => ({
  ticketId,
  actor: { kind: "agent", id: "vera" },
  command,
})

/** The proof that a mail answers the ticket. */
export const tokenOf = (desk: Desk, ticketId: string): Promise<string> =>
  desk.run(Effect.map(DeskService.Desk, ({ replyToken }) => replyToken(ticketId)))

/** How far the intakes of the desk were read. */
export const watermarks = (desk: Desk) =>
  desk.run(Effect.flatMap(Inbound.Inbound, (inbound) => inbound.watermarks(desk.tenant)))
