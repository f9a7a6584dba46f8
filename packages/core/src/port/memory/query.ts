// What people ask of the tickets in memory.
import {
  type Assignments,
  type ContentKey,
  type ContentSubject,
  type CountBy,
  type DeliveryStatus,
  type EventPage,
  isAboutFiles,
  listLimit,
  type SearchHit,
  type TicketCount,
  type TicketQueryService,
  type TicketSearch,
} from "../TicketQuery.ts"
import type { ContentRow, EventRow } from "../TicketStore.ts"
import { wordsOfContent } from "../Words.ts"
import type { Access } from "./access.ts"
import { list } from "./list.ts"
import { type Book, bookOf, type ContentRecord, type DeliveryRecord, type State } from "./state.ts"

/** The port `TicketQuery` on a state. */
export const ticketQuery = (state: State, access: Access): TicketQueryService => {
  const ticketOf = (tenant: string, ticketId: string) => bookOf(state, tenant).tickets.get(ticketId)
  return {
    byNumber: (tenant, number) => access(() => bookOf(state, tenant).numbers.get(number)?.row),
    list: (tenant, filter) => access(() => list(bookOf(state, tenant), filter)),
    search: (tenant, search) => access(() => found(bookOf(state, tenant), search)),
    counts: (tenant, by, prefix) => access(() => counts(bookOf(state, tenant), by, prefix)),
    journal: (tenant, ticketId) => access(() => [...(ticketOf(tenant, ticketId)?.events ?? [])]),
    contents: (tenant, ticketId) =>
      access(() => (ticketOf(tenant, ticketId)?.contents ?? []).map(contentRow)),
    subjects: (tenant, keys) =>
      access(() => keys.flatMap((key) => subjectsAt(bookOf(state, tenant), key))),
    assignments: (tenant, assignees) =>
      access(() => assignmentsOf(bookOf(state, tenant), assignees)),
    deliveries: (tenant, ticketId) =>
      access(() => (ticketOf(tenant, ticketId)?.deliveries ?? []).map(statusOf)),
    aboutFiles: (tenant, page) => access(() => aboutFiles(bookOf(state, tenant), page)),
  }
}

const contentRow = ({ key, salt, body }: ContentRecord): ContentRow => ({ key, salt, body })

const found = ({ tickets }: Book, { words, before, limit }: TicketSearch) => {
  if (words.length === 0) return []
  return [...tickets.values()]
    .flatMap(({ contents }) => contents)
    .filter(({ sequence }) => before === undefined || sequence < before)
    .toSorted((a, b) => b.sequence - a.sequence)
    .filter(({ body }) => hasEach(words, wordsOfContent(body)))
    .slice(0, Math.min(limit, listLimit))
    .map(({ ticketId, key, sequence }): SearchHit => ({ ticketId, key, position: sequence }))
}

const hasEach = (wanted: ReadonlyArray<string>, words: ReadonlyArray<string>): boolean =>
  wanted.every((beginning) => words.some((word) => word.startsWith(beginning)))

const counts = ({ tickets }: Book, by: CountBy, prefix = ""): ReadonlyArray<TicketCount> => {
  const counted = new Map<string | null, number>()
  for (const { row } of tickets.values())
    if (row.status.startsWith(prefix)) counted.set(row[by], (counted.get(row[by]) ?? 0) + 1)
  return [...counted].map(([value, count]) => ({ value, count }))
}

const assignmentsOf = (
  { tickets }: Book,
  assignees: ReadonlyArray<string>,
): ReadonlyArray<Assignments> => {
  const found = new Map<string, { open: number; lastAssignedAt: number | null }>(
    assignees.map((each) => [each, { open: 0, lastAssignedAt: null }]),
  )
  for (const { row } of tickets.values()) {
    const theirs = row.assignee === null ? undefined : found.get(row.assignee)
    if (theirs === undefined) continue
    if (row.status.startsWith("open")) theirs.open += 1
    if (row.assignedAt !== null && row.assignedAt > (theirs.lastAssignedAt ?? -Infinity))
      theirs.lastAssignedAt = row.assignedAt
  }
  return [...found].map(([assignee, theirs]) => ({ assignee, ...theirs }))
}

const subjectsAt = (
  { tickets }: Book,
  { ticketId, key }: ContentKey,
): ReadonlyArray<ContentSubject> => {
  const content = tickets.get(ticketId)?.contents.find((each) => each.key === key)
  const subject = content && subjectIn(content.body)
  return typeof subject === "string" ? [{ ticketId, key, subject }] : []
}

const subjectIn = (body: string): unknown => {
  try {
    return JSON.parse(body)?.subject
  } catch {
    return undefined
  }
}

const aboutFiles = ({ feed }: Book, { after, limit }: EventPage): ReadonlyArray<EventRow> =>
  feed
    .filter(isAboutFiles)
    .toSorted(byPlace)
    .filter((event) => after === undefined || byPlace(event, after) > 0)
    .slice(0, Math.min(limit, listLimit))

type Place = Pick<EventRow, "ticketId" | "number">

const byPlace = (a: Place, b: Place): number => {
  if (a.ticketId === b.ticketId) return a.number - b.number
  return a.ticketId < b.ticketId ? -1 : 1
}

/** How a delivery stands. */
export const statusOf = ({
  row,
  status,
  attempts,
  wakeAt,
  reason,
}: DeliveryRecord): DeliveryStatus => ({
  ...row,
  status,
  attempts,
  nextAttemptAt: wakeAt,
  reason,
})
