// The contents of a ticket against the hashes that its events hold of them.
import type { ContentRow } from "../../port/TicketStore.ts"
import type { Recorded } from "../../ticket/Event.ts"
import { forgottenIn } from "../kept.ts"
import { sealOf } from "../seal.ts"
import { damage } from "./damage.ts"
import type { Damage } from "./Integrity.ts"

/** What is wrong with the contents of a ticket; no message shows what they say. */
export const contentDamages = (
  ticketId: string,
  journal: ReadonlyArray<Recorded>,
  rows: ReadonlyArray<ContentRow>,
): ReadonlyArray<Damage> => {
  const forgotten = forgottenIn(journal)
  const named = new Map(
    journal.flatMap(({ content, number }) =>
      content === null ? [] : [[content.key, { number, hash: content.hash }] as const],
    ),
  )
  const found = rows.flatMap((row): ReadonlyArray<Damage> => {
    const ref = named.get(row.key)
    named.delete(row.key)
    const at = `content ${row.key}`
    if (ref === undefined) {
      const got = { got: row.key, expected: "only contents that an event names" }
      return [damage("content-unexpected", got, { ticketId, at })]
    }
    const place = { ticketId, event: ref.number, at }
    if (forgotten.has(ref.number)) {
      const got = { got: row.key, expected: "nothing: it was forgotten" }
      return [damage("content-not-forgotten", got, place)]
    }
    const got = hashOf(row)
    return got === ref.hash
      ? []
      : [damage("content-changed", { got, expected: `hash ${ref.hash}` }, place)]
  })
  const missing = [...named].filter(([, { number }]) => !forgotten.has(number))
  return [
    ...found,
    ...missing.map(([key, { number: event }]) => {
      const got = { got: undefined, expected: `content ${key}, which no event says is forgotten` }
      return damage("content-missing", got, { ticketId, event })
    }),
  ]
}

// The hash is over both in one: where the one ends and the other begins is told by the first brace.
const hashOf = (row: ContentRow): string =>
  row.body.startsWith("{") && !row.salt.includes("{") ? sealOf(row) : "no JSON object"
