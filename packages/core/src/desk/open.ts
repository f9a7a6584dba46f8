// Personal content is read beside the journal; what was forgotten is simply not there.
import { Effect } from "effect"
import type { StoreError } from "../port/StoreError.ts"
import type { ContentRow } from "../port/TicketStore.ts"
import type { Recorded } from "../ticket/Event.ts"
import { parsed, recordedOf } from "./row.ts"
import type { Content } from "./seal.ts"
import type { Wiring } from "./wiring.ts"

/** An event with its personal content, where that is not forgotten. */
export interface Opened {
  readonly recorded: Recorded
  readonly content: Content
  /** Whether it had content that is there no more. */
  readonly forgotten: boolean
}

/** The journal of a ticket with its contents. The bodies are our own writing. */
export const openJournal = Effect.fnUntraced(function* (wiring: Wiring, ticketId: string) {
  const rows = yield* wiring.query.journal(wiring.tenant, ticketId)
  const journal = yield* Effect.forEach(rows, recordedOf)
  const contents = new Map<string, Content>()
  for (const row of yield* wiring.query.contents(wiring.tenant, ticketId))
    contents.set(row.key, yield* contentIn(row))
  return journal.map((recorded): Opened => {
    const content = recorded.content === null ? undefined : contents.get(recorded.content.key)
    const forgotten = recorded.content !== null && content === undefined
    return { recorded, content: content ?? {}, forgotten }
  })
})

/** What a content row says. */
export const contentIn = ({ key, body }: ContentRow): Effect.Effect<Content, StoreError> =>
  parsed(body, `content ${key}`) as Effect.Effect<Content, StoreError>
