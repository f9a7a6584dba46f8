// A request is registered (B-02, B-04, M-03); the machine acknowledges at once where it may (M-04).
import { Result } from "effect"
import type { Circumstances } from "../Circumstances.ts"
import type { Attachment, Command } from "../Command.ts"
import type { Event } from "../Event.ts"
import type { Rejection } from "../Rejection.ts"
import { assignedBy, withStart } from "./work.ts"

/**
 * The first event of a ticket, and what comes with it at once: the acknowledgement where the
 * process gives it by machine, the refusal of who has no contract, the change that it asks for, an
 * executor.
 */
export const register = (
  circumstances: Circumstances,
  command: Command,
): Result.Result<ReadonlyArray<Event>, Rejection> => {
  const { registration, lines, lifecycle, routed } = circumstances
  if (command.type !== "register" || registration === undefined)
    throw new Error("register needs what was found out about the request")
  const { acknowledge, refused = false, change, ...found } = registration
  const registered: Event = {
    type: "Registered",
    ...found,
    channel: command.channel,
    line: lines[0] ?? "",
    environment: command.environment ?? null,
    period: command.period ?? null,
    reachable: command.requester.address !== undefined,
    follows: command.follows ?? null,
    ...(command.splitFrom === undefined ? {} : { splitFrom: command.splitFrom }),
    files: filesOf(command),
  }
  const received: ReadonlyArray<Event> = acknowledge
    ? [registered, { type: "Acknowledged" }]
    : [registered]
  if (refused)
    return Result.succeed([
      ...received,
      { type: "Rejected", reason: "noContract", duplicateOf: null },
    ])
  const opened: ReadonlyArray<Event> =
    change === undefined
      ? []
      : [{ type: "ChangeOpened", change: changeOf(found.number, 0), origin: change }]
  const given =
    routed === undefined ? [] : withStart({ lifecycle }, lifecycle.initial, assignedBy(routed))
  return Result.succeed([...received, ...opened, ...given])
}

/** The id of a ticket's next change: its number and which of its changes it is. */
export const changeOf = (number: string, before: number): string => `${number}/${before + 1}`

/** The files of a command as facts: without their names, which are personal. */
export const filesOf = (command: { readonly attachments?: ReadonlyArray<Attachment> }) =>
  (command.attachments ?? []).map(({ hash, bytes, mediaType }) => ({ hash, bytes, mediaType }))
