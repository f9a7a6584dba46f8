// How far the feed of a tenant was read, and one digest over all of that, and over the processes by
// which it was decided.
import { Effect } from "effect"
import { hash } from "node:crypto"
import type { FeedService } from "../../port/Feed.ts"
import type { RegistryService } from "../../port/Registry.ts"
import type { EventRow } from "../../port/TicketStore.ts"
import { processNamed } from "../Processes.ts"
import { firstLink, linkOf, unlinked } from "./link.ts"

/** How far a feed was read. */
export interface Reach {
  readonly events: number
  /** Empty before the first event. */
  readonly digest: string
  /** Where the feed goes on. */
  readonly cursor: string | null
}

/** Nothing was read yet. */
export const beginning: Reach = { events: 0, digest: "", cursor: null }

/** A stretch of a feed. */
export interface Stretch {
  readonly rows: ReadonlyArray<EventRow>
  /** The digest after each of the rows. */
  readonly digests: ReadonlyArray<string>
  readonly reach: Reach
}

/** What a stretch is read from. */
interface Book {
  readonly feed: FeedService
  readonly registry: RegistryService
  readonly tenant: string
}

/** Reads on, at most so many events. */
export const readOn = Effect.fnUntraced(function* (book: Book, from: Reach, limit: number) {
  const { feed, tenant } = book
  const { events: rows, cursor } = yield* feed.read(tenant, { after: from.cursor, limit })
  const hashOf = yield* processesIn(book, rows)
  let { digest } = from
  const digests = rows.map((row) => {
    const processes = refsIn(row).map(hashOf)
    digest = hash("sha256", [digest, linkIn(tenant, row), ...processes].join("\n"))
    return digest
  })
  const stretch: Stretch = {
    rows,
    digests,
    reach: { events: from.events + rows.length, digest, cursor },
  }
  return stretch
})

// An event that was written before there were chains is known by itself alone.
const linkIn = (tenant: string, row: EventRow): string => {
  const { body, chain } = unlinked(row.body)
  return chain ?? linkOf(firstLink, tenant, body)
}

// Whoever replaces a process together with its hash has not changed any event that names it.
const processesIn = Effect.fnUntraced(function* (
  { registry, tenant }: Book,
  rows: ReadonlyArray<EventRow>,
) {
  const hashes = new Map<string, string>()
  for (const ref of new Set(rows.flatMap(refsIn))) {
    const entry = yield* registry.find(tenant, processNamed(ref))
    hashes.set(ref, entry?.hash ?? "")
  }
  return (ref: string) => hashes.get(ref) ?? ""
})

// The processes that are in force, and one to which the event brings its ticket. No text of people
// looks like this: in JSON its quotes have a backslash before them.
const refsIn = ({ type, body }: EventRow): ReadonlyArray<string> =>
  Array.from(body.matchAll(type === "ProcessMigrated" ? orTo : named), ([, ref = ""]) => ref)

const named = /"process":"([^"@]+@[^"]+)"/g
const orTo = /"(?:process|to)":"([^"@]+@[^"]+)"/g
