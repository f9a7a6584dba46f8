// Published versions and incoming messages, in memory.
import { Effect } from "effect"
import type { InboundRow, InboundService, Watermark } from "../Inbound.ts"
import {
  type RegistryEntry,
  registryLimit,
  type RegistryPage,
  type RegistryService,
  VersionExists,
} from "../Registry.ts"
import type { Access } from "./access.ts"
import { type Book, bookOf, type State } from "./state.ts"

/** The port `Registry` on a state. */
export const registry = (state: State, access: Access): RegistryService => ({
  publish: (tenant, entry) =>
    access(() => keep(bookOf(state, tenant), entry)).pipe(
      Effect.flatMap((stands) =>
        stands.hash === entry.hash ? Effect.void : Effect.fail(exists(stands)),
      ),
    ),
  find: (tenant, entry) => access(() => bookOf(state, tenant).registry.get(keyOf(entry))),
  list: (tenant, kind, page) => access(() => listed(bookOf(state, tenant), kind, page)),
  latest: (tenant, kind) =>
    access(() =>
      [...bookOf(state, tenant).registry.values()].findLast((entry) => entry.kind === kind),
    ),
})

const keyOf = ({ kind, id, version }: Pick<RegistryEntry, "kind" | "id" | "version">): string =>
  JSON.stringify([kind, id, version])

/** Keeps an entry, unless its version stands with other content; what stands is returned. */
export const keep = (book: Book, entry: RegistryEntry): RegistryEntry => {
  const found = book.registry.get(keyOf(entry))
  if (found !== undefined && found.hash !== entry.hash) return found
  // What is published, again or anew, goes to the end: it is the latest.
  const stands = found ?? { ...entry }
  if (found === undefined) book.published.push(stands)
  book.registry.delete(keyOf(entry))
  book.registry.set(keyOf(entry), stands)
  return stands
}

const listed = ({ published }: Book, kind: string, { after, limit }: RegistryPage) => {
  const ofKind = published.filter((entry) => entry.kind === kind)
  const isLast = (entry: RegistryEntry) => entry.id === after?.id && entry.version === after.version
  const from = after === undefined ? 0 : ofKind.findIndex(isLast) + 1
  return ofKind.slice(from, from + Math.min(limit, registryLimit))
}

const exists = ({ kind, id, version, hash }: RegistryEntry) =>
  new VersionExists({ entry: { kind, id, version }, publishedHash: hash })

/** The port `Inbound` on a state. */
export const inbound = (state: State, access: Access): InboundService => ({
  find: (tenant, sha256) => access(() => bookOf(state, tenant).inbound.get(sha256)),
  record: (tenant, row) => access(() => record(bookOf(state, tenant), row)),
  byMessageId: (tenant, hash) =>
    access(() => rows(bookOf(state, tenant)).find((row) => row.messageIdHash === hash)),
  countOpened: (tenant, senderHash, since) =>
    access(() => rows(bookOf(state, tenant)).filter(openedBy(senderHash, since)).length),
  markRead: (tenant, mark) => access(() => markRead(bookOf(state, tenant), mark)),
  retire: (tenant, intake) => access(() => void bookOf(state, tenant).watermarks.delete(intake)),
  watermarks: (tenant) => access(() => watermarks(bookOf(state, tenant))),
})

const rows = (book: Book): ReadonlyArray<InboundRow> => [...book.inbound.values()]

const openedBy = (senderHash: string, since: number) => (row: InboundRow) =>
  row.outcome === "new-ticket" && row.senderHash === senderHash && row.receivedAt >= since

const record = (book: Book, row: InboundRow): InboundRow => {
  const found = book.inbound.get(row.sha256)
  if (found !== undefined) return found
  const stands = { ...row }
  book.inbound.set(row.sha256, stands)
  return stands
}

const markRead = ({ watermarks }: Book, { intake, readUntil }: Watermark): void => {
  watermarks.set(intake, Math.max(readUntil, watermarks.get(intake) ?? readUntil))
}

const watermarks = (book: Book): ReadonlyArray<Watermark> =>
  [...book.watermarks]
    .map(([intake, readUntil]) => ({ intake, readUntil }))
    .toSorted((a, b) => (a.intake < b.intake ? -1 : 1))
