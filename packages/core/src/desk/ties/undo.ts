// Commands that follow from another one, and what is done where the other ticket refuses its side.
import { Effect } from "effect"
import * as Process from "../../process/Process.ts"
import type { Command } from "../../ticket/Command.ts"
import type { State } from "../../ticket/State.ts"
import * as Ticket from "../../ticket/Ticket.ts"
import type { Receipt, Submission } from "../Desk.ts"
import { CommandRejected } from "../DeskError.ts"
import { machine } from "../fold.ts"
import { submit } from "../submit.ts"
import type { Wiring } from "../wiring.ts"
import { following, type Undoing, undoing, undoes } from "./names.ts"

/** The first side: what was asked, what came of it, and its ticket as it stands now. */
export interface First {
  readonly submission: Submission
  readonly receipt: Pick<Receipt, "commandId">
  readonly state: State
}

/** What follows on a ticket, and by which name. */
export interface Following {
  readonly ticketId: string
  readonly command: Command
  readonly what: string
  /** The desk itself where absent. */
  readonly actor?: Submission["actor"]
}

/**
 * Gives a command that follows from the first one, and answers with the rule that undoes the first,
 * where there is one. Any other refusal says that it is so already.
 */
export const follow = (
  wiring: Wiring,
  { receipt }: Pick<First, "receipt">,
  { what, actor = machine, ...rest }: Following,
) =>
  submit(wiring, { ...rest, actor, commandId: following(receipt.commandId, what) }).pipe(
    Effect.as<Undoing | undefined>(undefined),
    Effect.catchTag("CommandRejected", ({ rejection: { rule } }) =>
      Effect.succeed(undoes(rule) ? rule : undefined),
    ),
  )

/** Refuses a repeat of what was undone as it was refused the first time (P2). */
export const unlessUndone = Effect.fnUntraced(function* (wiring: Wiring, first: First) {
  for (const rule of undoing) {
    const id = following(first.receipt.commandId, rule)
    if ((yield* wiring.store.command(wiring.tenant, id)) !== undefined)
      return yield* refused(wiring, first, rule)
  }
})

/** Refuses what was undone. */
export const refused = Effect.fnUntraced(function* (
  wiring: Wiring,
  { submission: { actor, command }, state }: First,
  rule: Undoing,
) {
  const process = yield* wiring.processOf(state.process)
  const lifecycle = Process.lifecycleOf(process, state.requestType)
  const no = Ticket.reject({ actor, lifecycle }, state, command.type)
  return yield* new CommandRejected({ rejection: no(rule, expected[rule], named(command)) })
})

const named = (command: Command): string => {
  if (command.type === "merge") return JSON.stringify(command.into)
  return command.type === "link" ? `${command.as} ${JSON.stringify(command.ticket)}` : command.type
}

const expected: { readonly [rule in Undoing]: string } = {
  LinkCycle: "a link by which no ticket is a part of itself",
  LinkTooDeep: `at most ${Ticket.partsDeep} tickets, each in the next`,
  MergeCycle: "a ticket that is not, in the end, this one",
  TargetClosed: "a ticket that is not closed",
}
