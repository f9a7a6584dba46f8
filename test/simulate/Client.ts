// Those who use the desks: they give commands, remember what they were told, and ask again with the
// same id where they were told nothing.
import type { Actor, Command, Profile, Receipt, Submission, TicketView } from "@upkeep/core"
import { arbitraryCommand, fc } from "@upkeep/testing"
import { usualActor } from "../../packages/testing/src/usualActor.ts"
import { answerOf } from "../chaos/Answer.ts"
import type { Answer, Attempt } from "../chaos/Evidence.ts"
import * as Random from "../chaos/Random.ts"
import type { Task } from "./Gate.ts"
import type { Host } from "./Host.ts"

/** A command that somebody wants done, with the id that makes its repeats harmless. */
export interface Wish extends Submission {
  readonly commandId: string
}

/** What a client remembers. */
export interface Memory {
  readonly attempts: ReadonlyArray<Attempt>
  /** Wishes that were never answered, oldest first. */
  readonly open: () => ReadonlyArray<Wish>
  /** Every wish that was ever sent. */
  readonly sent: ReadonlyArray<Wish>
  /** Sends a wish to a host. */
  readonly send: (host: Host, wish: Wish) => Task
}

/** Makes a client; `accepted` hears of each receipt. */
export const make = (
  now: () => number,
  accepted: (wish: Wish, receipt: Receipt) => void,
): Memory => {
  const attempts: Array<{ -readonly [field in keyof Attempt]: Attempt[field] }> = []
  const open = new Map<string, Wish>()
  const sent: Array<Wish> = []
  return {
    attempts,
    sent,
    open: () => [...open.values()],
    send: (host, wish) => {
      const attempt = {
        commandId: wish.commandId,
        askedAt: now(),
        answeredAt: null as number | null,
        answer: { kind: "unknown", why: "no answer" } as Answer,
      }
      attempts.push(attempt)
      sent.push(wish)
      open.set(wish.commandId, wish)
      let done = false
      const answered = (answer: Answer) => {
        done = true
        // What a process that is gone would have said, nobody hears.
        if (host.isGone()) return
        attempt.answeredAt = now()
        attempt.answer = answer
        if (answer.kind === "accepted" || answer.kind === "refused") open.delete(wish.commandId)
        if (answer.kind === "accepted") accepted(wish, answer.receipt)
      }
      host.desk.submit(wish).then(
        (receipt) => answered({ kind: "accepted", receipt }),
        (error: unknown) => answered(answerOf(error)),
      )
      return { caller: host, isDone: () => done }
    },
  }
}

/** A request that any of the shipped processes takes. */
export const registrationOf = (
  random: Random.Random,
  { channels, requestTypes }: Profile,
): Command => ({
  type: "register",
  channel: Random.pick(random, channels),
  requestType: Random.pick(random, requestTypes).id,
  subject: "A request",
  text: "Please help.",
  requester: Random.happens(random, 0.9) ? { address: "customer@example.com" } : {},
})

/** A command that somebody may well give to a ticket as it stands. */
export const commandFor = (
  random: Random.Random,
  ticket: TicketView,
  profile: Profile,
): { readonly actor: Actor; readonly command: Command } => {
  const seed = Random.between(random, 0, 2 ** 31 - 1)
  const scene = { ticket, profile, file: { hash: "", bytes: 0, mediaType: "", name: "" } }
  const commands = fc
    .sample(arbitraryCommand, { numRuns: samples, seed })
    .map((blank) => blank(scene))
    .filter((command) => !("attachments" in command))
  const likely = commands.find(
    ({ type }) =>
      ticket.allowed.includes(type) && (!ends.has(type) || Random.happens(random, endsShare)),
  )
  const command = likely ?? { type: "note", text: "Nothing new." }
  return { actor: usualActor(command), command }
}

const samples = 6
const ends = new Set<Command["type"]>(["withdraw", "reject", "confirm"])
const endsShare = 0.15
