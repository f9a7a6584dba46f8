// The taking of a mail: known already, or settled and booked, exactly once (P15).
import { Desk, Inbound } from "@upkeep/core/effect"
import { Clock, Effect } from "effect"
import { type Ending, without } from "./ending.ts"
import { checkProcess } from "./fitness.ts"
import { senderHash, sha256 } from "./hash.ts"
import type { DeskServices, Intake, IntakeError, MailTaken, RawMail } from "./Intake.ts"
import { settle } from "./settle.ts"
import { numberOf } from "./ticket.ts"

/** Bytes by which a mail that is too big to be read is told from others. */
export const headBytes = 1024 * 1024

/** Takes a mail in. The same mail again is `ignored(already-taken)` and changes nothing (ML15). */
export const take = (
  intake: Intake,
  mail: RawMail,
): Effect.Effect<MailTaken, IntakeError, DeskServices> =>
  mail.raw.byteLength > intake.limits.mailBytes
    ? takeTooBig(intake, mail, mail.raw.byteLength)
    : booked(intake, mail, sha256(mail.raw), (sha, receivedAt) =>
        settle(intake, { ...mail, receivedAt }, `mail:${sha}`),
      )

/** Books a mail that is not read whole; `raw` holds at least its first MiB (ML65). */
export const takeTooBig = (intake: Intake, mail: RawMail, bytes: number) =>
  booked(intake, mail, sha256(`too-big:${bytes}:${sha256(mail.raw.subarray(0, headBytes))}`), () =>
    Effect.succeed(
      without("too-big", "mail", {
        warnings: [`mail: ${bytes} bytes, more than ${intake.limits.mailBytes}`],
      }),
    ),
  )

/** Books a mail whose bytes could not be had; `identity` names it as long as it stays so. */
export const takeUnreadable = (intake: Intake, mail: RawMail, identity: string, why: string) =>
  booked(intake, mail, sha256(`unreadable:${identity}`), () =>
    Effect.succeed(without("quarantined", "unreadable", { warnings: [`unreadable: ${why}`] })),
  )

/** Closes an intake: its watches end, the mail at hand is booked, then the reading thread ends. */
export const close = ({ closing, turn, parser }: Intake): Effect.Effect<void> =>
  Effect.andThen(
    Effect.sync(() => closing.abort()),
    turn.withPermit(Effect.promise(() => parser.close())),
  )

const booked = (
  intake: Intake,
  mail: RawMail,
  sha: string,
  settled: (sha: string, receivedAt: number) => Effect.Effect<Ending, IntakeError, DeskServices>,
) => intake.turn.withPermit(bookOnce(intake, mail, sha, settled))

const bookOnce = Effect.fnUntraced(function* (
  intake: Intake,
  mail: RawMail,
  sha: string,
  settled: Parameters<typeof booked>[3],
) {
  yield* checkProcess(intake)
  const { tenant } = yield* Desk.Desk
  const inbound = yield* Inbound.Inbound
  const first = yield* inbound.find(tenant, sha)
  if (first !== undefined) return yield* alreadyTaken(mail, first)
  const receivedAt = Math.min(mail.receivedAt, yield* Clock.currentTimeMillis)
  const ending = yield* settled(sha, receivedAt)
  const row: Inbound.InboundRow = {
    sha256: sha,
    intake: intake.name,
    outcome: ending.outcome,
    reason: ending.reason,
    ticketId: ending.ticketId,
    messageIdHash: ending.messageId === null ? null : sha256(ending.messageId),
    senderHash: ending.sender === null ? null : senderHash(ending.sender),
    receivedAt,
    recordedAt: yield* Clock.currentTimeMillis,
  }
  const standing = yield* inbound.record(tenant, row)
  if (!isSame(standing, row)) return yield* alreadyTaken(mail, standing)
  const { outcome, ticket, ticketId, reason, warnings } = ending
  const taken: MailTaken = { file: mail.name ?? null, outcome, ticket, ticketId, reason, warnings }
  return taken
})

const alreadyTaken = Effect.fnUntraced(function* (mail: RawMail, first: Inbound.InboundRow) {
  const taken: MailTaken = {
    file: mail.name ?? null,
    outcome: "ignored",
    ticket: first.ticketId === null ? null : yield* numberOf(first.ticketId),
    ticketId: first.ticketId,
    reason: "already-taken",
    warnings: [],
  }
  return taken
})

// The first booking of a mail stands; one that is not ours is that of another process.
const isSame = (standing: Inbound.InboundRow, row: Inbound.InboundRow): boolean =>
  standing.intake === row.intake &&
  standing.outcome === row.outcome &&
  standing.ticketId === row.ticketId &&
  standing.recordedAt === row.recordedAt
