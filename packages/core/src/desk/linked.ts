// Links that were stored with a ticket, and not by a command, are made alike on the tickets that
// they name.
import { Effect } from "effect"
import type { State } from "../ticket/State.ts"
import { machine } from "./fold.ts"
import { stateOf } from "./ties/chain.ts"
import { linkMirrored } from "./ties/linking.ts"
import type { Wiring } from "./wiring.ts"

/** A ticket, the id of the command that stored it, and its links then. */
export interface Linked {
  readonly ticketId: string
  readonly commandId: string
  readonly links: State["links"]
}

/** Makes the other sides of links; of those that still stand a repeat makes what is left. */
export const linkOthers = Effect.fnUntraced(function* (
  wiring: Wiring,
  { ticketId, commandId, links }: Linked,
) {
  const state = links.length === 0 ? undefined : yield* stateOf(wiring, ticketId)
  if (state === undefined) return
  for (const { ticket, as } of links) {
    const submission = { ticketId, actor: machine, command: { type: "link", ticket, as } } as const
    const receipt = { commandId: `${commandId} ${as} ${ticket}` }
    yield* linkMirrored(wiring, { submission, receipt, state }, { ticket, as, linked: true })
  }
})
