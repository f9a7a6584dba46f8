// The files that came with what was forgotten, and with nothing else. All of the tenant's are
// looked for, whatever was forgotten when: so what a crash left, or what was held, is removed by
// whoever forgets next. Of all events those are read that tell of files, and no others.
import { Effect } from "effect"
import { heldMillis } from "../../port/AttachmentStore.ts"
import type { StoreError } from "../../port/StoreError.ts"
import { listLimit } from "../../port/TicketQuery.ts"
import type { EventRow } from "../../port/TicketStore.ts"
import type { Recorded } from "../../ticket/Event.ts"
import { isDamage } from "../held.ts"
import { forgottenIn } from "../kept.ts"
import { recordedOf } from "../row.ts"
import type { ForgetReport } from "../Trail.ts"
import type { Wiring } from "../wiring.ts"

type Files = Pick<ForgetReport, "removedFiles" | "heldFiles" | "leftFiles">

/** Nothing became of any file. */
export const noFiles: Files = { removedFiles: [], heldFiles: [], leftFiles: [] }

/** Removes the files that nobody needs any more, as far as that may be done by now. */
export const removeFiles = Effect.fnUntraced(function* (wiring: Wiring) {
  const { files, tenant } = wiring
  const removedFiles: Array<string> = []
  const stayed: Array<string> = []
  for (const hash of yield* unneededIn(wiring)) {
    yield* wiring.breathe
    // Most went long ago: to look for those takes no lock.
    if ((yield* files.find(tenant, hash)) === undefined) continue
    const removed = files.remove?.(tenant, hash, heldMillis)
    if (removed !== undefined && (yield* removed)) removedFiles.push(hash)
    else stayed.push(hash)
  }
  const became: Files =
    files.remove === undefined
      ? { ...noFiles, leftFiles: stayed }
      : { ...noFiles, removedFiles, heldFiles: stayed }
  return became
})

// The same bytes may have come with other words, which stay. An event that comes in while these
// are read may be passed over: whoever stores it holds its files.
const unneededIn = Effect.fnUntraced(function* (wiring: Wiring) {
  const { hashes, places } = yield* forgottenFiles(wiring)
  if (hashes.size === 0) return hashes
  yield* eachTicket(wiring, (rows) => {
    for (const { body } of rows.filter((row) => !places.has(placeOf(row))))
      for (const [hash] of body.matchAll(/\b[0-9a-f]{64}\b/g)) hashes.delete(hash)
    return Effect.void
  })
  return hashes
})

// The files of forgotten events, and where those stand.
const forgottenFiles = Effect.fnUntraced(function* (wiring: Wiring) {
  const hashes = new Set<string>()
  const places = new Set<string>()
  yield* eachTicket(wiring, (rows) =>
    Effect.map(readable(rows), (journal) => {
      const forgotten = forgottenIn(journal)
      for (const { ticketId, number, event } of journal)
        if ("files" in event && forgotten.has(number)) {
          places.add(placeOf({ ticketId, number }))
          for (const { hash } of event.files) hashes.add(hash)
        }
    }),
  )
  return { hashes, places }
})

const placeOf = ({ ticketId, number }: Pick<EventRow, "ticketId" | "number">): string =>
  `${ticketId} ${number}`

// Where nothing was forgotten nothing needs to be read. What of a damaged event was forgotten
// nobody can say: its files stay, and those of others go (P12).
const readable = (rows: ReadonlyArray<EventRow>) =>
  rows.some(({ type }) => type === "ContentForgotten")
    ? Effect.map(
        Effect.forEach(rows, (row) =>
          Effect.catchIf(recordedOf(row), isDamage, () => Effect.succeed(undefined)),
        ),
        (journal) => journal.filter((each) => each !== undefined),
      )
    : Effect.succeed<ReadonlyArray<Recorded>>([])

// Looks at what tells of files, ticket by ticket.
const eachTicket = Effect.fnUntraced(function* (
  { query, tenant, breathe }: Wiring,
  look: (rows: ReadonlyArray<EventRow>) => Effect.Effect<void, StoreError>,
) {
  let rows: Array<EventRow> = []
  for (;;) {
    yield* breathe
    const after = rows.at(-1)
    const page = yield* query.aboutFiles(tenant, { ...(after && { after }), limit: listLimit })
    for (const row of page) {
      if (rows.length > 0 && row.ticketId !== rows[0]?.ticketId) {
        yield* look(rows)
        rows = []
      }
      rows.push(row)
    }
    if (page.length < listLimit) break
  }
  yield* look(rows)
})
