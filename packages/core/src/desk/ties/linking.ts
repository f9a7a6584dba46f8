// What a link leaves to do on the ticket to which another was linked.
import { Effect } from "effect"
import type { LinkKind } from "../../ticket/Command.ts"
import type { State } from "../../ticket/State.ts"
import type { Wiring } from "../wiring.ts"
import { rowFrom, stateOf } from "./chain.ts"
import { mirrorOf, type Undoing } from "./names.ts"
import { type First, follow, refused, unlessUndone } from "./undo.ts"

/** A link that was made, or taken away. */
export interface LinkMade {
  readonly ticket: string
  readonly as: LinkKind
  readonly linked: boolean
}

/**
 * Makes the other side of a link alike. What two desks link at once may be a circle of parts that
 * neither could see before: whoever then finds it takes its own link back (I08).
 */
export const linkMirrored = Effect.fnUntraced(function* (
  wiring: Wiring,
  first: First,
  link: LinkMade,
) {
  const stands = isIn(first.state, link)
  // It was undone then, or by somebody since.
  if (link.linked && !stands) return yield* unlessUndone(wiring, first)
  if (!link.linked && stands) return
  const rule =
    (yield* mirrored(wiring, first, link, "mirrored")) ??
    (link.linked ? yield* circleBy(wiring, first, link) : undefined)
  if (rule !== undefined) return yield* takenBack(wiring, first, { link, rule })
})

const isIn = ({ links }: State, { ticket, as }: LinkMade): boolean =>
  links.some((each) => each.ticket === ticket && each.as === as)

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

const circleBy = Effect.fnUntraced(function* (
  wiring: Wiring,
  { state: { ticketId } }: First,
  { ticket, as }: LinkMade,
) {
  if (as !== "partOf" && as !== "hasPart") return undefined
  const part = yield* stateOf(wiring, as === "partOf" ? ticketId : ticket)
  if (part === undefined) return undefined
  const { ids } = yield* rowFrom(wiring, part, "partOf")
  return ids.includes(part.ticketId) ? "LinkCycle" : undefined
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
