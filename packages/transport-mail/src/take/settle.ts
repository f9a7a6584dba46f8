// One mail, from its bytes to its ending: read, judged, threaded, delivered.
import { AttachmentStore, Desk, Inbound } from "@upkeep/core/effect"
import { Effect } from "effect"
import * as Verdict from "../classify/Verdict.ts"
import type { MailFacts } from "../MailFacts.ts"
import { MailReaderError } from "../MailParser.ts"
import { recordBounce } from "./bounce.ts"
import { join, type Letter, open } from "./deliver.ts"
import { type Ending, without } from "./ending.ts"
import { sha256 } from "./hash.ts"
import type { DeskServices, Intake, IntakeError, RawMail } from "./Intake.ts"
import { threadOf } from "./thread.ts"
import { type DamagedTicket, quarantinedFor } from "./ticket.ts"

/** Settles a mail that is not too big to be read; `commandId` is its own. */
export const settle = Effect.fnUntraced(function* (
  intake: Intake,
  { raw, receivedAt }: RawMail,
  commandId: string,
) {
  if (raw.byteLength === 0) return without("ignored", "empty")
  const { tenant } = yield* Desk.Desk
  const store = yield* AttachmentStore.AttachmentStore
  yield* store.put(tenant, [raw], intake.limits.mailBytes)
  const { refused, facts } = yield* Effect.tryPromise({
    try: () => intake.parser.read(raw),
    catch: MailReaderError.of,
  })
  if (refused !== undefined) {
    const warnings = [`${refused.reason}: ${refused.detail}`]
    return without(refused.outcome, refused.reason, { warnings })
  }
  const verdict = Verdict.of(facts, intake.own)
  const ending = yield* settleRead(intake, verdict, { facts, receivedAt, commandId }).pipe(
    Effect.catchTag("DamagedTicket", quarantinedFor),
  )
  return {
    ...ending,
    messageId: ["new-ticket", "added"].includes(ending.outcome) ? facts.messageId : null,
    sender: facts.from[0]?.address ?? null,
    warnings: [...new Set([...claims(facts, receivedAt), ...facts.warnings, ...ending.warnings])],
  }
})

const settleRead = (
  intake: Intake,
  verdict: Verdict.Verdict,
  read: Omit<Letter, "sender">,
): Effect.Effect<Ending, IntakeError | DamagedTicket, DeskServices> => {
  if (verdict.kind === "refuse") {
    return Effect.succeed(without(verdict.outcome, verdict.reason))
  }
  return verdict.kind === "bounce"
    ? recordBounce(verdict.report, read.commandId)
    : settleLetter(intake, { ...read, sender: verdict.sender })
}

const settleLetter = Effect.fnUntraced(function* (intake: Intake, letter: Letter) {
  const { facts, sender } = letter
  if (yield* isReused(facts.messageId)) return without("quarantined", "message-id-reused")
  const thread = yield* threadOf(facts, sender.address)
  const { view, warnings } = thread
  if (view !== undefined && !thread.isParticipant) {
    const { ticketId, number } = view
    return without("quarantined", "unknown-sender-on-ticket", {
      ticketId,
      ticket: number,
      warnings,
    })
  }
  const ending: Ending = yield* view === undefined
    ? open(intake, letter)
    : join(intake, letter, view)
  return { ...ending, warnings: [...warnings, ...ending.warnings] }
})

// ML16: this mail is not booked, so that a booking of its Message-ID is that of another mail.
const isReused = Effect.fnUntraced(function* (messageId: string | null) {
  if (messageId === null) return false
  const { tenant } = yield* Desk.Desk
  const inbound = yield* Inbound.Inbound
  return (yield* inbound.byMessageId(tenant, sha256(messageId))) !== undefined
})

/** How far the `Date` header may lie from the receipt before it is remarked. */
const claimMillis = 2 * 24 * 60 * 60_000

// ML52, ML69: what the sender claims is told and has no effect.
const claims = ({ dateClaimed, replyTo, from }: MailFacts, receivedAt: number) => [
  ...(dateClaimed !== null && Math.abs(dateClaimed - receivedAt) > claimMillis
    ? ["date-claimed: the Date header lies more than two days from the receipt, which counts"]
    : []),
  ...(replyTo.some((address) => address !== from[0]?.address)
    ? ["reply-to: the sender asks for answers at another address, which has no effect"]
    : []),
]
