// What lies beside the tickets of a store, contents and notifications, against the tickets: whoever
// reads ticket by ticket never meets what belongs to none.
import { Effect } from "effect"
import type { ArchiveRow, ArchiveService } from "../../port/Archive.ts"
import { StoreError } from "../../port/StoreError.ts"
import type { Wiring } from "../wiring.ts"
import { damage } from "./damage.ts"
import type { Damage } from "./Integrity.ts"
import type { Tally } from "./tally.ts"

/** The rows that are looked at at once. */
const rowsAtOnce = 1_000

/**
 * Verifies what lies beside the tickets, where the store can be read as a whole; the ids of all
 * tickets are held meanwhile. Tickets never go away: one that is not there when it is looked for,
 * after the row was read, never was.
 */
export const verifyBeside = Effect.fnUntraced(function* (wiring: Wiring, tally: Tally) {
  const doubtful = yield* Effect.catchIf(
    doubtfulIn(wiring),
    ({ reason }) => reason === "unsupported",
    () => Effect.succeed([]),
  )
  for (let start = 0; start < doubtful.length; start += rowsAtOnce)
    tally.note(yield* lostIn(wiring, doubtful.slice(start, start + rowsAtOnce)))
})

type Beside = Extract<ArchiveRow, { readonly kind: "content" | "delivery" }>

// They are looked for after the store was read: it may have no other connection than that.
const doubtfulIn = Effect.fnUntraced(function* ({ archive, tenant, breathe }: Wiring) {
  const pages = pagesOf(archive, tenant)
  const next = Effect.tryPromise({ try: () => pages.next(), catch: errorOf })
  const doubtful: Array<Beside> = []
  yield* Effect.gen(function* () {
    for (let page = yield* next; page.done !== true; page = yield* next) {
      yield* breathe
      doubtful.push(...page.value)
    }
  }).pipe(Effect.ensuring(Effect.promise(() => pages.return(undefined))))
  return doubtful
})

// Page by page, empty ones too: whoever waits in this process comes in between.
async function* pagesOf(
  { rows }: ArchiveService,
  tenant: string,
): AsyncGenerator<ReadonlyArray<Beside>, undefined, undefined> {
  const versions = new Map<string, number>()
  let page: Array<Beside> = []
  let seen = 0
  for await (const row of rows([tenant])) {
    // In the order of an archive nothing that is looked for comes after these.
    if (row.kind === "command") break
    if (row.kind === "ticket") versions.set(row.row.ticketId, row.row.version)
    else if (row.kind === "content" || row.kind === "delivery")
      if (lost(row, versions.get(ticketOf(row))).length > 0) page.push(row)
    seen += 1
    if (seen % rowsAtOnce > 0) continue
    yield page
    page = []
  }
  yield page
}

const lostIn = Effect.fnUntraced(function* (
  { store, tenant }: Wiring,
  rows: ReadonlyArray<Beside>,
) {
  const ids = [...new Set(rows.map(ticketOf))]
  const { tickets } = yield* store.look(tenant, { tickets: ids, commands: [] })
  const versions = new Map(ids.map((id, index) => [id, tickets[index]?.version]))
  return rows.flatMap((row) => lost(row, versions.get(ticketOf(row))))
})

const ticketOf = (row: Beside): string =>
  row.kind === "content" ? row.ticketId : row.delivery.ticketId

// Contents of a ticket that is there were held against its events by then.
const lost = (row: Beside, version: number | undefined): ReadonlyArray<Damage> => {
  const ticketId = ticketOf(row)
  const at = row.kind === "content" ? `content ${row.content.key}` : `delivery ${row.delivery.id}`
  if (version === undefined) {
    const expected = `the ticket of this ${row.kind}`
    return [damage("ticket-missing", { got: undefined, expected }, { ticketId, at })]
  }
  if (row.kind === "content" || row.delivery.eventNumber <= version) return []
  const expected = `event ${row.delivery.eventNumber}, of which it tells`
  return [damage("event-missing", { got: `${version} events`, expected }, { ticketId, at })]
}

const errorOf = (cause: unknown): StoreError =>
  cause instanceof StoreError
    ? cause
    : new StoreError({ reason: "unavailable", detail: "the rows of the store broke off", cause })
