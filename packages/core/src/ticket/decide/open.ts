// A request is registered (B-02, B-04, M-03); the machine acknowledges at once where it may (M-04).
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { Attachment, Command } from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"

/** The first event of a ticket, and the acknowledgement where the process gives it by machine. */
export const register = (
  circumstances: Circumstances,
  command: Command,
): Result.Result<ReadonlyArray<Event>, Rejection> => {
  const { registration, lines } = circumstances
  if (command.type !== "register" || registration === undefined)
    throw new Error("register needs what was found out about the request")
  const { acknowledge, ...found } = registration
  const registered: Event = {
    type: "Registered",
    ...found,
    channel: command.channel,
    line: lines[0] ?? "",
    environment: command.environment ?? null,
    period: command.period ?? null,
    reachable: command.requester.address !== undefined,
    follows: command.follows ?? null,
    files: filesOf(command),
  }
  return Result.succeed(acknowledge ? [registered, { type: "Acknowledged" }] : [registered])
}

/** The files of a command as facts: without their names, which are personal. */
export const filesOf = (command: { readonly attachments?: ReadonlyArray<Attachment> }) =>
  (command.attachments ?? []).map(({ hash, bytes, mediaType }) => ({ hash, bytes, mediaType }))
