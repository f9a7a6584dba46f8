// What the desk answers when it does not do what it was asked.
import { Data } from "effect"
import * as Problem from "../problem/Problem.ts"
import type { Rejection } from "../ticket/Rejection.ts"

/**
 * The input is not what it must be: everything that is wrong with it, at once. Nothing was stored.
 */
export class InvalidInput extends Data.TaggedError("InvalidInput")<{
  readonly problems: ReadonlyArray<Problem.Problem>
}> {
  override get message(): string {
    return this.problems.map((problem) => problem.message).join("\n")
  }
}

/**
 * The lifecycle does not allow the command: the rule, the state, what is allowed. Nothing changed.
 */
export class CommandRejected extends Data.TaggedError("CommandRejected")<{
  readonly rejection: Rejection
}> {
  override get message(): string {
    return this.rejection.message
  }
}

/** There is no such ticket in this tenant. */
export class TicketNotFound extends Data.TaggedError("TicketNotFound")<{
  readonly ticket: string
}> {
  override get message(): string {
    return `ticket-not-found: got ${Problem.show(this.ticket)}, expected the id or the number of a ticket of this tenant`
  }
}

/** The ticket has no file of this hash that the actor may see. */
export class FileNotFound extends Data.TaggedError("FileNotFound")<{
  readonly ticket: string
  readonly hash: string
}> {
  override get message(): string {
    const where = `at ticket ${Problem.show(this.ticket)}`
    return `file-not-found: got ${Problem.show(this.hash)}, expected the hash of a file, ${where}`
  }
}

/** Somebody changed the ticket since `expected` (P3): read it again and decide anew. */
export class VersionMismatch extends Data.TaggedError("VersionMismatch")<{
  readonly ticketId: string
  readonly expected: number
  readonly version: number
}> {
  override get message(): string {
    return `version-mismatch: got version ${this.expected}, expected the current ${this.version}, at ticket ${this.ticketId}`
  }
}

/** The command id was used before for a command of other content (P2). */
export class CommandIdReused extends Data.TaggedError("CommandIdReused")<{
  readonly commandId: string
}> {
  override get message(): string {
    return `command-id-reused: got ${JSON.stringify(this.commandId)} with other content than before, expected a new command id`
  }
}

/** Too many commands are open (P13): this one was not begun, nothing was stored; give it later. */
export class Overloaded extends Data.TaggedError("Overloaded")<{
  /** Commands that were open as it came. */
  readonly open: number
  readonly maxOpenCommands: number
  /** Where it was too much to hold beside the open ones: the characters of all of them. */
  readonly characters?: number
  /** After so long it may be given again. */
  readonly retryAfterMillis: number
}> {
  override get message(): string {
    const { open, maxOpenCommands, characters, retryAfterMillis } = this
    const much = characters === undefined ? "" : `, ${characters} characters in all of them`
    const expected = characters === undefined ? `at most ${maxOpenCommands} at a time` : "less"
    return (
      `overloaded: got a command beside ${open} open ones${much}, expected ${expected}; ` +
      `nothing was stored: give it again after ${retryAfterMillis} ms`
    )
  }
}
