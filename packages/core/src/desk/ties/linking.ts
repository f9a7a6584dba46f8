// What a link leaves to do on the ticket to which another was linked.
import { Effect } from "effect"
import type { LinkKind } from "../../ticket/Command.ts"
import { isLinked } from "../../ticket/Ticket.ts"
import type { Wiring } from "../wiring.ts"
import { stateOf } from "./chain.ts"
import { mirrorOf, type Undoing } from "./names.ts"
import { type First, follow, refused, unlessUndone } from "./undo.ts"

/** A link that was made, or taken away. */
export interface LinkMade {
  readonly ticket: string
  readonly as: LinkKind
  readonly linked: boolean
}

/**
 * Makes the other side of a link alike. Of two links that are made at once and would close a circle
 * of parts, each is stored before the other is seen: the other side refuses it, and the link is
 * taken back (I08).
 */
export const linkMirrored = Effect.fnUntraced(function* (
  wiring: Wiring,
  first: First,
  link: LinkMade,
) {
  const stands = isLinked(first.state, link.ticket, link.as)
  // It was undone then, or by somebody since.
  if (link.linked && !stands) return yield* unlessUndone(wiring, first)
  if (!link.linked && stands) return
  const rule = yield* mirrored(wiring, first, link, "mirrored")
  if (rule !== undefined) return yield* takenBack(wiring, first, { link, rule })
})

const mirrored = (wiring: Wiring, first: First, { ticket, as, linked }: LinkMade, what: string) =>
  follow(wiring, first, {
    ticketId: ticket,
    command: {
      type: linked ? "link" : "unlink",
      ticket: first.state.ticketId,
      as: mirrorOf[as],
    },
    what,
  })

const takenBack = Effect.fnUntraced(function* (
  wiring: Wiring,
  first: First,
  { link, rule }: { readonly link: LinkMade; readonly rule: Undoing },
) {
  const { ticketId } = first.state
  const { ticket, as } = link
  const command = { type: "unlink", ticket, as } as const
  yield* follow(wiring, first, { ticketId, command, what: rule })
  yield* mirrored(wiring, first, { ...link, linked: false }, `${rule} mirrored`)
  const now = (yield* stateOf(wiring, ticketId)) ?? first.state
  return yield* refused(wiring, { ...first, state: now }, rule)
})
