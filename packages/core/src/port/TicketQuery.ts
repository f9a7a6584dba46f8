// Reading tickets without deciding anything.
import { Context, type Effect } from "effect"
import type { StoreError } from "./StoreError.ts"
import type { ContentRow, EventRow, TicketRow } from "./TicketStore.ts"

/** The most tickets that one list gives; a larger limit is cut to it. */
export const listLimit = 1_000

/** The most assignees of whom one question asks: as many as a staff has members. */
export const assigneesAtMost = 1_000

/** What somebody has been given, by the tickets that they have now. */
export interface Assignments {
  readonly assignee: string
  /** Tickets whose status begins with `open`; one that is snoozed is among them. */
  readonly open: number
  /** The newest `assignedAt` of their tickets, closed ones too; null where there is none. */
  readonly lastAssignedAt: number | null
}

/**
 * By what tickets are sorted: `registered` by id, which is the order of registration; `updated` by
 * `updatedAt`, then by id; `due` by `dueAt`, then by id, and tickets without it are not shown.
 */
export type TicketSort = "registered" | "updated" | "due"

/** Which tickets a list shows. */
export interface TicketFilter {
  /** Statuses that begin with this text: `open`, `open.diagnosing`, `closed`. */
  readonly statusPrefix?: string
  /** Of this member of the staff; null for those that nobody has. */
  readonly assignee?: string | null
  readonly customer?: string
  /** `registered` by default. */
  readonly sort?: TicketSort
  /** Of the sort; `oldestFirst` by default. */
  readonly order?: "oldestFirst" | "newestFirst"
  /** Tickets after this id in that order; for the next page the last id of this one. */
  readonly after?: string
  /** Where `sort` is not `registered`: the instant by which the ticket `after` stood there. */
  readonly afterAt?: number
  /** From 1 on; cut to `listLimit`. */
  readonly limit: number
}

/**
 * How a delivery stands. `attempts` counts those that ended, well or not; `reason` says why the
 * last one failed, or why it was given back untried. While a worker holds it, `nextAttemptAt` is
 * the end of its lease.
 */
export interface DeliveryStatus {
  readonly id: string
  readonly eventNumber: number
  readonly channel: string
  readonly notice: string
  readonly status: "pending" | "delivered" | "parked"
  readonly attempts: number
  readonly nextAttemptAt: number
  readonly reason: string
}

/** Where content lies: its ticket, and its `key` there. */
export interface ContentKey {
  readonly ticketId: string
  readonly key: string
}

/** The subject of the content under a key. */
export interface ContentSubject extends ContentKey {
  readonly subject: string
}

/** A search in what people wrote. */
export interface TicketSearch {
  /** As `Words.wordsIn` makes them: each is the beginning of a word of one and the same content. */
  readonly words: ReadonlyArray<string>
  /** Contents before this `position`; for the next page that of the last hit. */
  readonly before?: number
  /** From 1 on; cut to `listLimit`. */
  readonly limit: number
}

/** Content in which every word was found. */
export interface SearchHit extends ContentKey {
  /** Grows with each content that is stored. */
  readonly position: number
}

/** A stretch of the events of a tenant, by ticket id and number. */
export interface EventPage {
  /** The last event of the page before. */
  readonly after?: Pick<EventRow, "ticketId" | "number">
  /** From 1 on; cut to `listLimit`. */
  readonly limit: number
}

/**
 * Whether an event came with a file, or says what was forgotten: together they tell which files
 * nobody needs any more. It is told by the text, so that a store may have an index of them.
 */
export const isAboutFiles = ({ type, body }: Pick<EventRow, "type" | "body">): boolean =>
  type === "ContentForgotten" || body.includes('"files":[{')

/** By what tickets are counted. */
export type CountBy = "status" | "assignee" | "customer"

/** How many tickets there are of one status, or of one person; null: of nobody. */
export interface TicketCount {
  readonly value: string | null
  readonly count: number
}

/** What can be asked of the stored tickets. */
export interface TicketQueryService {
  readonly byNumber: (
    tenant: string,
    number: string,
  ) => Effect.Effect<TicketRow | undefined, StoreError>
  readonly list: (
    tenant: string,
    filter: TicketFilter,
  ) => Effect.Effect<ReadonlyArray<TicketRow>, StoreError>
  /**
   * The contents in which every word of the question is found, the newest first; none where there
   * is no word.
   */
  readonly search: (
    tenant: string,
    search: TicketSearch,
  ) => Effect.Effect<ReadonlyArray<SearchHit>, StoreError>
  /** How many tickets whose status begins with this text there are of each; in any order. */
  readonly counts: (
    tenant: string,
    by: CountBy,
    statusPrefix?: string,
  ) => Effect.Effect<ReadonlyArray<TicketCount>, StoreError>
  /** All events of a ticket in their order. */
  readonly journal: (
    tenant: string,
    ticketId: string,
  ) => Effect.Effect<ReadonlyArray<EventRow>, StoreError>
  /** The personal content of a ticket that is not forgotten. */
  readonly contents: (
    tenant: string,
    ticketId: string,
  ) => Effect.Effect<ReadonlyArray<ContentRow>, StoreError>
  /**
   * The field `subject` of the content under each of these keys, at most `listLimit`; in no
   * promised order. Passed over is content that is not there or forgotten, that has no text there,
   * or that is no JSON. A page of tickets is given its subjects by few calls, which leave the texts
   * where they are: a page of those would be hundreds of megabytes (P13).
   */
  readonly subjects: (
    tenant: string,
    keys: ReadonlyArray<ContentKey>,
  ) => Effect.Effect<ReadonlyArray<ContentSubject>, StoreError>
  /**
   * What each of these has been given: at most `assigneesAtMost`, none of them twice; in no
   * promised order. Who has no ticket has none open, and was never assigned one. It is asked for
   * every ticket that is routed: count by an index, and leave the tickets where they are.
   */
  readonly assignments: (
    tenant: string,
    assignees: ReadonlyArray<string>,
  ) => Effect.Effect<ReadonlyArray<Assignments>, StoreError>
  readonly deliveries: (
    tenant: string,
    ticketId: string,
  ) => Effect.Effect<ReadonlyArray<DeliveryStatus>, StoreError>
  /**
   * The events of a tenant for which `isAboutFiles` is true, by ticket id and number: all that are
   * committed, also where a feed still holds them back. They are few of many: find them by an
   * index.
   */
  readonly aboutFiles: (
    tenant: string,
    page: EventPage,
  ) => Effect.Effect<ReadonlyArray<EventRow>, StoreError>
}

/** The port through which tickets are read. */
export class TicketQuery extends Context.Service<TicketQuery, TicketQueryService>()(
  "@upkeep/core/TicketQuery",
) {}
