// Every ticket of a tenant against its journal, its contents and its files, one after the other.
import { Effect } from "effect"
import type { AttachmentError } from "../../port/AttachmentStore.ts"
import type { StoreError } from "../../port/StoreError.ts"
import type { TicketRow } from "../../port/TicketStore.ts"
import type { Recorded } from "../../ticket/Event.ts"
import { forgottenIn } from "../kept.ts"
import type { Wiring } from "../wiring.ts"
import { contentDamages } from "./contents.ts"
import { damage } from "./damage.ts"
import type { Damage } from "./Integrity.ts"
import { readJournal } from "./journal.ts"
import { rowDamages } from "./replay.ts"
import type { Tally } from "./tally.ts"

/** The tickets that are read at once. */
export const ticketsAtOnce = 100
/** How often a ticket is read again that is changed meanwhile. */
export const readingsAtMost = 10

/** Verifies all tickets, by registration. */
export const verifyTickets = Effect.fnUntraced(function* (wiring: Wiring, tally: Tally) {
  const { query, tenant } = wiring
  let after: string | undefined
  do {
    const from = after === undefined ? {} : { after }
    const rows: ReadonlyArray<TicketRow> = yield* query.list(tenant, {
      limit: ticketsAtOnce,
      ...from,
    })
    for (const row of rows) {
      yield* wiring.breathe
      tally.add(yield* verified(wiring, row))
    }
    after = rows.length < ticketsAtOnce ? undefined : rows.at(-1)?.ticketId
  } while (after !== undefined)
})

/** What a ticket counts, and what is wrong with it. */
type Read = Effect.Success<ReturnType<typeof readTicket>>

// What was committed between two reads is no damage: where anything is wrong and the ticket has
// moved on, it is read again.
const verified = Effect.fnUntraced(function* (
  wiring: Wiring,
  row: TicketRow,
): Effect.fn.Return<Read, StoreError | AttachmentError> {
  let latest = row
  for (let readings = 1; ; readings++) {
    const read = yield* readTicket(wiring, latest)
    if (read.damages.length === 0 || readings === readingsAtMost) return read
    const now = yield* wiring.store.load(wiring.tenant, row.ticketId)
    if (now === undefined || now.version === latest.version) return read
    latest = now
  }
})

const readTicket = Effect.fnUntraced(function* (wiring: Wiring, row: TicketRow) {
  const { query, tenant } = wiring
  const { ticketId } = row
  const rows = yield* query.journal(tenant, ticketId)
  const contents = yield* query.contents(tenant, ticketId)
  const journal = yield* readJournal(tenant, row, rows)
  const { recorded, unchained } = journal
  const damages = [...journal.damages]
  // Nothing can be replayed of a journal that is not whole.
  if (damages.length === 0) damages.push(...(yield* rowDamages(wiring, row, journal)))
  damages.push(...contentDamages(ticketId, recorded, contents))
  const files = yield* verifiedFiles(wiring, recorded)
  damages.push(...files.damages)
  return {
    events: rows.length,
    unchained,
    contents: contents.length,
    forgotten: forgottenIn(recorded).size,
    files: files.count,
    damages,
  }
})

// A file that came with what was forgotten may be gone.
const verifiedFiles = Effect.fnUntraced(function* (
  wiring: Wiring,
  journal: ReadonlyArray<Recorded>,
) {
  const forgotten = forgottenIn(journal)
  const damages: Array<Damage> = []
  let count = 0
  for (const { ticketId, number: event, event: facts } of journal) {
    if (!("files" in facts) || forgotten.has(event)) continue
    for (const { hash } of facts.files) {
      count += 1
      const found = yield* fileDamage(wiring, hash)
      if (found !== undefined) {
        const at = `file ${hash}`
        damages.push(damage(found.code, found, { ticketId, event, at }))
      }
    }
  }
  return { count, damages }
})

// All bytes are read and held against the hash before the first of them is given.
const fileDamage = ({ files, tenant }: Wiring, hash: string) =>
  Effect.as(files.read(tenant, hash), undefined).pipe(
    Effect.catchIf(
      ({ reason }) => reason === "unavailable",
      ({ detail }) =>
        Effect.map(files.find(tenant, hash), (found) =>
          found === undefined
            ? ({ code: "file-missing", got: undefined, expected: "its bytes" } as const)
            : ({ code: "file-changed", got: detail, expected: "bytes with its hash" } as const),
        ),
    ),
  )
